import type { Knex } from 'knex';
import type { CheckoutRow } from '../../db/checkouts';
import { changeRefund, findRefundsOfCheckout, insertForeignRefund } from '../../db/refunds';
import type { Refund } from '../../stripe/types';
import { isNews, refundStatus } from '../refunds/refunds.rules';

/**
 * Keeps Stripe's refunds of a payment, one row each by its id, whoever made them. Needs the checkout's lock.
 *
 * While our own refund is about to be sent, those of others are left out: the outbox may have to take one over.
 */
export const recordRefunds = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	refunds: readonly Refund[],
	now: Date,
): Promise<void> => {
	if (refunds.length === 0) {
		return;
	}
	const rows = await findRefundsOfCheckout(trx, checkout.id);
	for (const refund of refunds) {
		const row = rows.find(({ stripe_refund_id: id }) => id === refund.id);
		const status = refundStatus(refund);
		if (row && isNews(row, refund)) {
			await changeRefund(trx, row.id, { status }, now);
		}
		const isOurs = refund.checkoutReference === checkout.reference;
		if (!row && !isOurs && checkout.state !== 'refund_due') {
			const foreign = {
				checkout_id: checkout.id,
				payment_intent_id: refund.paymentIntentId ?? checkout.payment_intent_id ?? '',
				amount: refund.amount,
				stripe_refund_id: refund.id,
				status,
			};
			await insertForeignRefund(trx, foreign, now);
		}
	}
};
