import type { Price } from '../catalogue';
import type { Versioned } from './lists';

/** A price as it is kept for a course or a cohort. */
export interface CataloguePrice extends Price {
	/** Null when it is free. */
	stripePriceId: string | null;
	stripeProductId: string | null;
	livemode: boolean;
}

/** A price that exists in Stripe and can be sold: active, one-time, of one fixed amount, in the mode of the key. */
export interface StripePrice {
	id: string;
	productId: string;
	productName: string;
	nickname: string | null;
	/** Minor unit. */
	amount: number;
	/** ISO 4217, lower case. */
	currency: string;
	livemode: boolean;
}

/** `GET /admin/stripe-prices?startingAfter=price_…` (manage_cohorts): newest first. */
export interface StripePricesResponse {
	/** Those that cannot be sold are left out, so that a page may be short, or empty, and yet have a next one. */
	prices: StripePrice[];
	/** For `startingAfter`; null on the last page. */
	next: string | null;
	/** `test` or `live`, by the Stripe key. */
	mode: 'test' | 'live';
}

/**
 * `PUT /admin/courses/{id}/price` and `PUT /admin/cohorts/{id}/price` (manage_cohorts) with the version of the course
 * or cohort; answers with that course or cohort. Raises `price_not_usable` with `data.why`: `not_found`, `archived`,
 * `recurring`, `tiered`, `other_mode`, `amount`.
 * `DELETE` of the same with `?version=` takes the price away; a cohort then has its course's.
 */
export type PriceInput = Versioned &
	(
		| { kind: 'existing'; stripePriceId: string }
		/** Creates product and price in Stripe. Amount in the minor unit, above Stripe's minimum. */
		| { kind: 'new'; amount: number; currency: string }
		| { kind: 'free' }
	);
