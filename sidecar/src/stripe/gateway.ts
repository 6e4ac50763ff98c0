import type Stripe from 'stripe';
import type { Clock } from '../clock';
import type { Config } from '../config';
import { ask, askList } from './ask';
import { createClient } from './client';
import { StripeFailure } from './failure';
import { createHistory, type StripeHistory } from './history';
import { idOf, metadata, toCheckoutSession, toDispute, toPaymentRecord, toPrice, toRefund } from './objects';
import type {
	CheckoutSession,
	CheckoutSessionParams,
	Dispute,
	NewPrice,
	PaymentRecord,
	Price,
	Refund,
	RefundParams,
	SignedEvent,
} from './types';
import { readSignedEvent } from './webhook-signature';

/** An empty or odd id would call another URL: `sessions.retrieve('')` lists sessions. */
const SESSION_ID = /^cs_(test|live)_[A-Za-z0-9]{10,200}$/;
/** Whoever asks whether Stripe is there waits for the answer: one short try. */
const PING = { timeout: 4_000, maxNetworkRetries: 0 };
const EXPAND_SESSION = ['payment_intent.latest_charge'];
const EXPAND_PRICE = ['product', 'currency_options'];

export const isSessionId = (text: string): boolean => SESSION_ID.test(text);

/** Everything that we ask of Stripe. Every call may raise {@link StripeFailure}. */
export interface StripeGateway {
	/** Whether the key moves real money. */
	readonly livemode: boolean;
	createSession(params: CheckoutSessionParams, idempotencyKey: string): Promise<CheckoutSession>;
	retrieveSession(sessionId: string): Promise<CheckoutSession>;
	/** Raises `refused` when the session is not open any more. */
	expireSession(sessionId: string): Promise<void>;
	createRefund(params: RefundParams, idempotencyKey: string): Promise<Refund>;
	retrieveRefund(refundId: string): Promise<Refund>;
	/** All refunds of a payment, newest first. */
	listRefunds(paymentIntentId: string): Promise<Refund[]>;
	/** All disputes of a payment, newest first. */
	listDisputes(paymentIntentId: string): Promise<Dispute[]>;
	retrievePayment(paymentIntentId: string): Promise<PaymentRecord>;
	/** The payment that a charge (`ch_…`), refund (`re_…`) or dispute (`du_…`) belongs to; null for one without. */
	retrievePaymentId(object: 'charge' | 'refund' | 'dispute', id: string): Promise<string | null>;
	/** Creates a product with one price. */
	createPrice(price: NewPrice, idempotencyKey: string): Promise<Price>;
	/** Raises `not_found`, also for an id that no price can have. */
	retrievePrice(priceId: string): Promise<Price>;
	/**
	 * One page of the active one-time prices, newest first, after the one with this id. `next`: what to give for the page
	 * after it; null on the last one.
	 */
	listPrices(startingAfter: string | null): Promise<{ prices: Price[]; next: string | null }>;
	/** Asks for something small, to learn whether the key works. Returns Stripe's clock; null when it did not tell. */
	ping(): Promise<Date | null>;
	/** What happened on the account, for whoever was away. */
	readonly history: StripeHistory;
	/** See {@link readSignedEvent}. */
	readEvent(body: Buffer, signatureHeader: string): SignedEvent;
}

/** When Stripe answered, by its clock, to the second (RFC 9110, `Date`). */
const dateOf = (headers: Record<string, string>): Date | null => {
	const date = new Date(headers['date'] ?? '');
	return Number.isNaN(date.getTime()) ? null : date;
};

const sessionParams = (params: CheckoutSessionParams): Stripe.Checkout.SessionCreateParams => ({
	mode: 'payment',
	line_items: [{ price: params.priceId, quantity: 1 }],
	client_reference_id: params.reference,
	success_url: params.successUrl,
	cancel_url: params.cancelUrl,
	expires_at: params.expiresAt,
	allow_promotion_codes: true,
	metadata: metadata(params.reference, params.siteUrl),
	payment_intent_data: { metadata: metadata(params.reference, params.siteUrl) },
	expand: EXPAND_SESSION,
	...(params.customerEmail === null ? {} : { customer_email: params.customerEmail }),
});

