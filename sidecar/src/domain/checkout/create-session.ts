import type { Logger } from 'pino';
import type { EnrollResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { findCheckout, moveCheckout, nextAttempt, saveSession, type CheckoutRow } from '../../db/checkouts';
import type { Connection } from '../../db/database';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import type { CheckoutSession, CheckoutSessionParams } from '../../stripe/types';
import { storedParams } from './stored-params';

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	logger: Logger;
}

/** Stripe's words for a price that was archived, deleted, or belongs to another account or mode. */
const isPriceProblem = ({ code, param }: StripeFailure): boolean =>
	code === 'resource_missing' || (param?.startsWith('line_items') ?? false);

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
	{ db, clock, logger }: Dependencies,
	checkout: CheckoutRow,
	failure: StripeFailure,
): Promise<null> => {
	const now = clock.now();
	switch (failure.kind) {
		case 'server_error':
			// Stored under this key for good; the next click needs another one.
			await nextAttempt(db, checkout, now);
			break;
		case 'busy':
			throw new AppError('checkout_in_progress', 'Another click is being processed.');
		case 'refused':
		case 'not_found':
		case 'unauthorized':
			// Final, and nothing was created: the seat is free again.
			await moveCheckout(db, checkout.id, ['open'], { state: 'failed' }, now);
			if (failure.param === 'expires_at') {
				return null;
			}
			if (isPriceProblem(failure)) {
				logger.error(
					{ checkoutId: checkout.id, code: failure.code },
					'Stripe refuses the price; a person must mend it',
				);
				throw new AppError('price_unavailable', 'This cohort cannot be bought at the moment.');
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
