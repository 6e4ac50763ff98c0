import type { EnrollmentState } from '../../../contract';
import type { CheckoutState } from '../../db/checkouts';

const STATES = {
	open: 'processing',
	awaiting_payment: 'awaiting_payment',
	enrolled: 'enrolled',
	disputed: 'disputed',
	refund_due: 'refund_pending',
	refund_pending: 'refund_pending',
	refunded: 'refunded',
	refund_failed: 'refund_failed',
	expired: 'expired',
	failed: 'failed',
	cancelled: 'cancelled',
} as const satisfies Record<CheckoutState, EnrollmentState>;

/** What a student is told of a checkout's state. */
export const enrollmentState = (state: CheckoutState): EnrollmentState => STATES[state];