const refundParams = ({
	paymentIntentId,
	amount,
	reference,
	reason,
}: RefundParams): Stripe.RefundCreateParams => ({
	payment_intent: paymentIntentId,
	reason: reason === 'already_enrolled' ? 'duplicate' : 'requested_by_customer',
	metadata: { checkout_id: reference, reason },
	...(amount === null ? {} : { amount }),
});

const validSessionId = (sessionId: string): string => {
	if (!isSessionId(sessionId)) {
		throw new StripeFailure('not_found', 'This is not the id of a Checkout Session.');
	}
	return sessionId;
};

/** An empty id would list prices. */
const validPriceId = (priceId: string): string => {
	if (!/^price_\w{1,200}$/.test(priceId)) {
		throw new StripeFailure('not_found', 'This is not the id of a price.');
	}
	return priceId;
};

/** Connects to Stripe, or to the local one when the configuration names it. Reads nothing yet. */
export const createStripeGateway = (
	config: Config['stripe'],
	version: string,
	clock: Clock,
): StripeGateway => {
	const stripe = createClient(config, version);
	const { sessions } = stripe.checkout;
	return {
		livemode: /^(sk|rk)_live_/.test(config.secretKey),

		async createSession(params, idempotencyKey) {
			const create = () => sessions.create(sessionParams(params), { idempotencyKey });
			return toCheckoutSession(await ask(create, 'checkout.session'));
		},
		async retrieveSession(sessionId) {
			const retrieve = () => sessions.retrieve(validSessionId(sessionId), { expand: EXPAND_SESSION });
			return toCheckoutSession(await ask(retrieve, 'checkout.session'));
		},
		async expireSession(sessionId) {
			await ask(() => sessions.expire(validSessionId(sessionId)), 'checkout.session');
		},

		async createRefund(params, idempotencyKey) {
			const create = () => stripe.refunds.create(refundParams(params), { idempotencyKey });
			return toRefund(await ask(create, 'refund'));
		},
		async retrieveRefund(refundId) {
			return toRefund(await ask(() => stripe.refunds.retrieve(refundId), 'refund'));
		},
		async listRefunds(paymentIntentId) {
			const list = await askList(() =>
				stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 }),
			);
			return list.data.map(toRefund);
		},
		async listDisputes(paymentIntentId) {
			const list = await askList(() =>
				stripe.disputes.list({ payment_intent: paymentIntentId, limit: 100 }),
			);
			return list.data.map(toDispute);
		},
		async retrievePayment(paymentIntentId) {
			const retrieve = () =>
				stripe.paymentIntents.retrieve(paymentIntentId, { expand: ['latest_charge'] });
			return toPaymentRecord(await ask(retrieve, 'payment_intent'));
		},
		async retrievePaymentId(object, id) {
			switch (object) {
				case 'charge':
					return idOf((await ask(() => stripe.charges.retrieve(id), 'charge')).payment_intent);
				case 'refund':
					return idOf((await ask(() => stripe.refunds.retrieve(id), 'refund')).payment_intent);
				case 'dispute':
					return idOf((await ask(() => stripe.disputes.retrieve(id), 'dispute')).payment_intent);
			}
		},

		async createPrice({ name, amount, currency }, idempotencyKey) {
			const create = () =>
				stripe.prices.create(
					{ currency, unit_amount: amount, product_data: { name }, expand: EXPAND_PRICE },
					{ idempotencyKey },
				);
			return toPrice(await ask(create, 'price'));
		},
		async retrievePrice(priceId) {
			const retrieve = () => stripe.prices.retrieve(validPriceId(priceId), { expand: EXPAND_PRICE });
			return toPrice(await ask(retrieve, 'price'));
		},
		async listPrices(startingAfter) {
			const list = await askList(() =>
				stripe.prices.list({
					active: true,
					type: 'one_time',
					limit: 100,
					expand: EXPAND_PRICE.map((field) => `data.${field}`),
					...(startingAfter === null ? {} : { starting_after: validPriceId(startingAfter) }),
				}),
			);
			const prices = list.data.map(toPrice);
			return { prices, next: list.has_more ? (prices.at(-1)?.id ?? null) : null };
		},
		async ping() {
			const { lastResponse } = await askList(() => stripe.prices.list({ limit: 1 }, PING));
			return dateOf(lastResponse.headers);
		},
		history: createHistory(stripe),
		readEvent: (body, header) =>
			readSignedEvent(stripe.webhooks, { body, header }, config.webhookSecrets, clock),
	};
};
