import type { Charge, Dispute, Refund } from '../../stripe/types';

/**
 * What a payment that succeeded is worth to us now. `kept`: the money is ours, if not all of it; `refunded`: all of it is
 * on its way back; `disputed`: the buyer's bank holds it until it decides; `lost`: the bank gave it back to the buyer.
 */
export type Standing = 'kept' | 'refunded' | 'disputed' | 'lost';

export interface PaymentStanding {
	standing: Standing;
	/** All of Stripe's refunds of it, newest first. */
	refunds: readonly Refund[];
	/** All of its disputes, newest first. */
	disputes: readonly Dispute[];
}

/** A refund that failed or was canceled left the money with us. Source: https://docs.stripe.com/refunds#failed-refunds */
export const isLiving = ({ status }: Pick<Refund, 'status'>): boolean =>
	status !== 'failed' && status !== 'canceled';

/** Until the bank decides, an inquiry (`warning_…`) takes no money. Source: https://docs.stripe.com/disputes/how-disputes-work */
export const isInquiry = ({ status }: Pick<Dispute, 'status'>): boolean => status.startsWith('warning_');

const OVER = new Set(['won', 'lost', 'prevented', 'warning_closed']);

export const isOpen = ({ status }: Pick<Dispute, 'status'>): boolean => !OVER.has(status);

/**
 * Whether the money is back with the buyer for good. One that was prevented is over as it begins; only its withdrawal tells
 * whether that was by giving the money back. Source: https://docs.stripe.com/disputes/prevention
 */
export const isLost = ({ status, withdrawn }: Pick<Dispute, 'status' | 'withdrawn'>): boolean =>
	status === 'lost' || (status === 'prevented' && withdrawn > 0);

/** Decides from everything that Stripe tells of a payment. A status that is new to us counts as an open dispute. */
export const standingOf = (
	charge: Pick<Charge, 'amount'>,
	refunds: readonly Refund[],
	disputes: readonly Dispute[],
): Standing => {
	const sentBack = refunds.filter(isLiving).reduce((sum, { amount }) => sum + amount, 0);
	if (sentBack >= charge.amount && refunds.length > 0) {
		return 'refunded';
	}
	if (disputes.some(isLost)) {
		return 'lost';
	}
	return disputes.some((dispute) => isOpen(dispute) && !isInquiry(dispute)) ? 'disputed' : 'kept';
};
