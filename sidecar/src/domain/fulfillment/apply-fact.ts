import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import { moveCheckout, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import { storedParams } from '../checkout/stored-params';
import { tellStudent } from '../notifications/tell-student';
import type { Standing } from '../payments/standing.rules';
import { UNSETTLED, type FulfillmentPolicy, type KnownPaymentFact } from './fulfillment.rules';
import type { SettlePaid } from './settle-paid';

const STATE_OF_REVERSED = {
	refunded: 'refunded',
	lost: 'cancelled',
	// Nobody knows yet whose the money is; when the dispute is won, it buys the seat after all, if there is one.
	disputed: 'disputed',
} as const satisfies Record<Exclude<Standing, 'kept'>, CheckoutState>;

type Reversed = Extract<KnownPaymentFact, { kind: 'reversed' }>;

const reverse = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	{ by, paymentIntentId }: Reversed,
	now: Date,
): Promise<CheckoutState> => {
	const state = STATE_OF_REVERSED[by];
	const change = { state, payment_intent_id: paymentIntentId, reason: 'payment_reversed' } as const;
	await moveCheckout(trx, checkout.id, UNSETTLED, change, now);
	return state;
};

const fail = async (trx: Knex.Transaction, checkout: CheckoutRow, now: Date): Promise<CheckoutState> => {
	if (!(await moveCheckout(trx, checkout.id, ['open', 'awaiting_payment'], { state: 'failed' }, now))) {
		return checkout.state;
	}
	const returnUrl = storedParams(checkout)?.cancelUrl ?? null;
	await tellStudent(trx, checkout, { kind: 'payment_failed', more: { returnUrl } }, now);
	return 'failed';
};

type Unpaid = Exclude<KnownPaymentFact, { kind: 'paid' }>;

const applyUnpaid = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	fact: Unpaid,
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
			return fail(trx, checkout, now);
		case 'reversed':
			return reverse(trx, checkout, fact, now);
	}
};

interface Application {
	checkout: CheckoutRow;
	fact: KnownPaymentFact;
	policy: FulfillmentPolicy;
	settlePaid: SettlePaid;
}

/** Applies a fact to the locked, unsettled checkout and returns its new state. Raises what {@link SettlePaid} raises. */
export const applyFact = async (
	trx: Knex.Transaction,
	{ checkout, fact, policy, settlePaid }: Application,
	now: Date,
): Promise<CheckoutState> => {
	if (fact.kind === 'paid') {
		const { paymentIntentId } = fact;
		return settlePaid(trx, { checkout, paymentIntentId, policy, actor: 'stripe' }, now);
	}
	const state = await applyUnpaid(trx, checkout, fact, now);
	if (state !== checkout.state) {
		const entry = { actor: 'stripe', entityType: 'checkout', entityId: checkout.id } as const;
		await recordActivity(trx, { ...entry, action: `checkout.${state}` }, now);
	}
	return state;
};
