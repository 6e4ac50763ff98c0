/** Stripe's objects, cut down to what we decide by. Amounts are in the currency's minor unit. */

export interface CheckoutSession {
	id: string;
	livemode: boolean;
	/** Stripe's enums are open: a new value must never be taken for a known one. */
	status: 'open' | 'complete' | 'expired' | (string & {});
	paymentStatus: 'paid' | 'unpaid' | 'no_payment_required' | (string & {});
	mode: string;
	url: string | null;
	expiresAt: Date;
	clientReferenceId: string | null;
	metadata: { app?: string; site?: string; checkout_id?: string };
	/** Before promotion codes and tax. */
	amountSubtotal: number | null;
	currency: string | null;
	payment: Payment | null;
}

export interface Payment {
	intentId: string;
	/** `processing`: a delayed payment is under way; `requires_payment_method` or `canceled`: it failed. */
	status: string;
	/** Null until money moved. */
	charge: Charge | null;
}

export interface Charge {
	amount: number;
	amountRefunded: number;
	/** All of it is on its way back. */
	refunded: boolean;
	/** It is or was disputed: stays true when the dispute is won. */
	disputed: boolean;
}

/** A payment as Stripe shows it by itself, without its session. */
export interface PaymentRecord extends Payment {
	livemode: boolean;
	metadata: { app?: string; site?: string };
	/** Our checkout's reference, when the payment was made for one. */
	checkoutReference: string | null;
}

export interface Refund {
	id: string;
	status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled' | (string & {});
	paymentIntentId: string | null;
	amount: number;
	/** Our checkout's reference, when we made it. */
	checkoutReference: string | null;
}

/** Source of the statuses: https://docs.stripe.com/api/disputes/object#dispute_object-status */
export interface Dispute {
	id: string;
	status:
		| 'needs_response'
		| 'under_review'
		| 'won'
		| 'lost'
		| 'prevented'
		| 'warning_needs_response'
		| 'warning_under_review'
		| 'warning_closed'
		| (string & {});
	paymentIntentId: string | null;
	/** Minor unit. */
	amount: number;
	/** What the bank holds of it now, or gave back to the buyer; minor unit. */
	withdrawn: number;
}

/** What something costs at Stripe. Only some of them can be sold by us: see `whyNotUsable` of `domain/prices/`. */
export interface Price {
	id: string;
	livemode: boolean;
	/** False: archived. */
	active: boolean;
	product: { id: string; name: string; active: boolean };
	nickname: string | null;
	type: 'one_time' | 'recurring' | (string & {});
	billingScheme: 'per_unit' | 'tiered' | (string & {});
	/** Sold in packs: the quantity is divided before it is priced. */
	inPacks: boolean;
	/** The customer says how much. */
	customAmount: boolean;
	/** Minor unit; null when tiers or the customer decide, and for a fraction of the minor unit. */
	unitAmount: number | null;
	/** ISO 4217, lower case. */
	currency: string;
	/** Other currencies for which it has an amount: Checkout asks for that where the customer is. */
	otherCurrencies: string[];
}

export interface NewPrice {
	/** Of the product that is made with it: what customers read on the payment page. */
	name: string;
	/** Minor unit. */
	amount: number;
	currency: string;
}

/** What to sell; stored as JSON before it is sent, so that a retry sends the same bytes. */
export interface CheckoutSessionParams {
	priceId: string;
	reference: string;
	siteUrl: string;
	successUrl: string;
	cancelUrl: string;
	customerEmail: string | null;
	/** Unix seconds. */
	expiresAt: number;
}

export interface RefundParams {
	paymentIntentId: string;
	/** Null = all that was paid. */
	amount: number | null;
	reference: string;
	/** Our reason; Stripe's own list has only three. */
	reason: string;
}

/** A verified event. Only its type and the id of its object are believed; the object is read from Stripe again. */
export interface StripeEvent {
	id: string;
	type: string;
	livemode: boolean;
	/** Set for events of connected accounts. */
	account: string | null;
	objectId: string;
}

/** An event as it was delivered. */
export interface SignedEvent extends StripeEvent {
	/** Which of our two secrets fits; the first in the configuration is the current one. */
	signedWith: 'current' | 'previous';
}
