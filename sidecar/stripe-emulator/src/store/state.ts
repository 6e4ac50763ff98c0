import type Stripe from 'stripe';

export type CheckoutSession = Stripe.Checkout.Session;
export type LineItem = Stripe.LineItem;
/** As sent over the wire: stripe-node turns the decimal string into an object of its own. */
export type Price = Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string | null };

/** Everything that has an id and can be retrieved, by the value of its `object` field. */
export interface StoredObjects {
	'checkout.session': CheckoutSession;
	payment_intent: Stripe.PaymentIntent;
	charge: Stripe.Charge;
	refund: Stripe.Refund;
	price: Price;
	product: Stripe.Product;
	customer: Stripe.Customer;
	coupon: Stripe.Coupon;
	promotion_code: Stripe.PromotionCode;
	dispute: Stripe.Dispute;
	event: StoredEvent;
	webhook_endpoint: Stripe.WebhookEndpoint;
}
export type ObjectName = keyof StoredObjects;

/** Stripe.Event is a union over hundreds of types; one shape is enough here. */
export interface StoredEvent {
	id: string;
	object: 'event';
	api_version: string;
	created: number;
	data: { object: object; previous_attributes?: object };
	livemode: false;
	pending_webhooks: number;
	request: EventCause;
	type: string;
}

/** Which API request made an event; both null when a person or a timer did. */
export interface EventCause {
	id: string | null;
	idempotency_key: string | null;
}

/** What Stripe knows about a session but does not show as part of it. */
export interface SessionDetails {
	lineItems: Omit<LineItem, 'price'>[];
	/** Prices as they were at creation, one per line item. */
	prices: Price[];
	paymentIntentData: Stripe.Checkout.SessionCreateParams.PaymentIntentData;
	promotionCodeId: string | null;
	couponId: string | null;
	/** The event that told of its completion; absent before. */
	completedEventId?: string;
}

/** What Stripe knows about a price but shows only when asked. */
export interface PriceDetails {
	/** Empty unless it is tiered. */
	tiers: {
		flat_amount: number | null;
		flat_amount_decimal: string | null;
		unit_amount: number | null;
		unit_amount_decimal: string | null;
		up_to: number | null;
	}[];
	/** Amounts in other currencies than the price's own, by currency. */
	otherCurrencies: Record<string, object>;
}

export interface Delivery {
	id: string;
	eventId: string;
	endpointId: string;
	/** `failed` = given up; `dropped` = lost on purpose. */
	state: 'pending' | 'delivered' | 'failed' | 'dropped';
	/** One more delivery of an event to an endpoint that gets it anyway. */
	isCopy: boolean;
	attempts: number;
	/** Milliseconds since 1970. */
	nextAttemptAt: number;
	/** HTTP status of the last answer; null before the first and when the connection failed. */
	lastStatus: number | null;
	lastError: string | null;
}

export interface IdempotentResult {
	key: string;
	/** Method, path and parameters of the first request. */
	fingerprint: string;
	requestId: string;
	status: number;
	body: unknown;
	/** Milliseconds since 1970. */
	at: number;
}

export interface State {
	version: 1;
	objects: { [Name in ObjectName]: Map<string, StoredObjects[Name]> };
	sessionDetails: Map<string, SessionDetails>;
	/** Of prices that have any. */
	priceDetails: Map<string, PriceDetails>;
	deliveries: Map<string, Delivery>;
	idempotency: Map<string, IdempotentResult>;
	/** Signing secrets per webhook endpoint, newest first. */
	endpointSecrets: Map<string, string[]>;
	/** How far the clock was moved from the real one, and how wrong it is shown to others. */
	clock: { aheadMilliseconds: number; skewMilliseconds: number };
}

export function emptyState(): State {
	return {
		version: 1,
		objects: {
			'checkout.session': new Map(),
			payment_intent: new Map(),
			charge: new Map(),
			refund: new Map(),
			price: new Map(),
			product: new Map(),
			customer: new Map(),
			coupon: new Map(),
			promotion_code: new Map(),
			dispute: new Map(),
			event: new Map(),
			webhook_endpoint: new Map(),
		},
		sessionDetails: new Map(),
		priceDetails: new Map(),
		deliveries: new Map(),
		idempotency: new Map(),
		endpointSecrets: new Map(),
		clock: { aheadMilliseconds: 0, skewMilliseconds: 0 },
	};
}
