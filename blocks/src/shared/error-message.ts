import { __ } from '@wordpress/i18n';

const later = () =>
	__(
		'Our booking service does not answer right now. Please try again in a few minutes.',
		'cohort-enrollment',
	);

const closed = () => __('This cohort is not open for enrollment any more.', 'cohort-enrollment');

const MESSAGES = new Map<string, () => string>(
	Object.entries({
		login_required: () => __('Your login has ended. Please log in again.', 'cohort-enrollment'),
		session_not_found: () => __('We cannot find this enrollment among yours.', 'cohort-enrollment'),
		rate_limited: () =>
			__('That was too often. Please wait a minute and try again.', 'cohort-enrollment'),
		package_not_found: () => __('We cannot find this course among yours.', 'cohort-enrollment'),
		package_not_active: () =>
			__(
				'This course is on hold or has ended, so nothing can be booked in it. Your courses tell more.',
				'cohort-enrollment',
			),
		nothing_booked: () =>
			__('None of the times you chose is free any more. Please choose others.', 'cohort-enrollment'),
		cohort_not_full: () => __('There is a free seat again. You can enroll now.', 'cohort-enrollment'),
		course_not_found: closed,
		cohort_not_found: closed,
		cohort_inactive: closed,
		deadline_passed: closed,
		no_price: closed,
		already_enrolled: () => __('You already have this course.', 'cohort-enrollment'),
		sidecar_unavailable: later,
		sidecar_not_configured: later,
		stripe_unavailable: later,
		database_unavailable: later,
		network: () => __('No answer. Please check your connection and try again.', 'cohort-enrollment'),
		timeout: () => __('That took too long. Please try again.', 'cohort-enrollment'),
	}),
);

/** What a student reads when the REST interface answers with this code. */
export const errorMessage = (code: string): string =>
	MESSAGES.get(code)?.() ?? __('Something went wrong on our side. Please try again.', 'cohort-enrollment');

/** Whether waiting helps: our own services are down, the student did nothing wrong. */
export const isOutage = (code: string): boolean => MESSAGES.get(code) === later;
