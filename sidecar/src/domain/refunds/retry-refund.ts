import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import {
	countDecision,
	findCheckout,
	lockCheckout,
	moveCheckout,
	type CheckoutRow,
} from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import { findRefundsOfCheckout, queueRefundAgain } from '../../db/refunds';
import type { Clock } from '../../clock';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import { readStanding } from '../payments/read-standing';
import type { PaymentStanding } from '../payments/standing.rules';
import { decideRetry } from './retry.rules';

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	/** Brings our side to what Stripe says of a charge, refund or dispute. */
	follow: (object: 'refund' | 'dispute', id: string) => Promise<boolean>;
}

/** How often Stripe is asked again because something was decided meanwhile. */
const ROUNDS = 3;

const nothingToReplay = (why: string): AppError => new AppError('nothing_to_replay', why);

/** The purchase whose refund failed. Raises `nothing_to_replay`. */
const findFailed = async (
	{ db, stripe }: Dependencies,
	checkoutId: number,
): Promise<CheckoutRow & { payment_intent_id: string }> => {
	const checkout = await findCheckout(db, checkoutId);
	if (checkout?.state !== 'refund_failed') {
		throw nothingToReplay('There is no refund that failed.');
	}
	const { payment_intent_id: intentId, livemode } = checkout;
	if (intentId === null || livemode !== stripe.livemode) {
		throw nothingToReplay('The payment belongs to another mode or account of Stripe.');
	}
	return { ...checkout, payment_intent_id: intentId };
};

/** Raises `nothing_to_replay` and StripeFailure. */
const askStanding = async (stripe: StripeGateway, intentId: string): Promise<PaymentStanding> => {
	try {
		const payment = await stripe.retrievePayment(intentId);
		const standing = await readStanding(stripe, payment, { refundsKnown: true });
		if (standing !== null) {
			return standing;
		}
	} catch (error) {
		if (!(error instanceof StripeFailure) || error.kind !== 'not_found') {
			throw error;
		}
	}
	throw nothingToReplay('Stripe does not know this payment.');
};

/** What Stripe has done already only has to be written down. */
const followPayment = async (
	{ follow }: Dependencies,
	{ refunds, disputes }: PaymentStanding,
): Promise<void> => {
	const [refund] = refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled');
	if (refund) {
		await follow('refund', refund.id);
	} else if (disputes[0]) {
		await follow('dispute', disputes[0].id);
	}
};

/** `stale`: somebody decided something since Stripe was asked. Raises `nothing_to_replay` and `payment_disputed`. */
const queue = async (
	trx: Knex.Transaction,
	{ checkout, payment, actor }: { checkout: CheckoutRow; payment: PaymentStanding; actor: string },
	now: Date,
): Promise<'queued' | 'follow' | 'stale'> => {
	const { id: checkoutId, payment_intent_id: paymentIntentId, reference } = checkout;
	const locked = await lockCheckout(trx, checkoutId);
	if (locked?.version !== checkout.version || locked.state !== checkout.state || paymentIntentId === null) {
		return 'stale';
	}
	const rows = await findRefundsOfCheckout(trx, checkoutId);
	const decision = decideRetry({ reference, rows }, payment);
	if (decision === 'follow') {
		return decision;
	}
	if (decision === 'disputed') {
		throw new AppError(
			'payment_disputed',
			'The buyer’s bank holds this payment; a refund would send it back twice.',
		);
	}
	if (decision === 'unclear') {
		throw nothingToReplay('Somebody has sent back a part of this payment since; look at it in Stripe.');
	}
	const reason = locked.reason ?? 'requested';
	const refund = { checkoutId, paymentIntentId, reason, amount: decision.amount };
	await countDecision(trx, checkoutId);
	await moveCheckout(trx, checkoutId, ['refund_failed'], { state: 'refund_due' }, now);
	const refundId = await queueRefundAgain(trx, refund, now);
	const entry = { actor, entityType: 'refund', entityId: refundId } as const;
	await recordActivity(trx, { ...entry, action: 'refund.queued_again' }, now);
	return 'queued';
};

/**
 * Queues a refund that failed once more, under a new idempotency key, after Stripe said that the money is still with us;
 * where it is on its way back already, that is written down instead. Its task closes when Stripe takes the refund, which the
 * caller sends: a worker that was woken for it would take it first, and the caller could not tell how it went. Raises
 * `nothing_to_replay`, `payment_disputed`, and StripeFailure.
 */
export const retryRefund = async (
	dependencies: Dependencies,
	{ checkoutId, actor }: { checkoutId: number; actor: string },
): Promise<void> => {
	const { db, stripe, clock } = dependencies;
	for (let round = 0; round < ROUNDS; round += 1) {
		const checkout = await findFailed(dependencies, checkoutId);
		const payment = await askStanding(stripe, checkout.payment_intent_id);
		const outcome = await inTransaction(db, (trx) =>
			queue(trx, { checkout, payment, actor }, clock.now()),
		);
		switch (outcome) {
			case 'queued':
				return;
			case 'follow':
				await followPayment(dependencies, payment);
				return;
			case 'stale':
				break;
		}
	}
	throw new Error('A payment changed faster than it could be decided.');
};
