import type { Logger } from 'pino';
import {
	amountStep,
	smallestAmount,
	type PriceInput,
	type PriceProblem,
	type StripePrice,
	type StripePricesResponse,
} from '../../../contract';
import type { PriceColumns } from '../../db/stripe-product-map';
import { AppError, fieldError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import type { NewPrice, Price } from '../../stripe/types';
import { isChargeable, whyNotUsable } from './prices.rules';

interface Dependencies {
	stripe: StripeGateway;
	logger: Logger;
}

/** What staff chose, without the version of what it is for. */
export type PriceChoice = PriceInput extends infer Input
	? Input extends { kind: string }
		? Omit<Input, 'version'>
		: never
	: never;

const notUsable = (why: PriceProblem, currency?: string): AppError =>
	new AppError('price_not_usable', 'This price cannot be sold.', {
		why,
		...(why === 'amount' && currency !== undefined
			? { currency, smallest: smallestAmount(currency), step: amountStep(currency) }
			: {}),
	});

/** Stripe finds the price, but in the other of its two sets. Its words, as there is no code for it. */
const IN_OTHER_MODE = /similar object exists in (live|test) mode/;

/** What a refusal of Stripe says of a price; null when it says nothing of it. */
export const problemOf = ({ kind, param, message }: StripeFailure): PriceProblem | null => {
	if (kind === 'not_found') {
		return IN_OTHER_MODE.test(message) ? 'other_mode' : 'not_found';
	}
	if (kind === 'refused') {
		return param === 'currency' ? 'currency' : param === 'unit_amount' ? 'amount' : null;
	}
	return null;
};

/** Asks Stripe. Raises what the caller may hear when it says no: `price_not_usable`, `stripe_unavailable`. */
const ask = async <Result>(
	{ logger }: Dependencies,
	call: () => Promise<Result>,
	currency?: string,
): Promise<Result> => {
	try {
		return await call();
	} catch (error) {
		if (!(error instanceof StripeFailure)) {
			throw error;
		}
		const why = problemOf(error);
		if (why !== null) {
			throw notUsable(why, currency);
		}
		logger.error(
			{ kind: error.kind, code: error.code, param: error.param },
			'Stripe did not answer for a price',
		);
		throw new AppError(
			'stripe_unavailable',
			'Stripe cannot be asked at the moment. Nothing was changed.',
			{
				kind: error.kind,
			},
		);
	}
};

const columnsOf = (price: Price, livemode: boolean): PriceColumns => {
	const why = whyNotUsable(price, livemode);
	if (why !== null || price.unitAmount === null) {
		throw notUsable(why ?? 'amount', price.currency);
	}
	return {
		stripe_product_id: price.product.id,
		stripe_price_id: price.id,
		amount: price.unitAmount,
		currency: price.currency,
	};
};

const create = async (
	dependencies: Dependencies,
	price: NewPrice,
	idempotencyKey: string,
): Promise<PriceColumns> => {
	const { stripe } = dependencies;
	if (!isChargeable(price)) {
		throw notUsable('amount', price.currency);
	}
	const made = await ask(dependencies, () => stripe.createPrice(price, idempotencyKey), price.currency);
	return columnsOf(made, stripe.livemode);
};

/**
 * The price that staff chose, as Stripe has it. `sold.name`: what students read on the payment page of a new one.
 * `sold.freeCurrency`: what a price of nothing is counted in, as whoever shows it asks for a currency. Raises
 * `price_not_usable` and `stripe_unavailable`.
 */
export const choosePrice = async (
	dependencies: Dependencies,
	choice: PriceChoice,
	sold: { name: string; idempotencyKey: string; freeCurrency: string },
): Promise<PriceColumns> => {
	const { stripe } = dependencies;
	switch (choice.kind) {
		case 'free':
			return {
				stripe_product_id: null,
				stripe_price_id: null,
				amount: 0,
				currency: sold.freeCurrency,
			};
		case 'existing':
			return columnsOf(
				await ask(dependencies, () => stripe.retrievePrice(choice.stripePriceId)),
				stripe.livemode,
			);
		case 'new': {
			const { amount, currency } = choice;
			return create(dependencies, { name: sold.name, amount, currency }, sold.idempotencyKey);
		}
	}
};

const toStripePrice = (price: Price): StripePrice => ({
	id: price.id,
	productId: price.product.id,
	productName: price.product.name,
	nickname: price.nickname,
	amount: price.unitAmount ?? 0,
	currency: price.currency,
	livemode: price.livemode,
});

/** One page of what the account can sell. Raises `stripe_unavailable`, and `invalid_request` for a place that is not there. */
export const listSellable = async (
	dependencies: Dependencies,
	startingAfter: string | null,
): Promise<StripePricesResponse> => {
	const { stripe } = dependencies;
	const { prices, next } = await ask(dependencies, async () => {
		try {
			return await stripe.listPrices(startingAfter);
		} catch (error) {
			if (error instanceof StripeFailure && error.code === 'resource_missing') {
				throw fieldError('startingAfter', 'unknown_price', 'There is no such price to go on after.');
			}
			throw error;
		}
	});
	return {
		prices: prices.filter((price) => whyNotUsable(price, stripe.livemode) === null).map(toStripePrice),
		next,
		mode: stripe.livemode ? 'live' : 'test',
	};
};
