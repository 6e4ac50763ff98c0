import type { CancelPackageRequest, PackageStatus, RefundReason } from '../../../contract';
import type { CheckoutState } from '../../db/checkouts';
import type { Charge } from '../../stripe/types';
import type { Standing } from '../payments/standing.rules';

/** What is to be sent back; `amount` in the minor unit of what was paid. */
export type WantedRefund = CancelPackageRequest['refund'];

/** What a payment is worth now, and what of it can still be sent back; minor unit. */
export interface Refundable {
	standing: Standing;
	amount: number;
}

export const NOTHING_PAID: Refundable = { standing: 'kept', amount: 0 };

/** Nothing can be sent back while a bank holds the money, or after it gave it to the buyer. */
export const refundableOf = (
	{ amount, amountRefunded }: Pick<Charge, 'amount' | 'amountRefunded'>,
	standing: Standing,
): Refundable => ({ standing, amount: standing === 'kept' ? amount - amountRefunded : 0 });

/** How an enrollment ends. */
export interface Cancellation {
	state: Extract<CheckoutState, 'refund_due' | 'cancelled'>;
	reason: Extract<RefundReason, 'requested' | 'kept_by_staff' | 'refunded_in_part'>;
	status: Extract<PackageStatus, 'CANCELLED' | 'REFUNDED'>;
	/** Minor unit; null = all that is left. Undefined: nothing is sent back. */
	refund?: number | null;
}

export type CancelRefusal = 'payment_disputed' | 'nothing_to_refund' | 'refund_too_large';

/** The English of each refusal. */
export const CANCEL_TEXTS: Record<CancelRefusal, string> = {
	payment_disputed: 'The buyer’s bank holds this payment; a refund would send it back twice.',
	nothing_to_refund: 'There is no payment, or nothing of it is left.',
	refund_too_large: 'Less than that is left of the payment.',
};

/** States of which an enrollment is ended. A refund beside a dispute would lose the money twice. */
export const cancellableFrom = (wanted: WantedRefund): readonly CheckoutState[] =>
	wanted === 'none' ? ['enrolled', 'disputed'] : ['enrolled'];

/** Decides how an enrollment ends, or why it cannot end so. Needs an answer of Stripe unless nothing is sent back. */
export const decideCancellation = (
	wanted: WantedRefund,
	{ standing, amount }: Refundable,
): Cancellation | CancelRefusal => {
	if (wanted === 'none') {
		return { state: 'cancelled', reason: 'kept_by_staff', status: 'CANCELLED' };
	}
	if (standing === 'disputed') {
		return 'payment_disputed';
	}
	if (amount === 0) {
		return 'nothing_to_refund';
	}
	if (wanted === 'full' || wanted.amount === amount) {
		return { state: 'refund_due', reason: 'requested', status: 'REFUNDED', refund: null };
	}
	return wanted.amount > amount
		? 'refund_too_large'
		: { state: 'refund_due', reason: 'refunded_in_part', status: 'CANCELLED', refund: wanted.amount };
};
