import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { lockCheckoutBySession, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import type { StripeGateway } from '../../stripe/gateway';
import type { CheckoutSession } from '../../stripe/types';
import { readStanding } from '../payments/read-standing';
import type { Standing } from '../payments/standing.rules';
import { openTask } from '../tasks/open-task';
import { adoptSession } from './adopt-session';
import { applyFact } from './apply-fact';
import { orphanTask, otherTermsTask } from './session-tasks';
import { settlingTransaction } from './settle-paid';
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

/** What became of a checkout. */
interface Settled {
	/** As it was before. */
	checkout: CheckoutRow;
	/** Null when it had been settled before. */
	fact: KnownPaymentFact | null;
	state: CheckoutState;
}

const isOnOtherTerms = (session: CheckoutSession, checkout: CheckoutRow, fact: KnownPaymentFact): boolean =>
	fact.kind === 'paid' && !isSoldAs(session, checkout);

export const createFulfillmentService = (dependencies: Dependencies): FulfillmentService => {
	const { db, stripe, siteUrl, policy, clock, logger, onRefundQueued } = dependencies;

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

	/** Undefined when no checkout has the session. */
	const settle = async (session: CheckoutSession): Promise<Settled | undefined> => {
		const standing = await standingOf(session);
		return settlingTransaction(db, async (trx, settlePaid) => {
			// The locked row is the idempotency key: a second delivery waits here and finds it settled.
			const checkout = await lockCheckoutBySession(trx, session.id);
			if (!checkout) {
				return undefined;
			}
			if (!UNSETTLED.includes(checkout.state)) {
				// What Stripe says of a value that is new to us must be heard even now.
				known(paymentFact(session));
				return { checkout, fact: null, state: checkout.state };
			}
			const fact = known(paymentFact(session, standing));
			const now = clock.now();
			if (isOnOtherTerms(session, checkout, fact)) {
				await openTask(trx, otherTermsTask(session, checkout), now);
			}
			const state = await applyFact(trx, { checkout, fact, policy, settlePaid }, now);
			return { checkout, fact, state };
		});
	};

	/** What an operator should know of a payment, although our own row decided. */
	const report = async ({ checkout, fact }: Settled, session: CheckoutSession): Promise<void> => {
		if (fact === null) {
			return;
		}
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
		if (isOnOtherTerms(session, checkout, fact)) {
			logger.error(subject, 'the session was paid on other terms than we offered');
		}
	};

	return {
		async fulfill(sessionId) {
			const session = await stripe.retrieveSession(sessionId);
			if (session.livemode !== stripe.livemode) {
				logger.warn({ sessionId }, 'a session of the other mode was ignored');
				return { kind: 'ignored', why: 'other_mode' };
			}
			const settled =
				(await settle(session)) ??
				((await adoptSession(db, session, clock.now())) ? await settle(session) : undefined);
			if (!settled) {
				return withoutCheckout(session);
			}
			if (settled.state === 'refund_due') {
				onRefundQueued();
			}
			await report(settled, session);
			return { kind: 'checkout', checkoutId: settled.checkout.id, state: settled.state };
		},
	};
};
