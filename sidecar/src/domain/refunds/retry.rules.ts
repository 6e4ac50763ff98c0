import type { RefundRow } from '../../db/refunds';
import type { Refund } from '../../stripe/types';
import { isLiving, type PaymentStanding } from '../payments/standing.rules';

/** What is to be sent back once more; null = all that is left. */
export interface RetriedRefund {
	amount: number | null;
}

/**
 * - `disputed`: a refund beside a dispute would lose the money twice.
 * - `follow`: Stripe sends it back already, or the bank has given it back: our side only has to hear of it.
 * - `unclear`: somebody has sent back a part since; whether that was this one, only a person knows.
 */
export type RetryRefusal = 'disputed' | 'follow' | 'unclear';

interface Failed {
	reference: string;
	/** All refunds of the checkout, oldest first. */
	rows: readonly RefundRow[];
}

const lastOfOurs = (rows: readonly RefundRow[]): RefundRow | undefined =>
	rows.filter(({ automatic }) => automatic === 1).at(-1);

/** Refunds of somebody else that were not known when ours was decided. */
const sentSince = ({ rows }: Failed, ours: RefundRow, refunds: readonly Refund[]): boolean =>
	refunds.some((refund) => {
		const row = rows.find(({ stripe_refund_id: id }) => id === refund.id);
		return isLiving(refund) && (row === undefined || row.id > ours.id);
	});

/**
 * Whether a refund that failed may be sent once more, and how much of it. All that is left can be sent without harm, as
 * Stripe never gives back more than was paid; a part could be sent twice, so it must be certain that nobody did.
 */
export const decideRetry = (failed: Failed, payment: PaymentStanding): RetriedRefund | RetryRefusal => {
	const { standing, refunds } = payment;
	if (standing === 'disputed') {
		return 'disputed';
	}
	const isSent = refunds.some(
		(refund) => isLiving(refund) && refund.checkoutReference === failed.reference,
	);
	if (standing !== 'kept' || isSent) {
		return 'follow';
	}
	const ours = lastOfOurs(failed.rows);
	if (ours?.reason !== 'refunded_in_part') {
		return { amount: null };
	}
	return sentSince(failed, ours, refunds) ? 'unclear' : { amount: ours.amount };
};
