import type { RefundReason } from '../../contract';
import { quotedTable, selectRows, table, tableName, type Connection } from './database';

/**
 * `open → awaiting_payment → enrolled | refund_due → refund_pending → refunded | refund_failed → refund_due`;
 * `open → expired | failed`; `enrolled → refund_due | refunded | cancelled | disputed → enrolled | cancelled`. A paid one
 * that needs no refund because nothing was paid, because the buyer's bank took the money back, or because staff decided
 * so, is `cancelled`.
 */
export type CheckoutState =
	| 'open'
	| 'awaiting_payment'
	| 'enrolled'
	| 'disputed'
	| 'refund_due'
	| 'refund_pending'
	| 'refunded'
	| 'refund_failed'
	| 'expired'
	| 'failed'
	| 'cancelled';

/** A purchase under way or done; while it is payable, the seat hold. */
export interface CheckoutRow {
	id: number;
	reference: string;
	student_id: number;
	program_id: number;
	cohort_id: number;
	state: CheckoutState;
	program_code: string;
	program_title: string;
	cohort_name: string;
	/** Minor unit of `currency`. */
	amount: number;
	currency: string;
	stripe_price_id: string | null;
	livemode: boolean;
	/** Part of the idempotency key of the session's creation. */
	attempt: number;
	/** JSON of CheckoutSessionParams. */
	stripe_params: string | null;
	session_id: string | null;
	session_url: string | null;
	payment_intent_id: string | null;
	expires_at: Date | null;
	reason: RefundReason | null;
	/** Counts what was decided from an answer of Stripe; see {@link countDecision}. */
	version: number;
	created_at: Date;
	updated_at: Date;
}

export type NewCheckout = Omit<
	CheckoutRow,
	'id' | 'attempt' | 'session_id' | 'session_url' | 'updated_at' | 'reason' | 'version'
>;

const checkouts = (trx: Connection) => table<CheckoutRow>(trx, 'checkouts');

/** Writes a new purchase and returns it. Raises a duplicate entry when the student has a payable one for the cohort. */
export const insertCheckout = async (trx: Connection, checkout: NewCheckout): Promise<CheckoutRow> => {
	const row = {
		...checkout,
		attempt: 1,
		session_id: null,
		session_url: null,
		reason: null,
		version: 0,
		updated_at: checkout.created_at,
	};
	const [id] = await checkouts(trx).insert(row);
	return { ...row, id: id as number };
};

/** Locks one purchase until the transaction ends. */
export const lockCheckout = async (trx: Connection, id: number): Promise<CheckoutRow | undefined> =>
	checkouts(trx).where({ id }).forUpdate().first();

/** The same by its session. */
export const lockCheckoutBySession = async (
	trx: Connection,
	sessionId: string,
): Promise<CheckoutRow | undefined> =>
	(
		await selectRows<CheckoutRow>(
			trx,
			`SELECT * FROM ${quotedTable(trx, 'checkouts')} WHERE session_id = ? FOR UPDATE`,
			[sessionId],
		)
	)[0];

/** The purchase in which a student can still pay for a cohort, if any. */
export const findPayableCheckout = async (
	trx: Connection,
	student: { studentId: number; cohortId: number },
): Promise<CheckoutRow | undefined> =>
	checkouts(trx)
		.where({ student_id: student.studentId, cohort_id: student.cohortId })
		.whereIn('state', ['open', 'awaiting_payment'])
		.first();

/** The purchases in which a student can still pay for a course, in whichever cohort. */
export const findPayableOfCourse = async (
	trx: Connection,
	{ studentId, programId }: { studentId: number; programId: number },
): Promise<CheckoutRow[]> =>
	checkouts(trx)
		.where({ student_id: studentId, program_id: programId })
		.whereIn('state', ['open', 'awaiting_payment'])
		.orderBy('id');

export const findCheckoutBySession = async (
	trx: Connection,
	sessionId: string,
): Promise<CheckoutRow | undefined> => checkouts(trx).where({ session_id: sessionId }).first();

export const findCheckoutByReference = async (
	trx: Connection,
	reference: string,
): Promise<CheckoutRow | undefined> => checkouts(trx).where({ reference }).first();

export const findCheckoutByPayment = async (
	trx: Connection,
	paymentIntentId: string,
): Promise<CheckoutRow | undefined> => checkouts(trx).where({ payment_intent_id: paymentIntentId }).first();

/**
 * Notes that something is being decided from an answer of Stripe, whether it changes anything or not. Whoever asked
 * Stripe before that finds another version than before, and asks again: the older answer must not win. Needs the lock.
 */
export const countDecision = async (trx: Connection, id: number): Promise<void> => {
	await checkouts(trx).where({ id }).increment('version', 1);
};

export const findCheckout = async (trx: Connection, id: number): Promise<CheckoutRow | undefined> =>
	checkouts(trx).where({ id }).first();

