import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { lockCheckout, moveCheckout, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import { putBack } from '../../db/queue';
import {
	changeRefund,
	claimDueRefunds,
	findRefund,
	findRefundOf,
	deleteForeignRefund,
	nextRefundKey,
	type DueRefund,
	type RefundRow,
	type RefundStatus,
} from '../../db/refunds';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import type { Refund } from '../../stripe/types';
import { nextAttemptAt } from '../backoff';
import { keepTask } from './refund-task';
import {
	afterFailure,
	checkoutStateFor,
	isNews,
	mustLookFirst,
	refundStatus,
	refundToAdopt,
} from './refunds.rules';

export interface RefundsService {
	/** Sends every due refund that it can claim, and returns how many it worked on. Never raises for one refund. */
	sendDue(): Promise<number>;
	/** Brings our row to what Stripe says of a refund. True when it is one of ours. Raises StripeFailure. */
	follow(stripeRefundId: string): Promise<boolean>;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	logger: Logger;
}

/** Longer than stripe-node's three tries of 15 seconds. */
const CLAIM_MILLISECONDS = 120_000;
const BATCH = 10;

const REFUND_STATES: readonly CheckoutState[] = ['refund_due', 'refund_pending', 'refunded', 'refund_failed'];

/** A claimed refund whose checkout is there. */
type Task = DueRefund & { reference: string };

const asFailure = (error: unknown): StripeFailure => {
	if (error instanceof StripeFailure) {
		return error;
	}
	throw error;
};

export const createRefundsService = ({ db, stripe, clock, logger }: Dependencies): RefundsService => {
	/** Moves our refund and its checkout together, the checkout locked. What Stripe will not do becomes a task. */
	const move = async (
		trx: Knex.Transaction,
		checkout: CheckoutRow,
		row: RefundRow,
		change: Omit<Parameters<typeof changeRefund>[2], 'status'> & { status: Exclude<RefundStatus, 'due'> },
	): Promise<void> => {
		const now = clock.now();
		await changeRefund(trx, row.id, change, now);
		const entry = { actor: 'stripe', entityType: 'refund', entityId: row.id } as const;
		await recordActivity(trx, { ...entry, action: `refund.${change.status}` }, now);
		// A refund that somebody else made is judged by all that is known of the payment, elsewhere.
		if (row.automatic === 1) {
			const state = checkoutStateFor(change.status);
			await moveCheckout(trx, checkout.id, REFUND_STATES, { state }, now);
			await keepTask(trx, checkout, state, change.last_error ?? null, now);
		}
	};

	/** Brings our row to what Stripe's refund says, if that is news. False when the row is of another refund. */
	const adopt = async (row: Pick<RefundRow, 'id' | 'checkout_id'>, refund: Refund): Promise<boolean> => {
		const known = await inTransaction(db, async (trx) => {
			const checkout = await lockCheckout(trx, row.checkout_id);
			const current = await findRefund(trx, row.id);
			if (checkout && current && isNews(current, refund)) {
				if (current.stripe_refund_id !== refund.id) {
					await deleteForeignRefund(trx, refund.id);
				}
				await move(trx, checkout, current, {
					status: refundStatus(refund),
					stripe_refund_id: refund.id,
					amount: refund.amount,
				});
				return refund.id;
			}
			return current?.stripe_refund_id;
		});
		if (refundStatus(refund) === 'failed') {
			logger.error({ refundId: row.id }, 'a refund failed; a person must look at it');
		}
		return known === refund.id;
	};

	const giveToPerson = async (row: Task, failure: StripeFailure): Promise<void> => {
		logger.error(
			{ refundId: row.id, code: failure.code },
			'Stripe refuses a refund; a person must look at it',
		);
		await inTransaction(db, async (trx) => {
			const checkout = await lockCheckout(trx, row.checkout_id);
			const current = await findRefund(trx, row.id);
			if (checkout && current?.status === 'due') {
				await move(trx, checkout, current, {
					status: 'failed',
					last_error: failure.message,
				});
			}
		});
	};

	const tryLater = async (row: Task, failure: StripeFailure): Promise<void> => {
		const now = clock.now();
		const at = nextAttemptAt(now, row.attempts);
		logger.warn(
			{ refundId: row.id, kind: failure.kind, attempts: row.attempts, nextAttemptAt: at },
			'a refund could not be sent yet',
		);
		const change = { status: 'due', nextAttemptAt: at, lastError: failure.message };
		await putBack(db, 'refunds', row.id, change, now);
	};

	/** Takes over a refund that is there; when there is none, the old key is spent and the next try gets a new one. */
	const lookUp = async (row: Task, failure: StripeFailure): Promise<void> => {
		const nothingLeft = failure.code === 'charge_already_refunded';
		const refunds = await stripe.listRefunds(row.payment_intent_id).catch(asFailure);
		if (refunds instanceof StripeFailure) {
			await tryLater(row, refunds);
			return;
		}
		const refund = refundToAdopt(refunds, row.reference, nothingLeft);
		if (refund) {
			await adopt(row, refund);
		} else if (nothingLeft) {
			await giveToPerson(row, failure);
		} else {
			await nextRefundKey(db, row.id, row.key_attempt);
			await tryLater(row, failure);
		}
	};

	const recover = (row: Task, failure: StripeFailure): Promise<void> => {
		switch (afterFailure(failure, row.attempts)) {
			case 'retry':
				return tryLater(row, failure);
			case 'look_up':
				return lookUp(row, failure);
			case 'person':
				return giveToPerson(row, failure);
		}
	};

	const create = (row: Task): Promise<Refund> => {
		const { payment_intent_id: paymentIntentId, amount, reference, reason } = row;
		return stripe.createRefund(
			{ paymentIntentId, amount, reference, reason },
			`rf:${reference}:${row.key_attempt}`,
		);
	};

	const findMade = async (row: Task): Promise<Refund | undefined> =>
		refundToAdopt(await stripe.listRefunds(row.payment_intent_id), row.reference, false);

	const createOnce = async (row: Task): Promise<Refund> =>
		(mustLookFirst(row, clock.now()) ? await findMade(row) : undefined) ?? create(row);

	const send = async (row: Task): Promise<void> => {
		const answer = await createOnce(row).catch(asFailure);
		await (answer instanceof StripeFailure ? recover(row, answer) : adopt(row, answer));
	};

	const sendSafely = async (row: DueRefund): Promise<void> => {
		try {
			if (row.reference === null) {
				throw new Error(`Refund ${row.id} belongs to no checkout.`);
			}
			await send({ ...row, reference: row.reference });
		} catch (error) {
			// The claim lapses and the row is due again.
			logger.error({ err: error, refundId: row.id }, 'a refund could not be worked on');
		}
	};

	const follow = async (stripeRefundId: string): Promise<boolean> => {
		const refund = await stripe.retrieveRefund(stripeRefundId);
		const row = await findRefundOf(db, refund);
		return row !== undefined && adopt(row, refund);
	};

	return {
		follow,

		async sendDue() {
			const now = clock.now();
			const until = new Date(now.getTime() + CLAIM_MILLISECONDS);
			const rows = await claimDueRefunds(db, { now, until, limit: BATCH });
			await Promise.all(rows.map(sendSafely));
			return rows.length;
		},
	};
};
