import { InspectorControls, store as blockEditorStore, useBlockProps } from '@wordpress/block-editor';
import type { BlockEditProps } from '@wordpress/blocks';
import { Disabled, PanelBody, Placeholder } from '@wordpress/components';
import { useSelect } from '@wordpress/data';
import { __ } from '@wordpress/i18n';
import ServerSideRender from '@wordpress/server-side-render';
import type { CourseCohortsAttributes } from './attributes';
import { CoursePicker } from './course-picker';
import { SampleList } from './sample-list';
import { useCourses } from './use-courses';

const BLOCK = 'cohort-enrollment/course-cohorts';

type EditProps = BlockEditProps<CourseCohortsAttributes>;

/** True inside the inserter's preview, where nothing is to be chosen. */
const useIsInserterPreview = (): boolean =>
	useSelect((select) => {
		const { getSettings } = select(blockEditorStore) as {
			getSettings: () => { isPreviewMode?: boolean };
		};
		return getSettings().isPreviewMode === true;
	}, []);

const Chooser = ({ attributes, setAttributes }: Pick<EditProps, 'attributes' | 'setAttributes'>) => {
	const { courseCode } = attributes;
	const courses = useCourses();
	const picker = (
		<CoursePicker
			courses={courses}
			courseCode={courseCode}
			onChange={(chosen) => setAttributes({ courseCode: chosen })}
		/>
	);
	return (
		<>
			<InspectorControls>
				<PanelBody title={__('Settings', 'cohort-enrollment')}>{picker}</PanelBody>
			</InspectorControls>
			{courseCode === '' ? (
				<Placeholder
					label={__('Course cohorts', 'cohort-enrollment')}
					instructions={__(
						'Choose the course whose cohorts visitors can enroll in.',
						'cohort-enrollment',
					)}
				>
					{picker}
				</Placeholder>
			) : (
				<Disabled>
					{/* eslint-disable-next-line @typescript-eslint/no-deprecated -- The named export is new in WordPress 6.9. */}
					<ServerSideRender block={BLOCK} attributes={attributes} skipBlockSupportAttributes />
				</Disabled>
			)}
		</>
	);
};

/** The block in the editor: choose a course, then see what visitors see. */
export const Edit = ({ attributes, setAttributes }: EditProps) => {
	const blockProps = useBlockProps();
	const isSample = useIsInserterPreview() && attributes.courseCode === '';
	return (
		<div {...blockProps}>
			{isSample ? <SampleList /> : <Chooser attributes={attributes} setAttributes={setAttributes} />}
		</div>
	);
};
