import Stripe from 'stripe';
import { StripeFailure, type StripeFailureKind } from './failure';

const kindOf = (error: Stripe.errors.StripeError): StripeFailureKind => {
	if (error instanceof Stripe.errors.StripeConnectionError) {
		return 'unreachable';
	}
	switch (error.statusCode) {
		// What came was no answer of Stripe's, but a page of something in between.
		case undefined:
			return 'unexpected';
		case 401:
		case 403:
			return 'unauthorized';
		case 404:
			return 'not_found';
		case 409:
			return 'busy';
		case 429:
			return 'rate_limited';
		default:
			return error.statusCode >= 500 ? 'server_error' : 'refused';
	}
};

const toFailure = (error: unknown): unknown =>
	error instanceof Stripe.errors.StripeError
		? new StripeFailure(kindOf(error), error.message, { code: error.code, param: error.param })
		: error;

/** What ids begin with. Charges and refunds of bank debits have names of their own. */
const PREFIXES = {
	'checkout.session': ['cs_'],
	charge: ['ch_', 'py_'],
	dispute: ['du_', 'dp_'],
	payment_intent: ['pi_'],
	price: ['price_'],
	refund: ['re_', 'pyr_'],
} as const;

/** stripe-node resolves with whatever JSON an intermediary answered, so what came back is checked (payments rule 1). */
export const ask = async <Result extends { id: string; object: keyof typeof PREFIXES }>(
	call: () => Promise<Stripe.Response<Result>>,
	object: Result['object'],
): Promise<Result> => {
	const result = await call().catch((error: unknown) => {
		throw toFailure(error);
	});
	// stripe-node's types promise what only Stripe itself keeps.
	const { id }: { id: unknown } = result;
	const isAskedFor =
		result.object === object &&
		typeof id === 'string' &&
		PREFIXES[object].some((prefix) => id.startsWith(prefix));
	if (result.lastResponse.statusCode >= 300 || !isAskedFor) {
		throw new StripeFailure('unexpected', `Stripe answered with something that is not a ${object}.`);
	}
	return result;
};

/** The same for one page of a list. */
export const askList = async <Item>(
	call: () => Promise<Stripe.Response<Stripe.ApiList<Item>>>,
): Promise<Stripe.Response<Stripe.ApiList<Item>>> => {
	const list = await call().catch((error: unknown) => {
		throw toFailure(error);
	});
	const { object, data }: { object: unknown; data: unknown } = list;
	if (list.lastResponse.statusCode >= 300 || object !== 'list' || !Array.isArray(data)) {
		throw new StripeFailure('unexpected', 'Stripe answered with something that is not a list.');
	}
	return list;
};
