import { store as blockEditorStore, useBlockProps } from '@wordpress/block-editor';
import type { BlockEditProps } from '@wordpress/blocks';
import { useSelect } from '@wordpress/data';
import type { CourseCohortsAttributes } from './attributes';
import { ChosenCourse } from './chosen-course';
import { RenderedList } from './rendered-list';
import { SampleList } from './sample-list';

type EditProps = BlockEditProps<CourseCohortsAttributes> & {
	/** `postId`: a number on a page, another thing in a template, nothing in a widget. `queryId`: in a list of pages. */
	context: { postId?: unknown; queryId?: unknown };
};

/** True in the inserter and in the other entries of a list of pages, where nothing is to be chosen. */
const useIsPreview = (): boolean =>
	useSelect((select) => {
		const { getSettings } = select(blockEditorStore) as {
			getSettings: () => { isPreviewMode?: boolean };
		};
		return getSettings().isPreviewMode === true;
	}, []);

/** The block in the editor: what visitors see, once it is clear which course is meant. */
export const Edit = ({ attributes, setAttributes, context: { postId, queryId } }: EditProps) => {
	const blockProps = useBlockProps();
	const isPreview = useIsPreview();
	const pageId = typeof postId === 'number' ? postId : null;
	if (!isPreview) {
		return (
			<div {...blockProps}>
				<ChosenCourse
					attributes={attributes}
					pageId={pageId}
					onChoose={(courseCode) => setAttributes({ courseCode })}
				/>
			</div>
		);
	}
	// The inserter knows the page that is being written, which may not be the page of any course yet.
	const isSample = attributes.courseCode === '' && queryId === undefined;
	return (
		<div {...blockProps}>
			{isSample ? (
				<SampleList {...attributes} />
			) : (
				<RenderedList attributes={attributes} pageId={pageId} />
			)}
		</div>
	);
};
