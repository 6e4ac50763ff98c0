import type {
	EnrollmentSessionResponse,
	EnrollmentState,
	RefundReason,
} from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';

/** How a checkout ended, in the order in which a person wants to know: why, what it means, what about the money. */
export interface Outcome {
	title: string;
	/** Paragraphs. */
	texts: string[];
	/** Whether something went another way than the student wanted, rather than wrong. */
	tone: 'calm' | 'attention';
}

type Told = Pick<EnrollmentSessionResponse, 'state' | 'reason'>;

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
	kept_by_staff: () => __('Our team has ended this enrollment.', 'cohort-enrollment'),
	refunded_in_part: () => __('Our team has ended this enrollment.', 'cohort-enrollment'),
};

/** Nothing for a reason that a newer sidecar may know: it can be updated a moment before the plugin. */
const why = ({ state, reason }: Told): string[] => {
	if (state === 'refunded' && reason === 'payment_reversed') {
		return [__('The payment was given back before it became an enrollment.', 'cohort-enrollment')];
	}
	const text = (REASONS as Partial<Record<string, () => string>>)[reason ?? ''];
	return text ? [text()] : [];
};

const ENDINGS: readonly (RefundReason | null)[] = ['requested', 'kept_by_staff', 'refunded_in_part'];

/** The enrollment existed until somebody ended it. */
export const wasEnded = (reason: RefundReason | null): boolean => ENDINGS.includes(reason);

/** The same, or until its money went back. */
const hasEnded = ({ state, reason }: Told): boolean =>
	wasEnded(reason) || (state === 'cancelled' && reason === 'payment_reversed');

const standing = (told: Told): string => {
	if (told.reason === 'already_enrolled') {
		return __('That enrollment stays as it is.', 'cohort-enrollment');
	}
	return hasEnded(told)
		? __('You are not enrolled any more.', 'cohort-enrollment')
		: __('You are not enrolled.', 'cohort-enrollment');
};

const refundPending = (told: Told): Outcome => ({
	title: __('Your money is on its way back', 'cohort-enrollment'),
	texts: [
		...why(told),
		standing(told),
		told.reason === 'refunded_in_part'
			? __(
					'A part of your payment is being refunded to the way you paid; banks take up to ten days to show it.',
					'cohort-enrollment',
				)
			: __(
					'Your whole payment is being refunded to the way you paid; banks take up to ten days to show it.',
					'cohort-enrollment',
				),
	],
	tone: 'calm',
});

const refunded = (told: Told): Outcome => ({
	title: __('Your payment was refunded', 'cohort-enrollment'),
	texts: [
		...why(told),
		standing(told),
		told.reason === 'refunded_in_part'
			? __(
					'A part of your payment went back to the way you paid; banks take up to ten days to show it.',
					'cohort-enrollment',
				)
			: __(
					'The whole payment went back to the way you paid; banks take up to ten days to show it.',
					'cohort-enrollment',
				),
	],
	tone: 'calm',
});

const refundFailed = (told: Told): Outcome => ({
	title: __('We are looking after your refund', 'cohort-enrollment'),
	texts: [
		...why(told),
		standing(told),
		__(
			'The automatic refund did not go through. Somebody of our team takes care of it and will write to you. You do not need to do anything.',
			'cohort-enrollment',
		),
	],
	tone: 'attention',
});

const disputed = (): Outcome => ({
	title: __('Your enrollment is on hold', 'cohort-enrollment'),
	texts: [
		__(
			'It is on hold while your bank looks into the payment. Until the bank has decided, nothing can be booked.',
			'cohort-enrollment',
		),
		__(
			'If the payment stands, the enrollment goes on. If you did not ask your bank about it, please contact us.',
			'cohort-enrollment',
		),
	],
	tone: 'attention',
});

const aboutMoneyOfCancelled = ({ reason }: Told): string => {
	switch (reason) {
		case 'payment_reversed':
			return __(
				'We keep nothing of this payment. If that is not what you wanted, please contact us.',
				'cohort-enrollment',
			);
		case 'kept_by_staff':
			return __(
				'There is no refund for it. If you have a question about that, please contact us.',
				'cohort-enrollment',
			);
		default:
			// There was nothing to pay, or the bank took the payment back before it was refunded.
			return __('We keep no money for it.', 'cohort-enrollment');
	}
};

const cancelled = (told: Told): Outcome => ({
	title: __('This enrollment was cancelled', 'cohort-enrollment'),
	texts: [...why(told), standing(told), aboutMoneyOfCancelled(told)],
	tone: 'attention',
});

const expired = (): Outcome => ({
	title: __('The time to pay has run out', 'cohort-enrollment'),
	texts: [
		__(
			'Nothing was charged. Your seat is free again, and you can enroll once more while there are seats.',
			'cohort-enrollment',
		),
	],
	tone: 'calm',
});

const failed = (): Outcome => ({
	title: __('The payment did not go through', 'cohort-enrollment'),
	texts: [
		__(
			'Nothing was charged and you are not enrolled. You can try again with another way to pay.',
			'cohort-enrollment',
		),
	],
	tone: 'attention',
});

const OUTCOMES: Partial<Record<EnrollmentState, (told: Told) => Outcome>> = {
	refund_pending: refundPending,
	refunded,
	refund_failed: refundFailed,
	disputed,
	cancelled,
	expired,
	failed,
};

const unknown = (): Outcome => ({
	title: __('We are looking into this enrollment', 'cohort-enrollment'),
	texts: [__('Please look at your courses, or come back a little later.', 'cohort-enrollment')],
	tone: 'attention',
});

/** What to say of a checkout that became no enrollment, or is none now. Never guesses at a state that it does not know. */
export const outcomeOf = (told: Told): Outcome => (OUTCOMES[told.state] ?? unknown)(told);
