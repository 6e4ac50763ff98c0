import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { lockCheckout, moveCheckout, type CheckoutState } from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import { putBack } from '../../db/queue';
import {
	claimDueRefunds,
	findRefundByStripeId,
	moveRefund,
	nextRefundKey,
	type DueRefund,
	type RefundRow,
	type RefundStatus,
} from '../../db/refunds';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import type { Refund } from '../../stripe/types';
import { nextAttemptAt } from '../backoff';
import { afterFailure, checkoutStateFor, refundStatus, refundToAdopt } from './refunds.rules';

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
const LIVING: readonly RefundStatus[] = ['due', 'pending', 'succeeded'];

export const createRefundsService = ({ db, stripe, clock, logger }: Dependencies): RefundsService => {
	/** Checkout and refund move together, the checkout's lock first. */
	const settle = (
		row: Pick<RefundRow, 'id' | 'checkout_id'>,
		status: Exclude<RefundStatus, 'due'>,
		change: { stripe_refund_id?: string; last_error?: string },
	): Promise<void> =>
		inTransaction(db, async (trx) => {
			const now = clock.now();
			await lockCheckout(trx, row.checkout_id);
			if (!(await moveRefund(trx, row.id, LIVING, { ...change, status }, now))) {
				return;
			}
			const state = checkoutStateFor(status);
			await moveCheckout(trx, row.checkout_id, REFUND_STATES, { state }, now);
			const entry = { actor: 'stripe', entityType: 'refund', entityId: row.id } as const;
			await recordActivity(trx, { ...entry, action: `refund.${status}` }, now);
		});

	const adopt = (row: Pick<RefundRow, 'id' | 'checkout_id'>, refund: Refund): Promise<void> =>
		settle(row, refundStatus(refund), { stripe_refund_id: refund.id });

	const giveToPerson = async (row: DueRefund, failure: StripeFailure): Promise<void> => {
		logger.error(
			{ refundId: row.id, code: failure.code },
			'Stripe refuses a refund; a person must look at it',
		);
		await settle(row, 'failed', { last_error: failure.message });
	};

	const tryLater = async (row: DueRefund, lastError: string): Promise<void> => {
		const now = clock.now();
		const nextAttempt = nextAttemptAt(now, row.attempts);
		await putBack(db, 'refunds', row.id, { status: 'due', nextAttemptAt: nextAttempt, lastError }, now);
	};

	/** Takes over a refund that is there; when there is none, the old key is spent and the next try gets a new one. */
	const lookUp = async (row: DueRefund, failure: StripeFailure): Promise<void> => {
		const refund = refundToAdopt(await stripe.listRefunds(row.payment_intent_id), row.reference);
		if (refund) {
			await adopt(row, refund);
		} else if (failure.kind === 'server_error') {
			await nextRefundKey(db, row.id, row.key_attempt);
			await tryLater(row, failure.message);
		} else {
			await giveToPerson(row, failure);
		}
	};

	const recover = (row: DueRefund, failure: StripeFailure): Promise<void> => {
		switch (afterFailure(failure, row.attempts)) {
			case 'retry':
				return tryLater(row, failure.message);
			case 'look_up':
				return lookUp(row, failure);
			case 'person':
				return giveToPerson(row, failure);
		}
	};

	const create = (row: DueRefund): Promise<Refund> => {
		const { payment_intent_id: paymentIntentId, amount, reference, reason } = row;
		return stripe.createRefund(
			{ paymentIntentId, amount, reference, reason },
			`rf:${reference}:${row.key_attempt}`,
		);
	};

	const send = async (row: DueRefund): Promise<void> => {
		try {
			await adopt(row, await create(row));
		} catch (error) {
			if (!(error instanceof StripeFailure)) {
				throw error;
			}
			await recover(row, error);
		}
	};

	const sendSafely = async (row: DueRefund): Promise<void> => {
		try {
			await send(row);
		} catch (error) {
			// The claim lapses and the row is due again.
			logger.error({ err: error, refundId: row.id }, 'a refund could not be worked on');
		}
	};

	return {
		async sendDue() {
			const now = clock.now();
			const until = new Date(now.getTime() + CLAIM_MILLISECONDS);
			const rows = await claimDueRefunds(db, { now, until, limit: BATCH });
			await Promise.all(rows.map(sendSafely));
			return rows.length;
		},

		async follow(stripeRefundId) {
			const row = await findRefundByStripeId(db, stripeRefundId);
			if (!row) {
				return false;
			}
			await adopt(row, await stripe.retrieveRefund(stripeRefundId));
			return true;
		},
	};
};
