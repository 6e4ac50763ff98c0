import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { lockCheckout, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import type { StripeGateway } from '../../stripe/gateway';
import type { CheckoutSession } from '../../stripe/types';
import { purchaseOf } from '../notifications/tell-student';
import { readStanding } from '../payments/read-standing';
import type { Standing } from '../payments/standing.rules';
import { openTask } from '../tasks/open-task';
import { applyFact } from './apply-fact';
import { decideAgainOnDuplicate } from './decide-again';
import { findCheckoutOf } from './find-checkout';
import { orphanTask } from './orphan-task';
import {
	isSoldAs,
	paymentFact,
	UNSETTLED,
	UnknownPaymentError,
	type FulfillmentPolicy,
	type KnownPaymentFact,
	type PaymentFact,
} from './fulfillment.rules';

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
	policy: FulfillmentPolicy;
	clock: Clock;
	logger: Logger;
	/** Called after the commit of a queued refund. */
	onRefundQueued: () => void;
}

const known = (fact: PaymentFact): KnownPaymentFact => {
	if (fact.kind === 'unknown') {
		throw new UnknownPaymentError(fact.value);
	}
	return fact;
};

export const createFulfillmentService = (dependencies: Dependencies): FulfillmentService => {
	const { db, stripe, siteUrl, policy, clock, logger, onRefundQueued } = dependencies;

	const settle = (checkoutId: number, fact: KnownPaymentFact): Promise<CheckoutState> =>
		inTransaction(db, async (trx) => {
			// The locked row is the idempotency key: a second delivery waits here and finds it settled.
			const checkout = await lockCheckout(trx, checkoutId);
			if (!checkout) {
				throw new Error(`Checkout ${checkoutId} is gone.`);
			}
			return UNSETTLED.includes(checkout.state)
				? applyFact(trx, checkout, fact, policy, clock.now())
				: checkout.state;
		});

	const reportOrphan = async (session: CheckoutSession): Promise<void> => {
		logger.error(
			{ sessionId: session.id },
			'a paid session of this site has no checkout; a person must look at it',
		);
		const task = { ...orphanTask(session), onceEver: true };
		await inTransaction(db, (trx) => openTask(trx, task, clock.now()));
	};

	const withoutCheckout = async (session: CheckoutSession): Promise<FulfillmentOutcome> => {
		if (session.metadata.app !== 'cohort-enrollment') {
			return { kind: 'ignored', why: 'other_application' };
		}
		if (session.metadata.site !== (await siteUrl())) {
			return { kind: 'ignored', why: 'other_site' };
		}
		// Sessions whose answer was lost end unpaid: nobody was ever sent to them.
		if (session.status === 'complete') {
			await reportOrphan(session);
		}
		return { kind: 'orphan' };
	};

	const standingOf = async ({ payment, paymentStatus }: CheckoutSession): Promise<Standing> =>
		payment !== null && paymentStatus === 'paid'
			? ((await readStanding(stripe, payment))?.standing ?? 'kept')
			: 'kept';

	/** What a person should know of a payment, although our own row decides. */
	const report = async (
		checkout: CheckoutRow,
		session: CheckoutSession,
		fact: PaymentFact,
	): Promise<void> => {
		const subject = { checkoutId: checkout.id };
		const { app, site, checkout_id: reference } = session.metadata;
		const asWritten =
			app === 'cohort-enrollment' && site === (await siteUrl()) && reference === checkout.reference;
		if (!asWritten) {
			logger.warn(subject, 'the metadata of a session was changed; it is known by its id');
		}
		if (fact.kind === 'reversed') {
			logger.error(subject, 'a payment was refunded or disputed before it became an enrollment');
		}
		if (fact.kind === 'paid' && !isSoldAs(session, checkout)) {
			logger.error(subject, 'the session was paid on other terms than we offered');
			const task = {
				kind: 'other_terms',
				subject: `checkout:${checkout.id}`,
				checkout_id: checkout.id,
				stripe_id: session.id,
				livemode: checkout.livemode,
				detail: `Offered ${checkout.amount} ${checkout.currency}, paid ${session.amountSubtotal} ${session.currency}.`,
				purchase: purchaseOf(checkout),
				onceEver: true,
			} as const;
			await inTransaction(db, (trx) => openTask(trx, task, clock.now()));
		}
	};

	const settleBySession = async (
		checkout: CheckoutRow,
		session: CheckoutSession,
	): Promise<CheckoutState> => {
		if (!UNSETTLED.includes(checkout.state)) {
			// What Stripe says of a value that is new to us must be heard even now.
			known(paymentFact(session));
			return checkout.state;
		}
		const fact = known(paymentFact(session, await standingOf(session)));
		await report(checkout, session, fact);
		return decideAgainOnDuplicate(() => settle(checkout.id, fact));
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
				return withoutCheckout(session);
			}
			const state = await settleBySession(checkout, session);
			if (state === 'refund_due') {
				onRefundQueued();
			}
			return { kind: 'checkout', checkoutId: checkout.id, state };
		},
	};
};
