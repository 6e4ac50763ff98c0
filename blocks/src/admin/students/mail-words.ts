import { __ } from '@wordpress/i18n';
import type { NotificationKind } from '@cohort-enrollment/sidecar/contract';

const WORDS: Readonly<Record<NotificationKind, () => string>> = {
	enrolled: () => __('welcome to the course', 'cohort-enrollment'),
	refunded: () => __('the payment goes back', 'cohort-enrollment'),
	payment_failed: () => __('the payment did not go through', 'cohort-enrollment'),
	enrollment_ended: () => __('the enrollment has ended', 'cohort-enrollment'),
	enrollment_moved: () => __('moved to another cohort', 'cohort-enrollment'),
	session_moved: () => __('sessions take place at another time', 'cohort-enrollment'),
	session_released: () => __('please choose a time again', 'cohort-enrollment'),
	seat_available: () => __('a seat is free', 'cohort-enrollment'),
	task: () => __('something needs a person', 'cohort-enrollment'),
};

/** What a mail is about, within a sentence; the kind itself where a newer sidecar has one that is not known here. */
export const mailWords = (kind: unknown): string => {
	const name = String(kind);
	return Object.hasOwn(WORDS, name) ? WORDS[name as NotificationKind]() : name;
};
