import type Stripe from 'stripe';
import { newId } from '../ids';
import type { CheckoutSession } from '../store/state';
import { metadataOf } from './catalogue';

export interface SessionAmounts {
	currency: string;
	/** Minor units. */
	subtotal: number;
	discount: number;
}

/** A new, open session of Checkout's own pay page. */
export function buildSession(
	parameters: Stripe.Checkout.SessionCreateParams,
	amounts: SessionAmounts,
	times: { created: number; expiresAt: number },
	payPage: (id: string) => string,
): CheckoutSession {
	const id = newId('cs_test_', 58);
	const total = amounts.subtotal - amounts.discount;
	return {
		...unusedFeatures(parameters),
		id,
		object: 'checkout.session',
		allow_promotion_codes: parameters.allow_promotion_codes ?? null,
		amount_subtotal: amounts.subtotal,
		amount_total: total,
		cancel_url: parameters.cancel_url ?? null,
		client_reference_id: parameters.client_reference_id ?? null,
		created: times.created,
		currency: amounts.currency,
		customer: parameters.customer ?? null,
		customer_creation:
			parameters.customer === undefined ? (parameters.customer_creation ?? 'if_required') : null,
		customer_details: null,
		customer_email: parameters.customer_email ?? null,
		discounts: [],
		expires_at: times.expiresAt,
		livemode: false,
		locale: parameters.locale ?? null,
		metadata: metadataOf(parameters.metadata),
		mode: 'payment',
		payment_intent: null,
		payment_method_types: total === 0 ? [] : ['card', debitType(amounts.currency)],
		payment_status: total === 0 ? 'no_payment_required' : 'unpaid',
		status: 'open',
		submit_type: parameters.submit_type ?? null,
		success_url: parameters.success_url ?? null,
		total_details: { amount_discount: amounts.discount, amount_shipping: 0, amount_tax: 0 },
		ui_mode: 'hosted_page',
		url: payPage(id),
	};
}

export type DebitType = 'us_bank_account' | 'bacs_debit' | 'sepa_debit';

/** The bank debit that people with this currency know. */
export function debitType(currency: string): DebitType {
	if (currency === 'usd') return 'us_bank_account';
	return currency === 'gbp' ? 'bacs_debit' : 'sepa_debit';
}

/** What Checkout can do beyond selling something once, as it looks when nobody asked for it. */
function unusedFeatures(parameters: Stripe.Checkout.SessionCreateParams) {
	return {
		adaptive_pricing: { enabled: parameters.adaptive_pricing?.enabled ?? false },
		after_expiration: null,
		allowed_payment_method_types: null,
		automatic_tax: { enabled: false, liability: null, provider: null, status: null },
		billing_address_collection: parameters.billing_address_collection ?? null,
		client_secret: null,
		collected_information: null,
		consent: null,
		consent_collection: null,
		currency_conversion: null,
		custom_fields: [],
		custom_text: {
			after_submit: null,
			shipping_address: null,
			submit: null,
			terms_of_service_acceptance: null,
		},
		customer_account: null,
		integration_identifier: parameters.integration_identifier ?? null,
		invoice: null,
		invoice_creation: null,
		managed_payments: null,
		optional_items: null,
		origin_context: null,
		payment_link: null,
		payment_method_collection: 'if_required',
		payment_method_configuration_details: null,
		payment_method_options: null,
		permissions: null,
		phone_number_collection: { enabled: false },
		recovered_from: null,
		saved_payment_method_options: null,
		setup_intent: null,
		shipping_address_collection: null,
		shipping_cost: null,
		shipping_options: [],
		subscription: null,
		wallet_options: null,
	} satisfies Partial<CheckoutSession>;
}
