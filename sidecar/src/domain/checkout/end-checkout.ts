import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { moveCheckout, type CheckoutRow } from '../../db/checkouts';
import type { Connection } from '../../db/database';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import type { FulfillmentService } from '../fulfillment/fulfillment.service';

/** What the services of a checkout's life work with. */
export interface CheckoutDependencies {
	db: Connection;
	stripe: StripeGateway;
	fulfillment: FulfillmentService;
	clock: Clock;
	logger: Logger;
}

const isKind = (error: unknown, kind: StripeFailure['kind']): boolean =>
	error instanceof StripeFailure && error.kind === kind;

/**
 * Brings a payable checkout to what Stripe says of its session. One that never got a session, or whose session this
 * key does not know, is over: nobody can pay it. Raises StripeFailure.
 */
export const settleByStripe = async (
	{ db, fulfillment, clock, logger }: CheckoutDependencies,
	checkout: CheckoutRow,
): Promise<void> => {
	const expire = () =>
		moveCheckout(db, checkout.id, ['open', 'awaiting_payment'], { state: 'expired' }, clock.now());
	if (checkout.session_id === null) {
		await expire();
		return;
	}
	try {
		await fulfillment.fulfill(checkout.session_id);
	} catch (error) {
		if (!isKind(error, 'not_found')) {
			throw error;
		}
		logger.error(
			{ checkoutId: checkout.id, state: checkout.state },
			'Stripe does not know the session of a checkout, as after a change of the account',
		);
		await expire();
	}
};

/** Ends a checkout that must not be paid any more. If it was paid meanwhile, that counts. Raises StripeFailure. */
export const endCheckout = async (
	dependencies: CheckoutDependencies,
	checkout: CheckoutRow,
): Promise<void> => {
	const { stripe } = dependencies;
	if (checkout.session_id !== null) {
		try {
			await stripe.expireSession(checkout.session_id);
		} catch (error) {
			// Refused: it is not open any more, because it was paid or has ended. Reading it tells which.
			if (!isKind(error, 'refused') && !isKind(error, 'not_found')) {
				throw error;
			}
		}
	}
	await settleByStripe(dependencies, checkout);
};
