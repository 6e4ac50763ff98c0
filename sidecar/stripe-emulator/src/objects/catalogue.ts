import type Stripe from 'stripe';
import { newId } from '../ids';

/** Form fields that unset a value arrive as an empty string. */
export const orNull = <T>(value: T | '' | null | undefined): T | null =>
	value === '' || value === undefined ? null : value;

/** Metadata without the keys that were sent empty to remove them. */
export const metadataOf = (sent: Stripe.MetadataParam | Stripe.Emptyable<Stripe.MetadataParam> | undefined) =>
	Object.fromEntries(
		Object.entries(sent === '' || sent === undefined || sent === null ? {} : sent)
			.filter(([, value]) => value !== '' && value !== null)
			.map(([key, value]) => [key, String(value)]),
	);

/** Metadata after an update: new keys are added, empty ones removed, others stay; an empty text removes all. */
export function mergeMetadata(
	former: Stripe.Metadata | null,
	sent: Stripe.MetadataParam | Stripe.Emptyable<Stripe.MetadataParam> | null | undefined,
): Stripe.Metadata {
	if (sent === '') return {};
	const named = Object.keys(sent ?? {});
	const kept = Object.entries(former ?? {}).filter(([key]) => !named.includes(key));
	return { ...Object.fromEntries(kept), ...metadataOf(sent ?? undefined) };
}

export function buildProduct(parameters: Stripe.ProductCreateParams, created: number): Stripe.Product {
	return {
		id: parameters.id ?? newId('prod_', 14),
		object: 'product',
		active: parameters.active ?? true,
		created,
		default_price: null,
		description: orNull(parameters.description),
		images: parameters.images ?? [],
		livemode: false,
		marketing_features: parameters.marketing_features ?? [],
		metadata: metadataOf(parameters.metadata),
		name: parameters.name,
		package_dimensions: parameters.package_dimensions ?? null,
		shippable: parameters.shippable ?? null,
		...(parameters.statement_descriptor === undefined
			? {}
			: { statement_descriptor: parameters.statement_descriptor }),
		tax_code: orNull(parameters.tax_code),
		tax_details: null,
		type: 'service',
		unit_label: orNull(parameters.unit_label),
		updated: created,
		url: orNull(parameters.url),
	};
}

export function buildCustomer(parameters: Stripe.CustomerCreateParams, created: number): Stripe.Customer {
	return {
		id: newId('cus_', 14),
		object: 'customer',
		address: null,
		balance: parameters.balance ?? 0,
		created,
		currency: null,
		customer_account: null,
		default_source: null,
		delinquent: false,
		description: orNull(parameters.description),
		email: orNull(parameters.email),
		invoice_prefix: newId('', 8).toUpperCase(),
		invoice_settings: {
			custom_fields: null,
			default_payment_method: null,
			footer: null,
			rendering_options: null,
		},
		livemode: false,
		metadata: metadataOf(parameters.metadata),
		name: orNull(parameters.name),
		next_invoice_sequence: 1,
		phone: orNull(parameters.phone),
		preferred_locales: parameters.preferred_locales ?? [],
		shipping: null,
		tax_exempt: parameters.tax_exempt === '' ? 'none' : (parameters.tax_exempt ?? 'none'),
		test_clock: null,
	};
}

export function buildCoupon(parameters: Stripe.CouponCreateParams, created: number): Stripe.Coupon {
	return {
		id: parameters.id ?? newId('', 8),
		object: 'coupon',
		amount_off: parameters.amount_off ?? null,
		...(parameters.applies_to === undefined
			? {}
			: { applies_to: { products: parameters.applies_to.products ?? [] } }),
		created,
		currency: parameters.currency?.toLowerCase() ?? null,
		duration: parameters.duration ?? 'once',
		duration_in_months: parameters.duration_in_months ?? null,
		livemode: false,
		max_redemptions: parameters.max_redemptions ?? null,
		metadata: metadataOf(parameters.metadata),
		name: orNull(parameters.name),
		percent_off: parameters.percent_off ?? null,
		redeem_by: parameters.redeem_by ?? null,
		times_redeemed: 0,
		valid: true,
	};
}

export function buildPromotionCode(
	parameters: Stripe.PromotionCodeCreateParams,
	couponId: string,
	created: number,
): Stripe.PromotionCode {
	const { restrictions } = parameters;
	return {
		id: newId('promo_'),
		object: 'promotion_code',
		active: parameters.active ?? true,
		code: parameters.code ?? newId('', 8).toUpperCase(),
		created,
		customer: parameters.customer ?? null,
		customer_account: null,
		expires_at: parameters.expires_at ?? null,
		livemode: false,
		max_redemptions: parameters.max_redemptions ?? null,
		metadata: metadataOf(parameters.metadata),
		promotion: { coupon: couponId, type: 'coupon' },
		restrictions: {
			first_time_transaction: restrictions?.first_time_transaction ?? false,
			minimum_amount: restrictions?.minimum_amount ?? null,
			minimum_amount_currency: restrictions?.minimum_amount_currency ?? null,
		},
		times_redeemed: 0,
	};
}
