import type Stripe from 'stripe';
import type { CheckoutSession, Dispute, Payment, PaymentRecord, Price, Refund } from './types';

const METADATA_REFERENCE = 'checkout_id';

const expanded = <Expanded extends object>(value: string | Expanded | null | undefined): Expanded | null =>
	typeof value === 'object' ? value : null;

export const idOf = (value: string | { id: string } | null | undefined): string | null =>
	typeof value === 'string' ? value : (value?.id ?? null);

const toPayment = (intent: Stripe.PaymentIntent): Payment => {
	const charge = expanded(intent.latest_charge);
	return {
		intentId: intent.id,
		status: intent.status,
		charge: charge && {
			amount: charge.amount,
			amountRefunded: charge.amount_refunded,
			refunded: charge.refunded,
			disputed: charge.disputed,
		},
	};
};

const paymentOf = (session: Stripe.Checkout.Session): Payment | null => {
	const intent = expanded(session.payment_intent);
	return intent && toPayment(intent);
};

/** Needs `payment_intent.latest_charge` expanded. */
export const toCheckoutSession = (session: Stripe.Checkout.Session): CheckoutSession => ({
	id: session.id,
	livemode: session.livemode,
	status: session.status ?? 'open',
	paymentStatus: session.payment_status,
	mode: session.mode,
	url: session.url,
	expiresAt: new Date(session.expires_at * 1000),
	clientReferenceId: session.client_reference_id,
	metadata: session.metadata ?? {},
	amountSubtotal: session.amount_subtotal,
	currency: session.currency,
	payment: paymentOf(session),
});

/** Needs `latest_charge` expanded. */
export const toPaymentRecord = (intent: Stripe.PaymentIntent): PaymentRecord => ({
	...toPayment(intent),
	livemode: intent.livemode,
	metadata: intent.metadata,
	checkoutReference: intent.metadata[METADATA_REFERENCE] ?? null,
});

export const toDispute = (dispute: Stripe.Dispute): Dispute => ({
	id: dispute.id,
	status: dispute.status,
	paymentIntentId: idOf(dispute.payment_intent),
	amount: dispute.amount,
	withdrawn: -dispute.balance_transactions.reduce((sum, { amount }) => sum + amount, 0) || 0,
});

export const toRefund = (refund: Stripe.Refund): Refund => ({
	id: refund.id,
	status: refund.status ?? 'pending',
	paymentIntentId: idOf(refund.payment_intent),
	amount: refund.amount,
	checkoutReference: refund.metadata?.[METADATA_REFERENCE] ?? null,
});

const toProduct = (product: Stripe.Price['product']): Price['product'] => {
	const { id, ...known } = typeof product === 'string' ? { id: product } : product;
	return 'name' in known
		? { id, name: known.name, active: known.active }
		: // Deleted, or not expanded: it is not sold unless it is known to be.
			{ id, name: '', active: false };
};

/** Needs `product` and `currency_options` expanded. */
export const toPrice = (price: Stripe.Price): Price => ({
	id: price.id,
	livemode: price.livemode,
	active: price.active,
	product: toProduct(price.product),
	nickname: price.nickname,
	type: price.type,
	billingScheme: price.billing_scheme,
	inPacks: price.transform_quantity !== null,
	customAmount: price.custom_unit_amount !== null,
	unitAmount: price.unit_amount,
	currency: price.currency,
	otherCurrencies: Object.keys(price.currency_options ?? {}).filter((name) => name !== price.currency),
});

/** What is written on Stripe's objects: enough to find our row, nothing about a person. */
export const metadata = (reference: string, siteUrl: string): Record<string, string> => ({
	app: 'cohort-enrollment',
	site: siteUrl,
	[METADATA_REFERENCE]: reference,
});
