import { __, sprintf } from '@wordpress/i18n';
import type { Messages } from '../shared/messages';

/** What stands in the way of what staff does to enrollments and sessions. */
export const ROSTER_MESSAGES: Messages = {
	already_enrolled: ({ paid }) =>
		paid === true
			? __(
					'The payment of this student has just arrived and enrolled them. There is nothing left to do.',
					'cohort-enrollment',
				)
			: __('This student has the course already.', 'cohort-enrollment'),
	cohort_full: () =>
		__('The cohort has no free seat. Give it more seats first, or choose another.', 'cohort-enrollment'),
	cohort_inactive: () =>
		__('The cohort or its course is not active. Activate it first.', 'cohort-enrollment'),
	checkout_in_progress: () =>
		__(
			'A payment of this student for this course is under way. It enrolls the student by itself once it arrives.',
			'cohort-enrollment',
		),
	other_course: () => __('That cohort belongs to another course.', 'cohort-enrollment'),
	package_not_active: () =>
		__(
			'This cannot be done now: the enrollment has ended, is completed or suspended, or its payment is not settled.',
			'cohort-enrollment',
		),
	nothing_booked: () =>
		__('Nothing was booked: what you chose is not free any more. Choose again.', 'cohort-enrollment'),
	step_not_found: () => __('The student does not have this step any more.', 'cohort-enrollment'),
	nothing_to_refund: () => __('Nothing of this payment is left to send back.', 'cohort-enrollment'),
	refund_too_large: () =>
		__('Less than that is left of the payment. Look at what is left and try again.', 'cohort-enrollment'),
	payment_disputed: () =>
		__(
			'The buyer’s bank looks into this payment and holds the money. A refund beside that would send it back twice. Wait until the bank has decided, or cancel without a refund.',
			'cohort-enrollment',
		),
	session_not_started: () =>
		__('Attendance can be marked once the session has begun.', 'cohort-enrollment'),
	stripe_unavailable: ({ kind }) =>
		kind === 'unauthorized'
			? __('Stripe does not let the sidecar’s key do this, so it was not done.', 'cohort-enrollment')
			: __(
					'Stripe cannot be reached at the moment, so this was not done. Try again in a moment.',
					'cohort-enrollment',
				),
};

/** Said where somebody else was faster, beside what is there now. */
export const overtaken = (name: string): string =>
	sprintf(
		/* translators: %s: a student's name. */
		__(
			'Somebody else has changed the enrollment of %s meanwhile, so nothing was done. This is how it is now.',
			'cohort-enrollment',
		),
		name,
	);
