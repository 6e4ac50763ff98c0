import type { RefundReason } from '../../contract';
import { table, type Connection } from './database';
import { claimDue, LONGEST_ERROR, type Claim, type QueueColumns } from './queue';

/** `due`: to be sent; `pending`: Stripe has it; `succeeded`; `failed`: a person must look. */
export type RefundStatus = 'due' | 'pending' | 'succeeded' | 'failed';

export interface RefundRow extends QueueColumns {
	id: number;
	checkout_id: number;
	payment_intent_id: string;
	/** Minor unit; null = all that was paid. */
	amount: number | null;
	reason: RefundReason;
	/** 1 = decided here, by the sidecar or by staff, at most one per checkout. */
	automatic: number | null;
	stripe_refund_id: string | null;
	status: RefundStatus;
	/** Part of the idempotency key. */
	key_attempt: number;
	created_at: Date;
	updated_at: Date;
}

/** A claimed refund with the reference of its checkout; null when that is missing. */
export type DueRefund = RefundRow & { reference: string | null };

const refunds = (trx: Connection) => table<RefundRow>(trx, 'refunds');

/** What is to be sent back of a payment. */
export interface AutomaticRefund {
	checkoutId: number;
	paymentIntentId: string;
	reason: RefundReason;
	/** Minor unit; null = all that is left of the payment. */
	amount: number | null;
}

const insertAutomatic = async (
	trx: Connection,
	refund: AutomaticRefund,
	keyAttempt: number,
	now: Date,
): Promise<number> => {
	const [id] = await refunds(trx).insert({
		checkout_id: refund.checkoutId,
		payment_intent_id: refund.paymentIntentId,
		amount: refund.amount,
		reason: refund.reason,
		automatic: 1,
		status: 'due',
		key_attempt: keyAttempt,
		next_attempt_at: now,
		created_at: now,
		updated_at: now,
	});
	return id as number;
};

/** Queues the one automatic refund of a checkout. Raises a duplicate entry when it has one. */
export const queueRefund = async (trx: Connection, refund: AutomaticRefund, now: Date): Promise<void> => {
	await insertAutomatic(trx, refund, 1, now);
};

/**
 * Queues it once more after it failed, and returns the new row's id. The failed one stays as what it was, and the new one
 * has a key that no refund of the checkout had. Lock the checkout first.
 */
export const queueRefundAgain = async (
	trx: Connection,
	refund: AutomaticRefund,
	now: Date,
): Promise<number> => {
	const ofCheckout = () => refunds(trx).where('checkout_id', refund.checkoutId);
	const last = (await ofCheckout().max({ key: 'key_attempt' }).first()) as
		{ key: number | null } | undefined;
	await ofCheckout().where('automatic', 1).update({ automatic: null });
	return insertAutomatic(trx, refund, (last?.key ?? 0) + 1, now);
};

/** All refunds of a checkout, oldest first. Lock the checkout first. */
export const findRefundsOfCheckout = async (trx: Connection, checkoutId: number): Promise<RefundRow[]> =>
	refunds(trx).where({ checkout_id: checkoutId }).orderBy('id');

/** Keeps a refund that somebody else made. Raises a duplicate entry when it is known. */
export const insertForeignRefund = async (
	trx: Connection,
	refund: Pick<RefundRow, 'checkout_id' | 'payment_intent_id' | 'amount' | 'status'> & {
		stripe_refund_id: string;
	},
	now: Date,
): Promise<void> => {
	await refunds(trx).insert({
		...refund,
		reason: 'requested',
		next_attempt_at: now,
		created_at: now,
		updated_at: now,
	});
};

/** Forgets that somebody else made a refund, because it stands for ours from now on. */
export const deleteForeignRefund = async (trx: Connection, stripeRefundId: string): Promise<void> => {
	await refunds(trx).where({ stripe_refund_id: stripeRefundId }).whereNull('automatic').delete();
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
	return rows.map((row) => ({ ...row, reference: byId.get(row.checkout_id) ?? null }));
};

/**
 * Our row for a refund of Stripe: by its id, or, before that was saved, by the reference that our own refunds carry.
 * A reference counts only with the payment that we meant to refund.
 */
export const findRefundOf = async (
	trx: Connection,
	refund: { id: string; checkoutReference: string | null; paymentIntentId: string | null },
): Promise<RefundRow | undefined> => {
	const byId = await refunds(trx).where({ stripe_refund_id: refund.id }).first();
	if (byId || refund.checkoutReference === null || refund.paymentIntentId === null) {
		return byId;
	}
	const checkout = table<{ id: number; reference: string }>(trx, 'checkouts')
		.where({ reference: refund.checkoutReference })
		.select('id');
	return refunds(trx)
		.where({ automatic: 1, payment_intent_id: refund.paymentIntentId })
		.where('checkout_id', checkout)
		.first();
};

/** What is known of a refund now. Lock its checkout first. */
export const findRefund = async (trx: Connection, id: number): Promise<RefundRow | undefined> =>
	refunds(trx).where({ id }).first();

/** Refunds that Stripe has had since before `untouchedSince` without a word from it; the longest untouched first. */
export const findPendingRefunds = async (
	trx: Connection,
	untouchedSince: Date,
	limit: number,
): Promise<RefundRow[]> =>
	refunds(trx)
		.where('status', 'pending')
		.where('updated_at', '<', untouchedSince)
		.orderBy('updated_at')
		.limit(limit);

export const findRefundByStripeId = async (
	trx: Connection,
	stripeRefundId: string,
): Promise<RefundRow | undefined> => refunds(trx).where({ stripe_refund_id: stripeRefundId }).first();

/** How many refunds have been due since before then. */
export const countOverdueRefunds = async (trx: Connection, dueBefore: Date): Promise<number> =>
	(await refunds(trx).where('status', 'due').where('next_attempt_at', '<', dueBefore).select('id')).length;

/** Notes that a refund is being looked at. False when it was touched since it was read: somebody else looks. */
export const touchRefund = async (
	trx: Connection,
	{ id, updated_at }: Pick<RefundRow, 'id' | 'updated_at'>,
	now: Date,
): Promise<boolean> => (await refunds(trx).where({ id, updated_at }).update({ updated_at: now })) === 1;

/** Keeps what became of a refund, and ends its worker's claim. Lock its checkout first. */
export const changeRefund = async (
	trx: Connection,
	id: number,
	change: Partial<Pick<RefundRow, 'status' | 'amount' | 'stripe_refund_id' | 'last_error'>>,
	now: Date,
): Promise<void> => {
	const lastError = change.last_error?.slice(0, LONGEST_ERROR);
	await refunds(trx)
		.where({ id })
		.update({
			...change,
			...(lastError === undefined ? {} : { last_error: lastError }),
			claimed_until: null,
			updated_at: now,
		});
};

/** Moves on to a new idempotency key, when the old one is known to have done nothing. */
export const nextRefundKey = async (db: Connection, id: number, keyAttempt: number): Promise<void> => {
	await refunds(db)
		.where({ id, status: 'due', key_attempt: keyAttempt })
		.update({ key_attempt: keyAttempt + 1 });
};
