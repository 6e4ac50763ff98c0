import type { Context } from '../../context';
import { currencyOptions } from '../../objects/price';
import type { ObjectName, StoredObjects } from '../../store/state';
import { expireIfDue, lineItemsOf } from '../../payments/sessions';
import { missingResource } from '../errors';
import type { Expander } from '../expand';

const BY_PREFIX: Record<string, ObjectName> = {
	cs: 'checkout.session',
	pi: 'payment_intent',
	ch: 'charge',
	re: 'refund',
	price: 'price',
	cus: 'customer',
	promo: 'promotion_code',
	du: 'dispute',
};

/**
 * The object that an id in the address names.
 *
 * @param param the name of the id, for the refusal
 * @throws StripeApiError 404
 */
export function retrieve<Name extends ObjectName>(
	context: Context,
	name: Name,
	id: string | undefined,
	param: string,
): StoredObjects[Name] {
	const found = context.store.get(name, id ?? '');
	if (found === undefined) throw missingResource(name.replace('_', ' '), id ?? '', param, 404);
	if (found.object === 'checkout.session') expireIfDue(context, found);
	return found;
}

export function createExpander(context: Context): Expander {
	const { store } = context;
	return {
		byId(id) {
			const name = BY_PREFIX[id.split('_')[0] ?? ''];
			// Products and coupons may have ids of their owner's choice.
			return (name && store.get(name, id)) ?? store.get('product', id) ?? store.get('coupon', id);
		},
		list(owner, field) {
			const id = String(owner['id']);
			if (owner['object'] === 'checkout.session' && field === 'line_items') {
				return {
					object: 'list',
					data: lineItemsOf(context, id),
					has_more: false,
					url: `/v1/checkout/sessions/${id}/line_items`,
				};
			}
			if (owner['object'] === 'charge' && field === 'refunds') {
				const data = store.list('refund').filter((refund) => refund.charge === id);
				return { object: 'list', data, has_more: false, url: `/v1/charges/${id}/refunds` };
			}
			const price = owner['object'] === 'price' ? store.get('price', id) : undefined;
			const details = store.state.priceDetails.get(id);
			if (price !== undefined && field === 'currency_options') return currencyOptions(price, details);
			return price !== undefined && field === 'tiers' ? details?.tiers : undefined;
		},
	};
}
