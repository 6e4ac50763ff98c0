import { store as blockEditorStore, useBlockProps } from '@wordpress/block-editor';
import type { BlockEditProps } from '@wordpress/blocks';
import { useSelect } from '@wordpress/data';
import type { CourseCohortsAttributes } from './attributes';
import { ChosenCourse } from './chosen-course';
import { SampleList } from './sample-list';

type EditProps = BlockEditProps<CourseCohortsAttributes> & {
	/** `postId`: a number on a page, another thing in a template, nothing in a widget. */
	context: { postId?: unknown };
};

/** True inside the inserter's preview, where nothing is to be chosen. */
const useIsInserterPreview = (): boolean =>
	useSelect((select) => {
		const { getSettings } = select(blockEditorStore) as {
			getSettings: () => { isPreviewMode?: boolean };
		};
		return getSettings().isPreviewMode === true;
	}, []);

/** The block in the editor: what visitors see, once it is clear which course is meant. */
export const Edit = ({ attributes, setAttributes, context }: EditProps) => {
	const blockProps = useBlockProps();
	const isSample = useIsInserterPreview() && attributes.courseCode === '';
	const { postId } = context;
	return (
		<div {...blockProps}>
			{isSample ? (
				<SampleList {...attributes} />
			) : (
				<ChosenCourse
					attributes={attributes}
					pageId={typeof postId === 'number' ? postId : null}
					onChoose={(courseCode) => setAttributes({ courseCode })}
				/>
			)}
		</div>
	);
};
