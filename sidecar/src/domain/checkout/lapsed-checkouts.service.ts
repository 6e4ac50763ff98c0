import { findLapsedCheckouts, touchCheckout, type CheckoutRow } from '../../db/checkouts';
import { settleByStripe, type CheckoutDependencies } from './end-checkout';

export interface LapsedCheckoutsService {
	/**
	 * Settles checkouts of which Stripe should have told more by now, because no webhook is sure to arrive: asks Stripe,
	 * then follows what it says. Returns how many it looked at. Never raises for one checkout.
	 */
	settleLapsed(): Promise<number>;
}

const MINUTE = 60_000;
/** Leaves Stripe's own event the time to come first. */
const GRACE = MINUTE;
/** How long a checkout rests after a look that changed nothing, so that the others have their turn. */
const REST = 5 * MINUTE;
/** A bank debit takes days. */
const REST_WHILE_DELAYED = 60 * MINUTE;
const BATCH = 10;

export const createLapsedCheckoutsService = (dependencies: CheckoutDependencies): LapsedCheckoutsService => {
	const { db, stripe, clock, logger } = dependencies;

	const settle = async (checkout: CheckoutRow): Promise<void> => {
		try {
			if (await touchCheckout(db, checkout, clock.now())) {
				await settleByStripe(dependencies, checkout);
			}
		} catch (error) {
			logger.error({ err: error, checkoutId: checkout.id }, 'a lapsed checkout could not be settled');
		}
	};

	return {
		async settleLapsed() {
			const ago = (milliseconds: number) => new Date(clock.now().getTime() - milliseconds);
			const lapsed = await findLapsedCheckouts(db, {
				livemode: stripe.livemode,
				endedBefore: ago(GRACE),
				untouchedSince: ago(REST),
				delayedUntouchedSince: ago(REST_WHILE_DELAYED),
				limit: BATCH,
			});
			await Promise.all(lapsed.map(settle));
			return lapsed.length;
		},
	};
};
