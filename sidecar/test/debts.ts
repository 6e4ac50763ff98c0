import { table } from '../src/db/database';
import type { Refund } from '../src/stripe/types';
import { HOUR, type Shop } from './shop';

/** Money that we have to send back. */
export interface Debt {
	checkoutId: number;
	sessionId: string;
	reference: string;
	intentId: string;
}

interface Told {
	/** Of the checkout. */
	state: string;
	/** Of the refund, as are the next. */
	status: string | undefined;
	refundId: string | null | undefined;
	attempts: number | undefined;
}

export interface Debts {
	/** A student who paid for a cohort that was switched off meanwhile: a refund is due. */
	owe(): Promise<Debt>;
	/** What our rows say of a debt. */
	told(debt: Debt): Promise<Told>;
	/** Keys with which refunds of this payment were asked for. */
	keysOf(debt: Debt): (string | null)[];
	/** Newest first. */
	atStripe(debt: Debt): Refund[];
	/** Lets every backoff pass, then works. */
	workLater(milliseconds?: number): Promise<void>;
	/** What the audit trail tells of the refund, oldest first. */
	activityOf(debt: Debt): Promise<string[]>;
}

export const createDebts = (shop: Shop): Debts => ({
	owe: async () => {
		const cohort = await shop.cohort();
		const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
		const intentId = shop.stripe.pay(sessionId);
		await shop.edit(cohort, { is_active: false });
		await shop.sidecar.deliver('checkout.session.completed', sessionId);
		const { id, reference } = await shop.checkout(sessionId);
		return { checkoutId: id, sessionId, reference, intentId };
	},
	told: async ({ checkoutId, sessionId }) => {
		const [row] = await shop.refundsOf(checkoutId);
		return {
			state: await shop.stateOf(sessionId),
			status: row?.status,
			refundId: row?.stripe_refund_id,
			attempts: row?.attempts,
		};
	},
	keysOf: ({ intentId }) =>
		shop.stripe
			.callsOf('createRefund')
			.filter(({ subject }) => (subject as { paymentIntentId: string }).paymentIntentId === intentId)
			.map(({ key }) => key),
	atStripe: ({ intentId }) => shop.stripe.refundsOf(intentId),
	workLater: async (milliseconds = HOUR) => {
		shop.clock.pass(milliseconds);
		await shop.sidecar.work();
	},
	activityOf: async ({ checkoutId }) => {
		const [row] = await shop.refundsOf(checkoutId);
		const lines = await table<{ id: number; entity_type: string; entity_id: number; action: string }>(
			shop.db,
			'activity',
		)
			.where({ entity_type: 'refund', entity_id: row?.id ?? 0 })
			.orderBy('id');
		return lines.map(({ action }) => action);
	},
});
