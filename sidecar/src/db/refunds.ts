import type { RefundReason } from '../../contract';
import { table, type Connection } from './database';
import { claimDue, type Claim, type QueueColumns } from './queue';

/** `due`: to be sent; `pending`: Stripe has it; `succeeded`; `failed`: a person must look. */
export type RefundStatus = 'due' | 'pending' | 'succeeded' | 'failed';

export interface RefundRow extends QueueColumns {
	id: number;
	checkout_id: number;
	payment_intent_id: string;
	/** Minor unit; null = all that was paid. */
	amount: number | null;
	reason: RefundReason;
	/** 1 = decided by the sidecar, at most one per checkout. */
	automatic: number | null;
	stripe_refund_id: string | null;
	status: RefundStatus;
	/** Part of the idempotency key. */
	key_attempt: number;
	created_at: Date;
	updated_at: Date;
}

/** A claimed refund with the reference of its checkout. */
export type DueRefund = RefundRow & { reference: string };

const refunds = (trx: Connection) => table<RefundRow>(trx, 'refunds');

/** Queues the one automatic refund of a checkout. Raises a duplicate entry when it has one. */
export const queueRefund = async (
	trx: Connection,
	refund: { checkoutId: number; paymentIntentId: string; reason: RefundReason },
	now: Date,
): Promise<void> => {
	await refunds(trx).insert({
		checkout_id: refund.checkoutId,
		payment_intent_id: refund.paymentIntentId,
		reason: refund.reason,
		automatic: 1,
		status: 'due',
		next_attempt_at: now,
		created_at: now,
		updated_at: now,
	});
};

/** Claims due refunds; see {@link claimDue}. Each comes with the reference of its checkout. */
export const claimDueRefunds = async (db: Connection, claim: Claim): Promise<DueRefund[]> => {
	const rows = await claimDue<RefundRow>(db, 'refunds', claim);
	const references = await table<{ id: number; reference: string }>(db, 'checkouts')
		.whereIn(
			'id',
			rows.map((row) => row.checkout_id),
		)
		.select('id', 'reference');
	const byId = new Map(references.map(({ id, reference }) => [id, reference]));
	return rows.map((row) => ({ ...row, reference: byId.get(row.checkout_id) ?? '' }));
};

export const findRefundByStripeId = async (
	trx: Connection,
	stripeRefundId: string,
): Promise<RefundRow | undefined> => refunds(trx).where({ stripe_refund_id: stripeRefundId }).first();

/** Keeps what became of a refund, only from one of the given states. False when it was in none of them. */
export const moveRefund = async (
	trx: Connection,
	id: number,
	from: readonly RefundStatus[],
	change: Partial<Pick<RefundRow, 'status' | 'stripe_refund_id' | 'last_error'>>,
	now: Date,
): Promise<boolean> =>
	(await refunds(trx)
		.where({ id })
		.whereIn('status', [...from])
		.update({ ...change, claimed_until: null, updated_at: now })) === 1;

/** Moves on to a new idempotency key, when the old one is known to have done nothing. */
export const nextRefundKey = async (db: Connection, id: number, keyAttempt: number): Promise<void> => {
	await refunds(db)
		.where({ id, status: 'due', key_attempt: keyAttempt })
		.update({ key_attempt: keyAttempt + 1 });
};
