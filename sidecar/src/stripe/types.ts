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
	metadata: { app?: string; site?: string };
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
	charge: { amount: number; amountRefunded: number; refunded: boolean; disputed: boolean } | null;
}

export interface Refund {
	id: string;
	status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled' | (string & {});
	paymentIntentId: string | null;
	amount: number;
	/** Our checkout's reference, when we made it. */
	checkoutReference: string | null;
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