/** Keeps what Stripe created, only in one of the given states. False when it has a session already, or moved on. */
export const saveSession = async (
	trx: Connection,
	id: number,
	from: readonly CheckoutState[],
	session: { sessionId: string; url: string | null; expiresAt: Date },
	now: Date,
): Promise<boolean> =>
	(await checkouts(trx)
		.where({ id })
		.whereIn('state', [...from])
		.whereNull('session_id')
		.update({
			session_id: session.sessionId,
			session_url: session.url,
			expires_at: session.expiresAt,
			updated_at: now,
		})) === 1;

/** Moves on to a new idempotency key, with other parameters if given. False when somebody else did. */
export const nextAttempt = async (
	trx: Connection,
	{ id, attempt }: Pick<CheckoutRow, 'id' | 'attempt'>,
	now: Date,
	params?: string,
): Promise<boolean> =>
	(await checkouts(trx)
		.where({ id, attempt })
		.update({
			attempt: attempt + 1,
			updated_at: now,
			...(params === undefined ? {} : { stripe_params: params }),
		})) === 1;

export interface CheckoutChange {
	state: CheckoutState;
	payment_intent_id?: string | null;
	reason?: RefundReason | null;
}

/** Moves a purchase on, only from one of the given states. False when it was in none of them. */
export const moveCheckout = async (
	trx: Connection,
	id: number,
	from: readonly CheckoutState[],
	change: CheckoutChange,
	now: Date,
): Promise<boolean> =>
	(await checkouts(trx)
		.where({ id })
		.whereIn('state', [...from])
		.update({ ...change, updated_at: now })) === 1;

/** Notes that a purchase is being looked at. False when it was touched since it was read: somebody else looks. */
export const touchCheckout = async (
	trx: Connection,
	{ id, updated_at }: Pick<CheckoutRow, 'id' | 'updated_at'>,
	now: Date,
): Promise<boolean> => (await checkouts(trx).where({ id, updated_at }).update({ updated_at: now })) === 1;

/**
 * Purchases of one mode of which Stripe should have told more by now: open ones whose session ended before
 * `endedBefore`, and delayed payments. Only those not touched since `untouchedSince`, and since
 * `delayedUntouchedSince` if the payment is delayed; the longest untouched first.
 */
export const findLapsedCheckouts = async (
	trx: Connection,
	lapsed: {
		livemode: boolean;
		endedBefore: Date;
		untouchedSince: Date;
		delayedUntouchedSince: Date;
		limit: number;
	},
): Promise<CheckoutRow[]> =>
	checkouts(trx)
		.where('livemode', lapsed.livemode)
		.where((either) =>
			either
				.where((open) =>
					open
						.where('state', 'open')
						.where('expires_at', '<', lapsed.endedBefore)
						.where('updated_at', '<', lapsed.untouchedSince),
				)
				.orWhere((delayed) =>
					delayed
						.where('state', 'awaiting_payment')
						.where('updated_at', '<', lapsed.delayedUntouchedSince),
				),
		)
		.orderBy('updated_at')
		.limit(lapsed.limit);

/**
 * Open purchases, with a session, of cohorts or courses that are not offered any more: paying them would only be
 * refunded. Only those not touched since then; the longest untouched first.
 */
export const findCheckoutsOfClosedCohorts = async (
	trx: Connection,
	closed: { livemode: boolean; untouchedSince: Date; limit: number },
): Promise<CheckoutRow[]> => {
	const checkout = tableName(trx, 'checkouts');
	const cohort = tableName(trx, 'course_cohorts');
	const program = tableName(trx, 'course_programs');
	return checkouts(trx)
		.leftJoin(cohort, `${cohort}.id`, `${checkout}.cohort_id`)
		.leftJoin(program, `${program}.id`, `${checkout}.program_id`)
		.where(`${checkout}.state`, 'open')
		.whereNotNull(`${checkout}.session_id`)
		.where(`${checkout}.livemode`, closed.livemode)
		.where(`${checkout}.updated_at`, '<', closed.untouchedSince)
		.where((off) =>
			off
				.whereNull(`${cohort}.id`)
				.orWhere(`${cohort}.is_active`, false)
				.orWhereNotNull(`${cohort}.deleted_at`)
				.orWhere(`${program}.is_active`, false)
				.orWhereNull(`${program}.id`),
		)
		.orderBy(`${checkout}.updated_at`)
		.limit(closed.limit)
		.select(`${checkout}.*`) as Promise<CheckoutRow[]>;
};

/** Purchases of one mode that are open although their session ended before then; oldest first, after this id. */
export const findOverdueCheckouts = async (
	trx: Connection,
	overdue: { livemode: boolean; endedBefore: Date; afterId: number; limit: number },
): Promise<CheckoutRow[]> =>
	checkouts(trx)
		.where({ livemode: overdue.livemode, state: 'open' })
		.where('expires_at', '<', overdue.endedBefore)
		.where('id', '>', overdue.afterId)
		.orderBy('id')
		.limit(overdue.limit);
