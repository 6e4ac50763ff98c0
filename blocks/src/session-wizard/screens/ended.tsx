import type { EnrollmentSessionResponse } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { ActionLink } from '../../shared/action-link';
import { Screen } from '../../shared/screen';
import type { PageSettings } from '../../shared/settings';
import { coursePage } from '../course-page';
import { CourseLine } from './course-line';
import { outcomeOf, wasEnded } from './outcome';
import { WaitingList } from './waiting-list';

/** Where to go from here: to the course that is owned, back to the course for another try, or home. */
const wayOn = (
	enrollment: EnrollmentSessionResponse,
	{ dashboardUrl, homeUrl }: PageSettings,
): { url: string; text: string } => {
	const { state, reason } = enrollment;
	const owns = reason === 'already_enrolled' || wasEnded(reason) || state === 'disputed';
	if (owns && dashboardUrl !== '') {
		return { url: dashboardUrl, text: __('Go to my courses', 'cohort-enrollment') };
	}
	const page = coursePage(enrollment);
	const mayTryAgain = state === 'failed' || state === 'expired' || reason === 'cohort_full';
	if (mayTryAgain && page !== null) {
		return { url: page.href, text: __('Back to the course', 'cohort-enrollment') };
	}
	return { url: homeUrl, text: __('Go to the front page', 'cohort-enrollment') };
};

/** A checkout that became no enrollment, or is none now: what happened, and what about the money. */
export const Ended = ({
	enrollment,
	settings,
}: {
	enrollment: EnrollmentSessionResponse;
	settings: PageSettings;
}) => {
	const { title, texts, tone } = outcomeOf(enrollment);
	const way = wayOn(enrollment, settings);
	return (
		<Screen title={title}>
			<CourseLine {...enrollment} />
			<div className={`cohort-enrollment-outcome is-${tone}`}>
				{texts.map((text) => (
					<p key={text}>{text}</p>
				))}
			</div>
			{enrollment.reason === 'cohort_full' && <WaitingList enrollment={enrollment} />}
			<ActionLink href={way.url} isSecond={enrollment.reason === 'cohort_full'}>
				{way.text}
			</ActionLink>
		</Screen>
	);
};
