import type Stripe from 'stripe';
import { invalidRequest, missingResource } from '../api/errors';
import { missingParameter } from '../api/parameters';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { newId } from '../ids';
import { buildProduct, metadataOf } from '../objects/catalogue';
import { buildPrice, wholeAmount } from '../objects/price';
import type { Price, SessionDetails } from '../store/state';
import { idOf } from '../store/reference';

type Wanted = Stripe.Checkout.SessionCreateParams.LineItem;

export interface Items extends Pick<SessionDetails, 'lineItems' | 'prices'> {
	currency: string;
}

/**
 * Turns what is to be sold into line items, all in one currency.
 *
 * @throws StripeApiError 400, such as `resource_missing` for an unknown price
 */
export function createLineItems(
	context: Context,
	wanted: Wanted[],
	sessionCurrency: string | undefined,
): Items {
	const prices = wanted.map((item, index) => priceOf(context, item, `line_items[${index}]`));
	const currency = prices[0]?.currency ?? '';
	const other = prices.find((price) => price.currency !== currency);
	if (
		other !== undefined ||
		(sessionCurrency !== undefined && sessionCurrency.toLowerCase() !== currency)
	) {
		throw invalidRequest(
			`The price specified supports currencies of \`${(other ?? prices[0])?.currency}\`. This doesn't match the expected currency: \`${sessionCurrency ?? currency}\`.`,
			{ param: 'line_items' },
		);
	}
	return {
		currency,
		prices,
		lineItems: wanted.map((item, index) =>
			lineItem(context, item, prices[index] as Price, `line_items[${index}]`),
		),
	};
}

function priceOf(context: Context, item: Wanted, name: string): Price {
	if (item.price !== undefined && item.price_data !== undefined) {
		throw invalidRequest('You may only specify one of these parameters: price, price_data.', {
			param: name,
		});
	}
	if (item.price_data !== undefined) return newPrice(context, item.price_data, `${name}[price_data]`);
	if (item.price === undefined) throw missingParameter(`${name}[price]`);
	const price = context.store.get('price', item.price);
	const param = `${name}[price]`;
	if (price === undefined) throw missingResource('price', item.price, param);
	const product = context.store.get('product', idOf(price.product));
	if (!price.active) {
		throw invalidRequest('The price specified is inactive. This field only accepts active prices.', {
			param,
		});
	}
	if (product?.active === false) {
		throw invalidRequest(
			`The product ${product.id} is marked as inactive, and thus no new sessions can sell it.`,
			{
				param,
			},
		);
	}
	if (price.type === 'recurring') {
		throw invalidRequest(
			'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
			{ param: 'mode' },
		);
	}
	if (price.unit_amount === null) {
		throw invalidRequest('The local Stripe sells only prices of one fixed amount.', { param });
	}
	return structuredClone(price);
}

/** A price made for one session: Stripe keeps it too, but inactive, so that nothing else sells it. */
function newPrice(context: Context, data: NonNullable<Wanted['price_data']>, name: string): Price {
	const { store, clock } = context;
	const created = unixSeconds(clock);
	if (data.recurring !== undefined) {
		throw invalidRequest('You specified `payment` mode but passed a recurring price.', { param: 'mode' });
	}
	const amounts = wholeAmount(data.unit_amount, `${name}[unit_amount]`);
	if (data.product === undefined && data.product_data === undefined)
		throw missingParameter(`${name}[product]`);
	if (data.product !== undefined && store.get('product', data.product) === undefined) {
		throw missingResource('product', data.product, `${name}[product]`);
	}
	const product =
		data.product ??
		store.save('product', { ...buildProduct(data.product_data ?? { name: '' }, created), active: false })
			.id;
	return store.save(
		'price',
		buildPrice({ currency: data.currency, active: false }, amounts, { product, created }),
	);
}

function lineItem(context: Context, item: Wanted, price: Price, name: string): Items['lineItems'][number] {
	const quantity = item.quantity;
	if (quantity === undefined) {
		throw invalidRequest('Quantity is required. Add `quantity` to the line item.', {
			param: `${name}[quantity]`,
		});
	}
	if (quantity < 1 || quantity > 999_999) {
		throw invalidRequest('Quantity must be between 1 and 999999.', { param: `${name}[quantity]` });
	}
	const amount = (price.unit_amount ?? 0) * quantity;
	return {
		id: newId('li_'),
		object: 'item',
		adjustable_quantity: null,
		amount_discount: 0,
		amount_subtotal: amount,
		amount_tax: 0,
		amount_total: amount,
		currency: price.currency,
		description: context.store.get('product', idOf(price.product))?.name ?? null,
		metadata: metadataOf(item.metadata),
		quantity,
	};
}
