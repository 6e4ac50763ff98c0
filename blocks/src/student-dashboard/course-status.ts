import type { CoursePackage } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';

type Told = Pick<CoursePackage, 'status' | 'paymentState' | 'reason'>;

/** Whether sessions can be booked, by the same rule as the sidecar's. */
export const mayBook = ({ status, paymentState }: Told): boolean =>
	status === 'ACTIVE' && paymentState === 'enrolled';

/** The student has no seat any more. */
export const isOver = ({ status }: Told): boolean => status === 'CANCELLED' || status === 'REFUNDED';

const refunded = ({ paymentState }: Told): string => {
	switch (paymentState) {
		case 'refund_pending':
			return __(
				'This course was given up, and your whole payment is on its way back. Banks take up to ten days to show it.',
				'cohort-enrollment',
			);
		case 'refund_failed':
			return __(
				'This course was given up, but the refund did not go through. Somebody of our team takes care of it and will write to you.',
				'cohort-enrollment',
			);
		default:
			return __(
				'This course was refunded. The whole payment went back to the way you paid; banks take up to ten days to show it.',
				'cohort-enrollment',
			);
	}
};

const refundedInPart = ({ paymentState }: Told): string => {
	switch (paymentState) {
		case 'refund_pending':
			return __(
				'Our team has ended this course, and a part of your payment is on its way back. Banks take up to ten days to show it.',
				'cohort-enrollment',
			);
		case 'refund_failed':
			return __(
				'Our team has ended this course, but the refund did not go through. Somebody of our team takes care of it and will write to you.',
				'cohort-enrollment',
			);
		default:
			return __(
				'Our team has ended this course. A part of your payment went back to the way you paid; banks take up to ten days to show it.',
				'cohort-enrollment',
			);
	}
};

const cancelled = (course: Told): string => {
	switch (course.reason) {
		case 'payment_reversed':
			return __('This course has ended, because your bank took the payment back.', 'cohort-enrollment');
		case 'kept_by_staff':
			return __(
				'Our team has ended this course. There is no refund for it. If you have a question, please contact us.',
				'cohort-enrollment',
			);
		case 'refunded_in_part':
			return refundedInPart(course);
		// Staff kept the money first, and sent it back later.
		case 'requested':
			return refunded(course);
		default:
			return __('This course was cancelled.', 'cohort-enrollment');
	}
};

/** What to say about a course that is not simply running; null for one that is. */
export const statusText = (course: Told): string | null => {
	switch (course.status) {
		case 'SUSPENDED':
			return __(
				'This course is on hold while your bank looks into the payment. What you have booked is kept for you, but nothing can be booked until the bank has decided.',
				'cohort-enrollment',
			);
		case 'CANCELLED':
			return cancelled(course);
		case 'REFUNDED':
			return refunded(course);
		case 'COMPLETED':
			return __('You have completed this course.', 'cohort-enrollment');
		default:
			return null;
	}
};
