import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { missingParameter } from '../api/parameters';
import { newId } from '../ids';
import type { Price, PriceDetails } from '../store/state';
import { metadataOf } from './catalogue';

const MOST = 99_999_999;
const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/;

/** What one unit costs. Both null when tiers, or the customer, decide; a fraction of the minor unit is decimal only. */
export type Amounts = Pick<Price, 'unit_amount' | 'unit_amount_decimal'>;

/** Parameters of `prices.create` as they come over the wire: stripe-node has an object of its own for decimals. */
export type SentPrice = Omit<Stripe.PriceCreateParams, 'unit_amount_decimal'> & {
	unit_amount_decimal?: string;
};

/** The part of a price that both `prices.create` and a session's `price_data` describe. */
export type PriceParameters = Pick<
	SentPrice,
	| 'currency'
	| 'active'
	| 'custom_unit_amount'
	| 'lookup_key'
	| 'metadata'
	| 'nickname'
	| 'recurring'
	| 'tax_behavior'
	| 'tiers_mode'
	| 'transform_quantity'
>;

/** An amount of whole minor units. */
export function wholeAmount(amount: number | undefined, param: string): Amounts {
	if (amount === undefined) throw missingParameter(param);
	if (amount < 0 || amount > MOST) {
		throw invalidRequest('Invalid non-negative integer', { code: 'parameter_invalid_integer', param });
	}
	return { unit_amount: amount, unit_amount_decimal: String(amount) };
}

function decimalAmount(amount: string, param: string): Amounts {
	if (!DECIMAL.test(amount) || Number(amount) > MOST) {
		throw invalidRequest(`Invalid decimal: ${amount}`, { param });
	}
	return {
		unit_amount: Number.isInteger(Number(amount)) ? Number(amount) : null,
		unit_amount_decimal: amount,
	};
}

/**
 * Reads what one unit of a new price costs: https://docs.stripe.com/api/prices/create
 *
 * @throws StripeApiError 400 unless exactly one way to say it was used
 */
export function readAmounts(parameters: SentPrice): Amounts {
	const { billing_scheme: scheme, custom_unit_amount: custom, unit_amount_decimal: decimal } = parameters;
	const given = (['unit_amount', 'unit_amount_decimal', 'custom_unit_amount'] as const).filter(
		(name) => parameters[name] !== undefined,
	);
	if (given.length > 1) {
		throw invalidRequest(`You may only specify one of these parameters: ${given.join(', ')}.`, {
			param: given[1] ?? '',
		});
	}
	if (scheme === 'tiered') {
		if (parameters.tiers === undefined) throw missingParameter('tiers');
		if (parameters.tiers_mode === undefined) throw missingParameter('tiers_mode');
		return { unit_amount: null, unit_amount_decimal: null };
	}
	if (custom?.enabled === true) return { unit_amount: null, unit_amount_decimal: null };
	return decimal === undefined
		? wholeAmount(parameters.unit_amount, 'unit_amount')
		: decimalAmount(decimal, 'unit_amount_decimal');
}

/** What Stripe shows of a price only when it is asked to; undefined when there is nothing beside the price itself. */
export function readDetails(parameters: SentPrice): PriceDetails | undefined {
	const { tiers, currency_options: others } = parameters;
	if (tiers === undefined && others === undefined) return undefined;
	return {
		tiers: (tiers ?? []).map((tier) => ({
			flat_amount: tier.flat_amount ?? null,
			flat_amount_decimal: tier.flat_amount === undefined ? null : String(tier.flat_amount),
			unit_amount: tier.unit_amount ?? null,
			unit_amount_decimal: tier.unit_amount === undefined ? null : String(tier.unit_amount),
			up_to: tier.up_to === 'inf' ? null : tier.up_to,
		})),
		otherCurrencies: Object.fromEntries(
			Object.entries(others ?? {}).map(([currency, option]) => [
				currency.toLowerCase(),
				{
					custom_unit_amount: null,
					tax_behavior: option.tax_behavior ?? 'unspecified',
					...wholeAmount(option.unit_amount, `currency_options[${currency}][unit_amount]`),
				},
			]),
		),
	};
}

/** `currency_options`, which has the price's own currency, too. */
export const currencyOptions = (price: Price, details: PriceDetails | undefined): object => ({
	[price.currency]: {
		custom_unit_amount: price.custom_unit_amount,
		tax_behavior: price.tax_behavior,
		unit_amount: price.unit_amount,
		unit_amount_decimal: price.unit_amount_decimal,
	},
	...details?.otherCurrencies,
});

export function buildPrice(
	parameters: PriceParameters,
	amounts: Amounts,
	{ product, created }: { product: string; created: number },
): Price {
	const { recurring, custom_unit_amount: custom, tiers_mode: tiersMode } = parameters;
	return {
		id: newId('price_'),
		object: 'price',
		active: parameters.active ?? true,
		billing_scheme: tiersMode === undefined ? 'per_unit' : 'tiered',
		created,
		currency: parameters.currency.toLowerCase(),
		custom_unit_amount:
			custom?.enabled === true
				? {
						maximum: custom.maximum ?? null,
						minimum: custom.minimum ?? null,
						preset: custom.preset ?? null,
					}
				: null,
		livemode: false,
		lookup_key: parameters.lookup_key ?? null,
		metadata: metadataOf(parameters.metadata),
		nickname: parameters.nickname ?? null,
		product,
		recurring:
			recurring === undefined
				? null
				: {
						interval: recurring.interval,
						interval_count: recurring.interval_count ?? 1,
						meter: null,
						trial_period_days: null,
						usage_type: 'licensed',
					},
		tax_behavior: parameters.tax_behavior ?? 'unspecified',
		tiers_mode: tiersMode ?? null,
		transform_quantity: parameters.transform_quantity ?? null,
		type: recurring === undefined ? 'one_time' : 'recurring',
		...amounts,
	};
}
