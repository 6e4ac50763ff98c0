import type {
	EnrollmentState,
	PackageStatus,
	RefundReason,
	StepStatus,
} from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';

type Tone = 'good' | 'quiet' | 'warning' | 'bad' | 'info';

/** What became of an enrollment. PHP twin of these words: `plugin/src/Roster/Status_Words.php`. */
export const statusWord = (status: PackageStatus): string => {
	switch (status) {
		case 'ACTIVE':
			return __('Enrolled', 'cohort-enrollment');
		case 'SUSPENDED':
			return __('Suspended', 'cohort-enrollment');
		case 'COMPLETED':
			return __('Completed', 'cohort-enrollment');
		case 'CANCELLED':
			return __('Cancelled', 'cohort-enrollment');
		case 'REFUNDED':
			return __('Refunded', 'cohort-enrollment');
	}
};

export const STATUS_TONE: Readonly<Record<PackageStatus, Tone>> = {
	ACTIVE: 'good',
	SUSPENDED: 'warning',
	COMPLETED: 'info',
	CANCELLED: 'quiet',
	REFUNDED: 'quiet',
};

/** A payment with why it is in its state. */
interface Payment {
	paymentState: EnrollmentState;
	reason: RefundReason | null;
}

/** How a payment ended of which nothing is sent back. */
const cancelledWord = (reason: RefundReason | null): string => {
	switch (reason) {
		case 'payment_reversed':
			return __('Taken back by the bank', 'cohort-enrollment');
		case 'kept_by_staff':
			return __('Kept', 'cohort-enrollment');
		default:
			return __('Cancelled', 'cohort-enrollment');
	}
};

/** What became of the payment of an enrollment. */
export const paymentWord = ({ paymentState, reason }: Payment): string => {
	switch (paymentState) {
		case 'processing':
			return __('Being processed', 'cohort-enrollment');
		case 'awaiting_payment':
			return __('Payment under way', 'cohort-enrollment');
		case 'enrolled':
			return __('Settled', 'cohort-enrollment');
		case 'disputed':
			return __('Disputed', 'cohort-enrollment');
		case 'refund_pending':
			return __('Refund under way', 'cohort-enrollment');
		case 'refunded':
			return reason === 'refunded_in_part'
				? __('Partly refunded', 'cohort-enrollment')
				: __('Refunded', 'cohort-enrollment');
		case 'refund_failed':
			return __('Refund failed', 'cohort-enrollment');
		case 'expired':
			return __('Expired', 'cohort-enrollment');
		case 'cancelled':
			return cancelledWord(reason);
		case 'failed':
			return __('Failed', 'cohort-enrollment');
	}
};

const PAYMENT_TONE: Readonly<Record<EnrollmentState, Tone>> = {
	processing: 'info',
	awaiting_payment: 'info',
	enrolled: 'good',
	disputed: 'bad',
	refund_pending: 'info',
	refunded: 'quiet',
	refund_failed: 'bad',
	expired: 'quiet',
	cancelled: 'quiet',
	failed: 'bad',
};

export const paymentTone = ({ paymentState, reason }: Payment): Tone =>
	paymentState === 'cancelled' && reason === 'payment_reversed' ? 'bad' : PAYMENT_TONE[paymentState];

/** How far a student is with a step. */
export const stepWord = (status: StepStatus): string => {
	switch (status) {
		case 'UNBOOKED':
			return __('Not booked', 'cohort-enrollment');
		case 'BOOKED':
			return __('Booked', 'cohort-enrollment');
		case 'COMPLETED':
			return __('Attended', 'cohort-enrollment');
		case 'CANCELLED':
			return __('Cancelled', 'cohort-enrollment');
	}
};

export const STEP_TONE: Readonly<Record<StepStatus, Tone>> = {
	UNBOOKED: 'warning',
	BOOKED: 'info',
	COMPLETED: 'good',
	CANCELLED: 'quiet',
};

export const STEP_STATUSES: readonly StepStatus[] = ['UNBOOKED', 'BOOKED', 'COMPLETED', 'CANCELLED'];

/** What a student is called who may have no account any more. */
export const studentName = (name: string): string => name || __('Deleted account', 'cohort-enrollment');
