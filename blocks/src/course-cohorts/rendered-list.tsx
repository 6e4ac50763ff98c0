import { Disabled } from '@wordpress/components';
import ServerSideRender from '@wordpress/server-side-render';
import type { CourseCohortsAttributes } from './attributes';

interface RenderedListProps {
	attributes: CourseCohortsAttributes;
	/** The page that the block stands on; null in a template. */
	pageId: number | null;
}

/** What visitors see; nothing in it reacts. */
export const RenderedList = ({ attributes, pageId }: RenderedListProps) => (
	<Disabled>
		{/* eslint-disable-next-line @typescript-eslint/no-deprecated -- The named export is new in WordPress 6.9. */}
		<ServerSideRender
			block="cohort-enrollment/course-cohorts"
			attributes={attributes}
			urlQueryArgs={pageId === null ? {} : { post_id: pageId }}
			skipBlockSupportAttributes
		/>
	</Disabled>
);
