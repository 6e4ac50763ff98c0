import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { findLapsedCheckouts, moveCheckout, type CheckoutRow } from '../../db/checkouts';
import type { Connection } from '../../db/database';
import type { FulfillmentService } from '../fulfillment/fulfillment.service';

export interface LapsedCheckoutsService {
	/**
	 * Settles checkouts whose session should have ended without word from Stripe: asks Stripe, then follows what it
	 * says. Returns how many it looked at. Never raises for one checkout.
	 */
	settleLapsed(): Promise<number>;
}

/** Leaves Stripe's own event the time to come first. */
const GRACE_MILLISECONDS = 60_000;
const BATCH = 20;

interface Dependencies {
	db: Connection;
	fulfillment: FulfillmentService;
	clock: Clock;
	logger: Logger;
}

export const createLapsedCheckoutsService = (dependencies: Dependencies): LapsedCheckoutsService => {
	const { db, fulfillment, clock, logger } = dependencies;

	const settle = async (checkout: CheckoutRow): Promise<void> => {
		try {
			if (checkout.session_id === null) {
				await moveCheckout(db, checkout.id, ['open'], { state: 'expired' }, clock.now());
				return;
			}
			await fulfillment.fulfill(checkout.session_id);
		} catch (error) {
			logger.error({ err: error, checkoutId: checkout.id }, 'a lapsed checkout could not be settled');
		}
	};

	return {
		async settleLapsed() {
			const before = new Date(clock.now().getTime() - GRACE_MILLISECONDS);
			const lapsed = await findLapsedCheckouts(db, before, BATCH);
			for (const checkout of lapsed) {
				await settle(checkout);
			}
			return lapsed.length;
		},
	};
};
