import { __ } from '@wordpress/i18n';

const WORDS = new Map<string, () => string>(
	Object.entries({
		cohort_full: () => __('the cohort was full', 'cohort-enrollment'),
		already_enrolled: () => __('the student had the course already', 'cohort-enrollment'),
		cohort_inactive: () => __('the cohort was closed', 'cohort-enrollment'),
		course_inactive: () => __('the course was closed', 'cohort-enrollment'),
		student_missing: () => __('the account did not exist any more', 'cohort-enrollment'),
		payment_reversed: () => __('the bank took the payment back', 'cohort-enrollment'),
		requested: () => __('on request', 'cohort-enrollment'),
		kept_by_staff: () => __('staff kept the payment', 'cohort-enrollment'),
		refunded_in_part: () => __('staff sent back a part', 'cohort-enrollment'),
	}),
);

/** Why money went back or an enrollment ended, within a sentence. What a person wrote is told as it is. */
export const reasonWords = (reason: unknown): string | null =>
	typeof reason === 'string' && reason !== '' ? (WORDS.get(reason)?.() ?? reason) : null;
