import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import { moveCheckout, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import { inSeatTransaction, type SeatTaking } from '../../db/class-sessions';
import type { Connection } from '../../db/database';
import { GRANTABLE, type FulfillmentPolicy } from './fulfillment.rules';
import { giveBack, SeatAfterAll } from './give-back';
import { grant, GrantRefused } from './grant';

/** A checkout that is locked and either unsettled or disputed, and whose payment has arrived. */
interface PaidCheckout {
	checkout: CheckoutRow;
	/** Null when nothing was to be paid. */
	paymentIntentId: string | null;
	policy: FulfillmentPolicy;
	actor: 'stripe' | 'sidecar';
}

/** Turns a paid checkout into a package, or ends it with a queued refund: never both. Returns its new state. */
export type SettlePaid = (trx: Knex.Transaction, paid: PaidCheckout, now: Date) => Promise<CheckoutState>;

const recordSettled = (
	trx: Knex.Transaction,
	{ checkout, actor }: PaidCheckout,
	state: CheckoutState,
	now: Date,
): Promise<void> => {
	const entry = { actor, entityType: 'checkout', entityId: checkout.id } as const;
	return recordActivity(trx, { ...entry, action: `checkout.${state}` }, now);
};

const byGrant =
	(taking: SeatTaking): SettlePaid =>
	async (trx, paid, now) => {
		const { checkout, paymentIntentId } = paid;
		const enrolled = { state: 'enrolled', payment_intent_id: paymentIntentId, reason: null } as const;
		// All that needs no lock of the cohort comes before the grant, which takes it.
		if (!(await moveCheckout(trx, checkout.id, GRANTABLE, enrolled, now))) {
			throw new Error(`Checkout ${checkout.id} cannot be granted from its state.`);
		}
		await recordSettled(trx, paid, 'enrolled', now);
		await grant(trx, { ...paid, taking }, now);
		return 'enrolled';
	};

const byGivingBack: SettlePaid = async (trx, paid, now) => {
	const state = await giveBack(trx, paid, now);
	await recordSettled(trx, paid, state, now);
	return state;
};

/** How often a seat may come and go between a grant that is refused and the refund that then is not due. */
const ROUNDS = 5;

/**
 * One transaction whose work may settle a paid checkout, with the means to do it. The first attempt grants; when that
 * is refused it rolls back, and the work runs again, this time to give the money back, unless there is a seat by then.
 * `work` must touch nothing but the database.
 */
export const settlingTransaction = async <Result>(
	db: Connection,
	work: (trx: Knex.Transaction, settlePaid: SettlePaid) => Promise<Result>,
): Promise<Result> => {
	let refused = false;
	for (let round = 0; round < ROUNDS; round += 1) {
		try {
			return await inSeatTransaction(db, (trx, taking) =>
				work(trx, refused ? byGivingBack : byGrant(taking)),
			);
		} catch (error) {
			if (!(error instanceof GrantRefused) && !(error instanceof SeatAfterAll)) {
				throw error;
			}
			refused = error instanceof GrantRefused;
		}
	}
	throw new Error('A seat came and went faster than it could be decided.');
};
