import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import {
	countDecision,
	findCheckout,
	findCheckoutByPayment,
	findCheckoutByReference,
	lockCheckout,
	type CheckoutRow,
} from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import { findPendingRefunds, findRefundsOfCheckout, touchRefund, type RefundRow } from '../../db/refunds';
import { findLivePackage } from '../../db/student-packages';
import type { StripeGateway } from '../../stripe/gateway';
import { UNSETTLED } from '../fulfillment/fulfillment.rules';
import type { FulfillmentService } from '../fulfillment/fulfillment.service';
import { settlingTransaction, type SettlePaid } from '../fulfillment/settle-paid';
import { readStanding } from '../payments/read-standing';
import type { PaymentStanding } from '../payments/standing.rules';
import type { RefundsService } from '../refunds/refunds.service';
import { applyReversal, type ReversalPolicies } from './apply-reversal';
import { recordRefunds } from './record-refunds';
import { remindOfRefund } from './remind-of-refund';
import { decideReversal } from './reversals.rules';

/** Objects of Stripe that belong to a payment and tell of money that goes back. */
export type ReversalObject = 'charge' | 'refund' | 'dispute';

export interface ReversalsService {
	/**
	 * Brings our side to what Stripe says of a payment after it was made: refunds and disputes, whoever made them; found
	 * by the id of a charge, refund or dispute (`ch_…`, `re_…`, `du_…`). The enrollment ends, rests or goes on
	 * accordingly, and what only a person can mend becomes a task. Safe to call any number of times and at once. True
	 * when the payment is one of ours. Raises StripeFailure, UnknownPaymentError.
	 */
	followObject(object: ReversalObject, id: string): Promise<boolean>;
	/** Asks after refunds that have been pending for long, and returns after how many. Never raises for one refund. */
	followPending(): Promise<number>;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	siteUrl: () => Promise<string>;
	fulfillment: FulfillmentService;
	refunds: RefundsService;
	policy: ReversalPolicies;
	clock: Clock;
	logger: Logger;
	/** Called after the commit of a queued refund. */
	onRefundQueued: () => void;
}

/** How often Stripe is asked again because somebody decided by a newer answer meanwhile. */
const ROUNDS = 5;
const BATCH = 10;
/** How long a pending refund rests before Stripe is asked; its events normally tell within minutes. */
const REST_MILLISECONDS = 3_600_000;

export const createReversalsService = (dependencies: Dependencies): ReversalsService => {
	const { db, stripe, siteUrl, fulfillment, refunds, policy, clock, logger, onRefundQueued } = dependencies;

	/** By the payment, or, before it was saved, by the reference that our payments carry. */
	const findCheckoutOf = async (paymentIntentId: string): Promise<CheckoutRow | undefined> => {
		const saved = await findCheckoutByPayment(db, paymentIntentId);
		if (saved) {
			return saved;
		}
		const { livemode, metadata, checkoutReference } = await stripe.retrievePayment(paymentIntentId);
		const ours =
			livemode === stripe.livemode &&
			metadata.app === 'cohort-enrollment' &&
			metadata.site === (await siteUrl()) &&
			checkoutReference !== null;
		return ours ? findCheckoutByReference(db, checkoutReference) : undefined;
	};

	/** A payment that did not become anything yet is fulfilled first, which sees what was reversed already. */
	const settled = async (checkout: CheckoutRow): Promise<CheckoutRow | undefined> => {
		if (!UNSETTLED.includes(checkout.state)) {
			return checkout;
		}
		if (checkout.session_id === null) {
			return undefined;
		}
		await fulfillment.fulfill(checkout.session_id);
		return findCheckout(db, checkout.id);
	};

	const apply = async (
		trx: Knex.Transaction,
		asked: CheckoutRow,
		payment: PaymentStanding,
		settlePaid: SettlePaid,
	): Promise<'stale' | CheckoutRow['state']> => {
		const checkout = await lockCheckout(trx, asked.id);
		if (checkout?.version !== asked.version || checkout.state !== asked.state) {
			return 'stale';
		}
		await countDecision(trx, checkout.id);
		const now = clock.now();
		await recordRefunds(trx, checkout, payment.refunds, now);
		const owned = await findLivePackage(trx, checkout.id);
		const decision = decideReversal(checkout, payment, owned !== undefined, policy);
		return applyReversal(trx, { checkout, package: owned, decision, policy, settlePaid }, now);
	};

	/** Null when the payment is not one of ours; `stale` when it has to be asked again. */
	const followOnce = async (
		paymentIntentId: string,
		toldOfRefund: boolean,
	): Promise<'stale' | 'done' | null> => {
		const found = await findCheckoutOf(paymentIntentId);
		const checkout = found && (await settled(found));
		if (!checkout || UNSETTLED.includes(checkout.state)) {
			return found ? 'done' : null;
		}
		const refundsKnown = toldOfRefund || (await findRefundsOfCheckout(db, checkout.id)).length > 0;
		const record = await stripe.retrievePayment(paymentIntentId);
		const payment = await readStanding(stripe, record, { refundsKnown });
		if (!payment) {
			return 'done';
		}
		const state = await settlingTransaction(db, (trx, settlePaid) =>
			apply(trx, checkout, payment, settlePaid),
		);
		if (state === 'refund_due') {
			onRefundQueued();
		}
		return state === 'stale' ? 'stale' : 'done';
	};

	const followUntilSettled = async (paymentIntentId: string, toldOfRefund: boolean): Promise<boolean> => {
		for (let round = 0; round < ROUNDS; round += 1) {
			const outcome = await followOnce(paymentIntentId, toldOfRefund);
			if (outcome !== 'stale') {
				return outcome === 'done';
			}
		}
		throw new Error('A payment changed faster than it could be followed.');
	};

	const followObject = async (object: ReversalObject, id: string): Promise<boolean> => {
		// First our own outbox, which knows its refunds by their reference even before their id was saved.
		const ours = object === 'refund' && (await refunds.follow(id));
		const paymentIntentId = await stripe.retrievePaymentId(object, id);
		return paymentIntentId === null
			? ours
			: (await followUntilSettled(paymentIntentId, object === 'refund')) || ours;
	};

	const followSafely = async (row: RefundRow): Promise<void> => {
		try {
			const now = clock.now();
			if (await touchRefund(db, row, now)) {
				await followObject('refund', row.stripe_refund_id ?? '');
				await inTransaction(db, (trx) => remindOfRefund(trx, row.id, now));
			}
		} catch (error) {
			logger.error({ err: error, refundId: row.id }, 'a pending refund could not be looked up');
		}
	};

	return {
		followObject,

		async followPending() {
			const untouchedSince = new Date(clock.now().getTime() - REST_MILLISECONDS);
			const rows = await findPendingRefunds(db, untouchedSince, BATCH);
			await Promise.all(rows.map(followSafely));
			return rows.length;
		},
	};
};
