import type { CoursePackage, CoursePackagesResponse } from '@cohort-enrollment/sidecar/contract';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Screen } from '../shared/screen';
import type { PageSettings } from '../shared/settings';
import { CourseCard } from './course-card';
import { NextSession } from './next-session';
import { NoSession } from './no-session';

interface OverviewProps {
	answer: CoursePackagesResponse;
	settings: PageSettings;
	/** How many sessions the wizard has just booked. */
	bookedJustNow: number;
}

/** Running courses first; those that were given back last. */
const rank = ({ status }: CoursePackage): number =>
	['ACTIVE', 'SUSPENDED', 'COMPLETED', 'CANCELLED', 'REFUNDED'].indexOf(status);

const NoCourses = ({ homeUrl }: PageSettings) => (
	<Screen title={__('You have no courses yet', 'cohort-enrollment')}>
		<p>
			{__('When you enroll in a course, it appears here with all its sessions.', 'cohort-enrollment')}
		</p>
		<p className="cohort-enrollment-actions">
			<a className="wp-element-button" href={homeUrl}>
				{__('Go to the front page', 'cohort-enrollment')}
			</a>
		</p>
	</Screen>
);

const BookedNews = ({ count }: { count: number }) => (
	<p className="cohort-enrollment-good-news" role="status">
		{count > 0 &&
			sprintf(
				/* translators: %d: number of sessions */
				_n(
					'%d session is booked. See you there!',
					'%d sessions are booked. See you there!',
					count,
					'cohort-enrollment',
				),
				count,
			)}
	</p>
);

/** All courses of a student. */
export const Overview = ({ answer, settings, bookedJustNow }: OverviewProps) => {
	const { packages, nextSession } = answer;
	if (settings.show === 'next-session') {
		return nextSession === null ? <NoSession {...settings} /> : <NextSession session={nextSession} />;
	}
	if (packages.length === 0) {
		return <NoCourses {...settings} />;
	}
	return (
		<div className="cohort-enrollment-dashboard">
			<BookedNews count={bookedJustNow} />
			{nextSession !== null && <NextSession session={nextSession} />}
			{[...packages]
				.sort((left, right) => rank(left) - rank(right))
				.map((course) => (
					<CourseCard
						key={course.id}
						course={course}
						wizardUrl={settings.wizardUrl}
						nextStepId={nextSession?.packageId === course.id ? nextSession.stepId : null}
					/>
				))}
		</div>
	);
};
