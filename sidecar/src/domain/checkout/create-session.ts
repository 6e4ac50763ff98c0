import type { Logger } from 'pino';
import type { EnrollResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { findCheckout, moveCheckout, nextAttempt, saveSession, type CheckoutRow } from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import type { CheckoutSession, CheckoutSessionParams } from '../../stripe/types';
import { isSoldAs } from '../fulfillment/fulfillment.rules';
import { openTask } from '../tasks/open-task';
import { priceTask } from './price-task';
import { storedParams } from './stored-params';

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	logger: Logger;
}

/**
 * Stripe's words for a price that was archived, deleted, or belongs to another account or mode; `mode` is what does not
 * fit a recurring one. What is too small depends on the rate of the account's own currency, so it may become so later.
 */
const isPriceProblem = ({ code, param }: StripeFailure): boolean =>
	code === 'resource_missing' ||
	code === 'amount_too_small' ||
	param === 'mode' ||
	(param?.startsWith('line_items') ?? false);

const priceUnavailable = (): AppError =>
	new AppError('price_unavailable', 'This cohort cannot be bought at the moment.');

/** Nobody can pay it and nobody keeps its seat; with `detail`, a person hears why. */
const giveUp = ({ db, clock }: Dependencies, checkout: CheckoutRow, detail: string | null): Promise<void> =>
	inTransaction(db, async (trx) => {
		const now = clock.now();
		await moveCheckout(trx, checkout.id, ['open'], { state: 'failed' }, now);
		if (detail !== null) {
			await openTask(trx, priceTask(checkout, detail), now);
		}
	});

/**
 * Ends a session that sells something else than the student was shown: nobody has its address yet. When Stripe cannot be
 * reached just now, the reconciler ends it.
 */
const refuseOtherTerms = async (
	dependencies: Dependencies,
	checkout: CheckoutRow,
	session: CheckoutSession,
): Promise<never> => {
	const { stripe, logger } = dependencies;
	const terms = {
		ours: `${checkout.amount} ${checkout.currency}`,
		theirs: `${session.amountSubtotal} ${session.currency}`,
	};
	logger.error(
		{ checkoutId: checkout.id, ...terms },
		'Stripe has another price than we show; a person must mend it',
	);
	await giveUp(dependencies, checkout, `We show ${terms.ours}; the price at Stripe is ${terms.theirs}.`);
	await stripe.expireSession(session.id).catch((error: unknown) => {
		if (!(error instanceof StripeFailure)) {
			throw error;
		}
	});
	throw priceUnavailable();
};

/** Stripe's idea of an address is stricter than WordPress's; the payment page asks for one that it takes. */
const isAddressProblem = (
	{ kind, param }: StripeFailure,
	{ customerEmail }: CheckoutSessionParams,
): boolean => kind === 'refused' && param === 'customer_email' && customerEmail !== null;

const createWithoutAddress = async (
	dependencies: Dependencies,
	checkout: CheckoutRow,
	params: CheckoutSessionParams,
): Promise<EnrollResponse | null> => {
	const { db, clock } = dependencies;
	const stripe_params = JSON.stringify({ ...params, customerEmail: null });
	// A twin click that came first wrote the same.
	await nextAttempt(db, checkout, clock.now(), stripe_params);
	return createStripeSession(dependencies, { ...checkout, attempt: checkout.attempt + 1, stripe_params });
};

/**
 * What a failed creation means for the checkout. Null when it came too late for its stored end, so that nothing was
 * created and the student may start over; raises in every other case.
 */
const onFailure = async (
	dependencies: Dependencies,
	checkout: CheckoutRow,
	failure: StripeFailure,
): Promise<null> => {
	const { db, clock, logger } = dependencies;
	const isAboutPrice = isPriceProblem(failure);
	switch (failure.kind) {
		case 'server_error':
			// Stored under this key for good; the next click needs another one.
			await nextAttempt(db, checkout, clock.now());
			break;
		case 'busy':
			throw new AppError('checkout_in_progress', 'Another click is being processed.');
		case 'refused':
		case 'not_found':
		case 'unauthorized':
			// Final, and nothing was created: the seat is free again.
			await giveUp(dependencies, checkout, isAboutPrice ? failure.message : null);
			if (failure.param === 'expires_at') {
				return null;
			}
			if (isAboutPrice) {
				logger.error(
					{ checkoutId: checkout.id, code: failure.code },
					'Stripe refuses the price; a person must mend it',
				);
				throw priceUnavailable();
			}
			break;
		case 'unreachable':
		case 'rate_limited':
		case 'unexpected':
			// Unknown or temporary: the next click asks again with the same key and the same bytes.
			break;
	}
	throw failure;
};

const answer = (session: Pick<CheckoutSession, 'id' | 'url' | 'expiresAt'>): EnrollResponse => ({
	sessionId: session.id,
	url: session.url ?? '',
	expiresAt: session.expiresAt.toISOString(),
});

/**
 * Creates the session of a held checkout, or finds the one that an earlier call created: same key, same bytes.
 * Null when it is too late for that. Raises price_unavailable, checkout_in_progress, StripeFailure.
 */
export const createStripeSession = async (
	dependencies: Dependencies,
	checkout: CheckoutRow,
): Promise<EnrollResponse | null> => {
	const { db, stripe, clock } = dependencies;
	const params = storedParams(checkout);
	if (!params) {
		throw new Error(`Checkout ${checkout.id} has nothing to pay.`);
	}
	let session: CheckoutSession;
	try {
		session = await stripe.createSession(params, `co:${checkout.reference}:${checkout.attempt}`);
	} catch (error) {
		if (error instanceof StripeFailure) {
			return isAddressProblem(error, params)
				? createWithoutAddress(dependencies, checkout, params)
				: onFailure(dependencies, checkout, error);
		}
		throw error;
	}
	if (!isSoldAs(session, checkout)) {
		return refuseOtherTerms(dependencies, checkout, session);
	}
	const saved = { sessionId: session.id, url: session.url, expiresAt: session.expiresAt };
	if (!(await saveSession(db, checkout.id, ['open'], saved, clock.now()))) {
		const current = await findCheckout(db, checkout.id);
		// A twin click saved the same session first; anything else means that the checkout has ended.
		if (current?.session_id !== session.id || current.state !== 'open') {
			throw new AppError('checkout_in_progress', 'This checkout has just ended. Try again.');
		}
	}
	return answer(session);
};
