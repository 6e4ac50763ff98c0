import type { Knex } from 'knex';
import { findCheckout } from '../../db/checkouts';
import { findRefund } from '../../db/refunds';
import { purchaseOf } from '../notifications/tell-student';
import { openTask } from '../tasks/open-task';

/** Banks take up to ten days; after that a person should ask Stripe what holds a refund up. */
const OVERDUE_MILLISECONDS = 10 * 86_400_000;

/** Opens a task for a refund that Stripe has had for too long without an end. */
export const remindOfRefund = async (trx: Knex.Transaction, refundId: number, now: Date): Promise<void> => {
	const refund = await findRefund(trx, refundId);
	if (refund?.status !== 'pending' || now.getTime() - refund.created_at.getTime() < OVERDUE_MILLISECONDS) {
		return;
	}
	const checkout = await findCheckout(trx, refund.checkout_id);
	if (!checkout) {
		return;
	}
	const task = {
		kind: 'refund_overdue',
		subject: `refund:${refund.id}`,
		checkout_id: checkout.id,
		stripe_id: refund.stripe_refund_id,
		livemode: checkout.livemode,
		detail: 'A refund has been pending for more than ten days.',
		purchase: purchaseOf(checkout),
		onceEver: true,
	} as const;
	await openTask(trx, task, now);
};
