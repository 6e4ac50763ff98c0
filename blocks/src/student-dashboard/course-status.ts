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

/** What to say about a course that is not simply running; null for one that is. */
export const statusText = (course: Told): string | null => {
	switch (course.status) {
		case 'SUSPENDED':
			return __(
				'This course is on hold while your bank looks into the payment. What you have booked is kept for you, but nothing can be booked until the bank has decided.',
				'cohort-enrollment',
			);
		case 'CANCELLED':
			return course.reason === 'payment_reversed'
				? __('This course has ended, because your bank took the payment back.', 'cohort-enrollment')
				: __('This course was cancelled.', 'cohort-enrollment');
		case 'REFUNDED':
			return refunded(course);
		case 'COMPLETED':
			return __('You have completed this course.', 'cohort-enrollment');
		default:
			return null;
	}
};
