import type Stripe from 'stripe';
import { unixSeconds } from '../../clock';
import type { Context } from '../../context';
import { buildCustomer, buildProduct, mergeMetadata } from '../../objects/catalogue';
import { buildPrice, readAmounts, readDetails, wholeAmount, type SentPrice } from '../../objects/price';
import type { Price } from '../../store/state';
import type { Api } from '../api';
import { StripeApiError, invalidRequest, missingResource } from '../errors';
import { paginate, type ListParameters } from '../pagination';
import { missingParameter } from '../parameters';
import { retrieve } from './lookup';

/** https://docs.stripe.com/api/products */
export function addProductRoutes(api: Api, context: Context): void {
	const { store, events, clock } = context;

	api.post<Stripe.ProductCreateParams>('/v1/products', ({ parameters, cause }) => {
		if (parameters.id !== undefined && store.get('product', parameters.id) !== undefined) {
			throw alreadyThere('Product', parameters.id);
		}
		const product = store.save('product', buildProduct(parameters, unixSeconds(clock)));
		events.emit('product.created', product, cause);
		const data = parameters.default_price_data;
		if (data !== undefined) {
			const price = buildPrice(
				{ currency: data.currency },
				wholeAmount(data.unit_amount, 'default_price_data[unit_amount]'),
				{ product: product.id, created: product.created },
			);
			store.save('price', price);
			events.emit('price.created', price, cause);
			product.default_price = price.id;
		}
		return product;
	});

	api.get<ListParameters & Stripe.ProductListParams>('/v1/products', ({ parameters }) =>
		paginate('product', '/v1/products', store.list('product'), parameters, (product) => {
			const { active, ids } = parameters;
			return (active === undefined || product.active === active) && (ids?.includes(product.id) ?? true);
		}),
	);

	api.get('/v1/products/{id}', ({ ids }) => retrieve(context, 'product', ids['id'], 'id'));

	api.post<Stripe.ProductUpdateParams>('/v1/products/{id}', ({ ids, parameters, cause }) => {
		const product = retrieve(context, 'product', ids['id'], 'id');
		const defaultPrice = parameters.default_price;
		if (defaultPrice !== undefined && store.get('price', defaultPrice)?.product !== product.id) {
			throw missingResource('price', defaultPrice, 'default_price');
		}
		product.active = parameters.active ?? product.active;
		product.name = parameters.name ?? product.name;
		if (defaultPrice !== undefined) product.default_price = defaultPrice;
		product.metadata = mergeMetadata(product.metadata, parameters.metadata);
		product.updated = unixSeconds(clock);
		store.save('product', product);
		events.emit('product.updated', product, cause);
		return product;
	});
}

/** https://docs.stripe.com/api/prices */
export function addPriceRoutes(api: Api, context: Context): void {
	const { store, events, clock } = context;

	api.post<SentPrice>('/v1/prices', ({ parameters, cause }) => {
		const price = store.save('price', createPrice(context, parameters));
		events.emit('price.created', price, cause);
		return price;
	});

	api.get<ListParameters & Stripe.PriceListParams>('/v1/prices', ({ parameters }) =>
		paginate('price', '/v1/prices', store.list('price'), parameters, (price) =>
			matchesPrice(price, parameters),
		),
	);

	api.get('/v1/prices/{price}', ({ ids }) => retrieve(context, 'price', ids['price'], 'price'));

	api.post<Stripe.PriceUpdateParams>('/v1/prices/{price}', ({ ids, parameters, cause }) => {
		const price = retrieve(context, 'price', ids['price'], 'price');
		price.active = parameters.active ?? price.active;
		price.nickname = parameters.nickname ?? price.nickname;
		price.metadata = mergeMetadata(price.metadata, parameters.metadata);
		store.save('price', price);
		events.emit('price.updated', price, cause);
		return price;
	});

	function createPrice({ store: { get, state } }: Context, parameters: SentPrice): Price {
		const amounts = readAmounts(parameters);
		const details = readDetails(parameters);
		const { product, product_data: data, lookup_key: lookupKey } = parameters;
		if (!/^[a-z]{3}$/i.test(parameters.currency)) {
			throw invalidRequest(`Invalid currency: ${parameters.currency}.`, { param: 'currency' });
		}
		if (product === undefined && data === undefined) throw missingParameter('product');
		if (product !== undefined && get('product', product) === undefined) {
			throw missingResource('product', product, 'product');
		}
		if (lookupKey !== undefined) takeLookupKey(lookupKey, parameters.transfer_lookup_key === true);
		const created = unixSeconds(clock);
		const id = product ?? store.save('product', buildProduct(data ?? { name: '' }, created)).id;
		const price = buildPrice(parameters, amounts, { product: id, created });
		if (details !== undefined) state.priceDetails.set(price.id, details);
		return price;
	}

	function takeLookupKey(key: string, transfer: boolean): void {
		const owner = store.list('price').find((price) => price.lookup_key === key);
		if (owner === undefined) return;
		if (!transfer) {
			throw invalidRequest(`A price (\`${owner.id}\`) already uses that lookup key.`, {
				param: 'lookup_key',
			});
		}
		store.save('price', { ...owner, lookup_key: null });
	}
}

function matchesPrice(price: Price, wanted: Stripe.PriceListParams): boolean {
	return (
		(wanted.active === undefined || price.active === wanted.active) &&
		(wanted.currency === undefined || price.currency === wanted.currency) &&
		(wanted.product === undefined || price.product === wanted.product) &&
		(wanted.type === undefined || price.type === wanted.type) &&
		(wanted.lookup_keys === undefined || wanted.lookup_keys.includes(price.lookup_key ?? ''))
	);
}

export const alreadyThere = (what: string, id: string): StripeApiError =>
	invalidRequest(`${what} already exists.`, { code: 'resource_already_exists', param: id });

/** https://docs.stripe.com/api/customers */
export function addCustomerRoutes(api: Api, context: Context): void {
	const { store, events, clock } = context;

	api.post<Stripe.CustomerCreateParams>('/v1/customers', ({ parameters, cause }) => {
		const customer = store.save('customer', buildCustomer(parameters, unixSeconds(clock)));
		events.emit('customer.created', customer, cause);
		return customer;
	});

	api.get<ListParameters & { email?: string }>('/v1/customers', ({ parameters }) =>
		paginate(
			'customer',
			'/v1/customers',
			store.list('customer'),
			parameters,
			(customer) => parameters.email === undefined || customer.email === parameters.email,
		),
	);

	api.get('/v1/customers/{customer}', ({ ids }) =>
		retrieve(context, 'customer', ids['customer'], 'customer'),
	);
}
