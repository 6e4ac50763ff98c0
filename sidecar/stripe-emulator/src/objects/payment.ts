import type Stripe from 'stripe';
import { newId } from '../ids';
import { metadataOf } from './catalogue';
import { debitType } from './checkout-session';

/** Ways to pay that the pay page offers. The numbers are those of Stripe's own test cards. */
export const PAYMENT_WAYS = [
	'card',
	'card_declined',
	'bank_debit',
	'card_refund_pending',
	'card_refund_fails',
] as const;
export type PaymentWay = (typeof PAYMENT_WAYS)[number];

export const LAST_DIGITS: Record<PaymentWay, string> = {
	card: '4242',
	card_declined: '0002',
	bank_debit: '6789',
	card_refund_pending: '7726',
	card_refund_fails: '5126',
};

export interface Payer {
	email: string;
	name: string | null;
	customer: string | null;
}

export function buildPaymentIntent(
	amount: number,
	currency: string,
	data: Stripe.Checkout.SessionCreateParams.PaymentIntentData,
	payer: Payer,
	created: number,
): Stripe.PaymentIntent {
	const id = newId('pi_');
	return {
		id,
		object: 'payment_intent',
		allowed_payment_method_types: null,
		amount,
		amount_capturable: 0,
		amount_received: 0,
		application: null,
		application_fee_amount: null,
		automatic_payment_methods: null,
		canceled_at: null,
		cancellation_reason: null,
		capture_method: 'automatic_async',
		client_secret: newId(`${id}_secret_`, 25),
		confirmation_method: 'automatic',
		created,
		currency,
		customer: payer.customer,
		customer_account: null,
		description: data.description ?? null,
		excluded_payment_method_types: null,
		last_payment_error: null,
		latest_charge: null,
		livemode: false,
		managed_payments: null,
		metadata: metadataOf(data.metadata),
		next_action: null,
		on_behalf_of: null,
		payment_method: null,
		payment_method_configuration_details: null,
		payment_method_options: null,
		payment_method_types: ['card', debitType(currency)],
		payment_record: null,
		processing: null,
		receipt_email: data.receipt_email ?? null,
		review: null,
		setup_future_usage: null,
		shipping: null,
		source: null,
		statement_descriptor: data.statement_descriptor ?? null,
		statement_descriptor_suffix: data.statement_descriptor_suffix ?? null,
		status: 'requires_payment_method',
		transfer_group: data.transfer_group ?? null,
	};
}

/** A charge that has just been tried and whose outcome is still open. */
export function buildCharge(
	intent: Stripe.PaymentIntent,
	way: PaymentWay,
	payer: Payer,
	created: number,
): Stripe.Charge {
	return {
		id: newId('ch_'),
		object: 'charge',
		amount: intent.amount,
		amount_captured: 0,
		amount_refunded: 0,
		application: null,
		application_fee: null,
		application_fee_amount: null,
		balance_transaction: null,
		billing_details: { address: null, email: payer.email, name: payer.name, phone: null, tax_id: null },
		calculated_statement_descriptor: null,
		captured: false,
		created,
		currency: intent.currency,
		customer: payer.customer,
		description: intent.description,
		disputed: false,
		failure_balance_transaction: null,
		failure_code: null,
		failure_message: null,
		fraud_details: {},
		livemode: false,
		metadata: { ...intent.metadata },
		on_behalf_of: null,
		outcome: null,
		paid: false,
		payment_intent: intent.id,
		payment_method: newId('pm_'),
		payment_method_details:
			way === 'bank_debit' ? debitDetails(intent.currency) : cardDetails(way, intent.amount),
		receipt_email: intent.receipt_email,
		receipt_number: null,
		receipt_url: null,
		refunded: false,
		review: null,
		shipping: null,
		source: null,
		source_transfer: null,
		statement_descriptor: intent.statement_descriptor,
		statement_descriptor_suffix: intent.statement_descriptor_suffix,
		status: 'pending',
		transfer_data: null,
		transfer_group: intent.transfer_group,
	};
}

function cardDetails(way: PaymentWay, amount: number): Stripe.Charge.PaymentMethodDetails {
	return {
		type: 'card',
		card: {
			amount_authorized: amount,
			authorization_code: null,
			brand: 'visa',
			checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
			country: 'US',
			electronic_commerce_indicator: null,
			exp_month: 12,
			exp_year: 2034,
			funding: 'credit',
			installments: null,
			last4: LAST_DIGITS[way],
			mandate: null,
			network: 'visa',
			network_transaction_id: null,
			regulated_status: 'unregulated',
			three_d_secure: null,
			transaction_link_id: null,
			wallet: null,
		},
	};
}

function debitDetails(currency: string): Stripe.Charge.PaymentMethodDetails {
	const type = debitType(currency);
	const last4 = LAST_DIGITS.bank_debit;
	const fingerprint = newId('', 16);
	switch (type) {
		case 'us_bank_account':
			return {
				type,
				us_bank_account: {
					account_holder_type: 'individual',
					account_type: 'checking',
					bank_name: 'STRIPE TEST BANK',
					fingerprint,
					last4,
					payment_reference: null,
					routing_number: '110000000',
				},
			};
		case 'bacs_debit':
			return { type, bacs_debit: { fingerprint, last4, mandate: null, sort_code: '108800' } };
		case 'sepa_debit':
			return {
				type,
				sepa_debit: {
					bank_code: '37040044',
					branch_code: null,
					country: 'DE',
					fingerprint,
					last4,
					mandate: null,
				},
			};
	}
}
