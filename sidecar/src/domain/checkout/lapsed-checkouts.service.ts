import {
	findCheckoutsOfClosedCohorts,
	findLapsedCheckouts,
	touchCheckout,
	type CheckoutRow,
} from '../../db/checkouts';
import { endCheckout, settleByStripe, type CheckoutDependencies } from './end-checkout';

export interface LapsedCheckoutsService {
	/**
	 * Settles checkouts of which Stripe should have told more by now, because no webhook is sure to arrive: asks Stripe,
	 * then follows what it says. Returns how many it looked at. Never raises for one checkout.
	 */
	settleLapsed(): Promise<number>;
	/**
	 * Ends open checkouts of cohorts and courses that are not offered any more, so that nobody pays for nothing; one that
	 * was paid meanwhile counts. Returns how many it looked at. Never raises for one checkout.
	 */
	endClosed(): Promise<number>;
}

const MINUTE = 60_000;
/** Leaves Stripe's own event the time to come first. */
const GRACE = MINUTE;
/** How long a checkout rests after a look that changed nothing, so that the others have their turn. */
const REST = 5 * MINUTE;
/** A bank debit takes days. */
const REST_WHILE_DELAYED = 60 * MINUTE;
/** A click that is just being answered gets its session; ending it comes right after. */
const REST_WHILE_ENDING = 10_000;
const BATCH = 10;

export const createLapsedCheckoutsService = (dependencies: CheckoutDependencies): LapsedCheckoutsService => {
	const { db, stripe, clock, logger } = dependencies;

	const ago = (milliseconds: number) => new Date(clock.now().getTime() - milliseconds);

	const attempt = async (checkout: CheckoutRow, work: typeof settleByStripe): Promise<void> => {
		try {
			if (await touchCheckout(db, checkout, clock.now())) {
				await work(dependencies, checkout);
			}
		} catch (error) {
			logger.error({ err: error, checkoutId: checkout.id }, 'a checkout could not be settled');
		}
	};

	return {
		async settleLapsed() {
			const lapsed = await findLapsedCheckouts(db, {
				livemode: stripe.livemode,
				endedBefore: ago(GRACE),
				untouchedSince: ago(REST),
				delayedUntouchedSince: ago(REST_WHILE_DELAYED),
				limit: BATCH,
			});
			await Promise.all(lapsed.map((checkout) => attempt(checkout, settleByStripe)));
			return lapsed.length;
		},

		async endClosed() {
			const closed = await findCheckoutsOfClosedCohorts(db, {
				livemode: stripe.livemode,
				untouchedSince: ago(REST_WHILE_ENDING),
				limit: BATCH,
			});
			await Promise.all(closed.map((checkout) => attempt(checkout, endCheckout)));
			return closed.length;
		},
	};
};
