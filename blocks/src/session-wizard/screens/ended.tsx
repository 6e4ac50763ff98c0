import type { EnrollmentSessionResponse, RefundReason } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { ActionLink } from '../../shared/action-link';
import { Screen } from '../../shared/screen';
import type { PageSettings } from '../../shared/settings';
import { CourseLine } from './course-line';

interface Words {
	title: string;
	text: string;
	/** Whether something went another way than the student wanted, rather than wrong. */
	tone: 'calm' | 'attention';
}

const REASONS: Record<RefundReason, () => string> = {
	cohort_full: () =>
		__('The last seat of this cohort was taken while you were paying.', 'cohort-enrollment'),
	already_enrolled: () =>
		__('You already have this course, so you were not enrolled a second time.', 'cohort-enrollment'),
	cohort_inactive: () => __('This cohort was closed while you were paying.', 'cohort-enrollment'),
	course_inactive: () => __('This course was closed while you were paying.', 'cohort-enrollment'),
	student_missing: () => __('The account that paid does not exist any more.', 'cohort-enrollment'),
	payment_reversed: () => __('Your bank took the payment back.', 'cohort-enrollment'),
	requested: () => __('The enrollment was given up on request.', 'cohort-enrollment'),
};

/** Nothing for a reason that a newer sidecar may know: it can be updated a moment before the plugin. */
const reasonText = (reason: string): string | undefined =>
	(REASONS as Partial<Record<string, () => string>>)[reason]?.();

const words = (state: EnrollmentSessionResponse['state']): Words => {
	switch (state) {
		case 'refund_pending':
			return {
				title: __('Your money is on its way back', 'cohort-enrollment'),
				text: __(
					'You are not enrolled. Your whole payment is being refunded to the way you paid; banks take up to ten days to show it.',
					'cohort-enrollment',
				),
				tone: 'calm',
			};
		case 'refunded':
			return {
				title: __('Your payment was refunded', 'cohort-enrollment'),
				text: __(
					'You are not enrolled. The whole payment went back to the way you paid; banks take up to ten days to show it.',
					'cohort-enrollment',
				),
				tone: 'calm',
			};
		case 'refund_failed':
			return {
				title: __('We are looking after your refund', 'cohort-enrollment'),
				text: __(
					'You are not enrolled, and the automatic refund did not go through. Somebody of our team takes care of it and will write to you. You do not need to do anything.',
					'cohort-enrollment',
				),
				tone: 'attention',
			};
		case 'expired':
			return {
				title: __('The time to pay has run out', 'cohort-enrollment'),
				text: __(
					'Nothing was charged. Your seat is free again, and you can enroll once more while there are seats.',
					'cohort-enrollment',
				),
				tone: 'calm',
			};
		case 'cancelled':
			return {
				title: __('This enrollment was cancelled', 'cohort-enrollment'),
				text: __(
					'You are not enrolled. There was nothing to pay, so nothing was charged.',
					'cohort-enrollment',
				),
				tone: 'attention',
			};
		default:
			return {
				title: __('The payment did not go through', 'cohort-enrollment'),
				text: __(
					'Nothing was charged and you are not enrolled. You can try again with another way to pay.',
					'cohort-enrollment',
				),
				tone: 'attention',
			};
	}
};

/** Where to go from here: to the course that is owned already, back to the course for another try, or home. */
const wayOn = (
	{ state, reason, returnUrl }: EnrollmentSessionResponse,
	{ dashboardUrl, homeUrl }: PageSettings,
): { url: string; text: string } => {
	if (reason === 'already_enrolled' && dashboardUrl !== '') {
		return { url: dashboardUrl, text: __('Go to my courses', 'cohort-enrollment') };
	}
	if ((state === 'failed' || state === 'expired') && returnUrl !== null) {
		return { url: returnUrl, text: __('Back to the course', 'cohort-enrollment') };
	}
	return { url: homeUrl, text: __('Go to the front page', 'cohort-enrollment') };
};

/** A checkout that became no enrollment, or is none any more: what happened, and what about the money. */
export const Ended = ({
	enrollment,
	settings,
}: {
	enrollment: EnrollmentSessionResponse;
	settings: PageSettings;
}) => {
	const { title, text, tone } = words(enrollment.state);
	const way = wayOn(enrollment, settings);
	return (
		<Screen title={title}>
			<CourseLine {...enrollment} />
			<div className={`cohort-enrollment-outcome is-${tone}`}>
				{enrollment.reason !== null && <p>{reasonText(enrollment.reason)}</p>}
				<p>{text}</p>
			</div>
			<ActionLink href={way.url}>{way.text}</ActionLink>
		</Screen>
	);
};
