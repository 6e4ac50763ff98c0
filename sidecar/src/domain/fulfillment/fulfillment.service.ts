import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import {
	findCheckoutByReference,
	findCheckoutBySession,
	lockCheckout,
	moveCheckout,
	saveSession,
	type CheckoutRow,
	type CheckoutState,
} from '../../db/checkouts';
import { inTransaction, isDuplicateEntry, type Connection } from '../../db/database';
import type { StripeGateway } from '../../stripe/gateway';
import type { CheckoutSession } from '../../stripe/types';
import { paymentFact, UNSETTLED, UnknownPaymentError, type KnownPaymentFact } from './fulfillment.rules';
import { grantOrRefund } from './grant';

/** What became of a session. `ignored`: not of this site; `orphan`: of this site, but we have no row for it. */
export type FulfillmentOutcome =
	| { kind: 'checkout'; checkoutId: number; state: CheckoutState }
	| { kind: 'ignored'; why: 'other_application' | 'other_site' | 'other_mode' }
	| { kind: 'orphan' };

export interface FulfillmentService {
	/**
	 * Reads a session from Stripe and brings our side to what it says: a package, a queued refund, a longer wait, or
	 * an end. Safe to call any number of times and at once, from webhook, landing page and reconciler.
	 * Raises StripeFailure when Stripe cannot be asked, and UnknownPaymentError.
	 */
	fulfill(sessionId: string): Promise<FulfillmentOutcome>;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	siteUrl: () => Promise<string>;
	clock: Clock;
	logger: Logger;
	/** Called after the commit of a queued refund. */
	onRefundQueued: () => void;
}

/** Our row for a session: by its id, or by the reference when saving the id had failed, whatever became of it since. */
const findCheckoutOf = async (
	db: Connection,
	session: CheckoutSession,
	now: Date,
): Promise<CheckoutRow | undefined> => {
	const bySession = await findCheckoutBySession(db, session.id);
	if (bySession !== undefined || session.clientReferenceId === null) {
		return bySession;
	}
	const byReference = await findCheckoutByReference(db, session.clientReferenceId);
	if (byReference?.session_id !== null) {
		return undefined;
	}
	const saved = { sessionId: session.id, url: session.url, expiresAt: session.expiresAt };
	await saveSession(db, byReference.id, UNSETTLED, saved, now);
	// Read again, because another delivery may have saved it first.
	return findCheckoutBySession(db, session.id);
};

/** Applies a fact to the locked checkout and returns its new state. */
const applyFact = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	fact: KnownPaymentFact,
	now: Date,
): Promise<CheckoutState> => {
	const move = async (from: readonly CheckoutState[], state: CheckoutState): Promise<CheckoutState> =>
		(await moveCheckout(trx, checkout.id, from, { state }, now)) ? state : checkout.state;
	switch (fact.kind) {
		case 'unpaid':
			return checkout.state;
		case 'expired':
			return move(['open'], 'expired');
		case 'awaiting':
			return move(['open'], 'awaiting_payment');
		case 'failed':
			return move(['open', 'awaiting_payment'], 'failed');
		case 'reversed': {
			const change = {
				state: 'refunded',
				payment_intent_id: fact.paymentIntentId,
				reason: 'payment_reversed',
			} as const;
			await moveCheckout(trx, checkout.id, UNSETTLED, change, now);
			return 'refunded';
		}
		case 'paid':
			return grantOrRefund(trx, checkout, fact.paymentIntentId, now);
	}
};

export const createFulfillmentService = (dependencies: Dependencies): FulfillmentService => {
	const { db, stripe, siteUrl, clock, logger, onRefundQueued } = dependencies;

	const settle = (checkoutId: number, fact: KnownPaymentFact): Promise<CheckoutState> =>
		inTransaction(db, async (trx) => {
			// The locked row is the idempotency key: a second delivery waits here and finds it settled.
			const checkout = await lockCheckout(trx, checkoutId);
			if (!checkout) {
				throw new Error(`Checkout ${checkoutId} is gone.`);
			}
			if (!UNSETTLED.includes(checkout.state)) {
				return checkout.state;
			}
			const now = clock.now();
			const state = await applyFact(trx, checkout, fact, now);
			if (state !== checkout.state) {
				const entry = {
					actor: 'stripe',
					action: `checkout.${state}`,
					entityType: 'checkout',
					entityId: checkoutId,
				} as const;
				await recordActivity(trx, entry, now);
			}
			return state;
		});

	const settleOnce = async (checkoutId: number, fact: KnownPaymentFact): Promise<CheckoutState> => {
		try {
			return await settle(checkoutId, fact);
		} catch (error) {
			if (!isDuplicateEntry(error)) {
				throw error;
			}
			// The student's payment for another cohort of the course came first; this time its package is seen.
			return settle(checkoutId, fact);
		}
	};

	const notOurs = async (session: CheckoutSession): Promise<FulfillmentOutcome> => {
		if (session.metadata.app !== 'cohort-enrollment') {
			return { kind: 'ignored', why: 'other_application' };
		}
		if (session.metadata.site !== (await siteUrl())) {
			return { kind: 'ignored', why: 'other_site' };
		}
		// Sessions whose answer was lost end unpaid: nobody was ever sent to them.
		if (session.status === 'complete') {
			logger.error(
				{ sessionId: session.id },
				'a paid session of this site has no checkout; a person must look at it',
			);
		}
		return { kind: 'orphan' };
	};

	/** What a person should know of a payment, although our own row decides. */
	const report = async (
		checkout: CheckoutRow,
		session: CheckoutSession,
		fact: KnownPaymentFact,
	): Promise<void> => {
		const subject = { checkoutId: checkout.id };
		const { app, site } = session.metadata;
		if (app !== 'cohort-enrollment' || site !== (await siteUrl())) {
			logger.warn(subject, 'the metadata of a session was changed; it is known by its id');
		}
		if (
			fact.kind === 'paid' &&
			(session.amountSubtotal !== checkout.amount || session.currency !== checkout.currency)
		) {
			logger.error(subject, 'the session was paid on other terms than we offered');
		}
		if (fact.kind === 'reversed') {
			logger.error(subject, 'a payment was refunded or disputed before it became an enrollment');
		}
	};

	return {
		async fulfill(sessionId) {
			const session = await stripe.retrieveSession(sessionId);
			if (session.livemode !== stripe.livemode) {
				logger.warn({ sessionId }, 'a session of the other mode was ignored');
				return { kind: 'ignored', why: 'other_mode' };
			}
			const checkout = await findCheckoutOf(db, session, clock.now());
			if (!checkout) {
				return notOurs(session);
			}
			const fact = paymentFact(session);
			if (fact.kind === 'unknown') {
				throw new UnknownPaymentError(fact.value);
			}
			if (UNSETTLED.includes(checkout.state)) {
				await report(checkout, session, fact);
			}
			const state = await settleOnce(checkout.id, fact);
			if (state === 'refund_due') {
				onRefundQueued();
			}
			return { kind: 'checkout', checkoutId: checkout.id, state };
		},
	};
};
