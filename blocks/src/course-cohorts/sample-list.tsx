import { __ } from '@wordpress/i18n';
import type { CourseCohortsAttributes } from './attributes';

interface SampleCohort {
	name: string;
	dates: string;
	price: string;
}

const sampleCohorts = (): SampleCohort[] => [
	{
		name: __('Spring Cohort', 'cohort-enrollment'),
		dates: __('March 2 – May 22', 'cohort-enrollment'),
		price: __('$490', 'cohort-enrollment'),
	},
	{
		name: __('Fall Cohort', 'cohort-enrollment'),
		dates: __('September 7 – November 27', 'cohort-enrollment'),
		price: __('$490', 'cohort-enrollment'),
	},
];

type SampleListProps = Pick<CourseCohortsAttributes, 'layout' | 'show'>;

/** What the inserter and templates show: the markup of PHP with made-up cohorts. */
export const SampleList = ({ layout, show }: SampleListProps) => (
	<ul className={`cohort-enrollment-cohorts is-${layout}`}>
		{sampleCohorts()
			.slice(0, show === 'next' ? 1 : undefined)
			.map(({ name, dates, price }) => (
				<li key={name} className="cohort-enrollment-cohort" data-state="open">
					<div className="cohort-enrollment-cohort__facts">
						<h3 className="cohort-enrollment-cohort__name">{name}</h3>
						<p className="cohort-enrollment-cohort__dates">{dates}</p>
					</div>
					<div className="cohort-enrollment-cohort__offer">
						<p className="cohort-enrollment-cohort__price">{price}</p>
						<div className="cohort-enrollment-cohort__action">
							<span className="cohort-enrollment-cohort__enroll wp-element-button">
								{__('Enroll', 'cohort-enrollment')}
							</span>
						</div>
					</div>
				</li>
			))}
	</ul>
);
