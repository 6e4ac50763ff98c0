import { __ } from '@wordpress/i18n';

/** Grey shapes in the place of what is on its way. */
export const Loading = ({ shapes = 3 }: { shapes?: number }) => (
	<div className="cohort-enrollment-loading" aria-busy="true">
		<p role="status" className="cohort-enrollment-ears-only">
			{__('Loading…', 'cohort-enrollment')}
		</p>
		<div aria-hidden="true">
			<div className="cohort-enrollment-loading__title" />
			{Array.from({ length: shapes }, (_, index) => (
				<div key={index} className="cohort-enrollment-loading__shape" />
			))}
		</div>
	</div>
);
