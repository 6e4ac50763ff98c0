import type { Price } from '../catalogue';
import type { Versioned } from './lists';

/** A price as it is kept for a course or a cohort. */
export interface CataloguePrice extends Price {
	/** Null when it is free. */
	stripePriceId: string | null;
	stripeProductId: string | null;
	/** Where Stripe's dashboard shows it; null when it is free. */
	stripeUrl: string | null;
	livemode: boolean;
}

/**
 * Why a price cannot be sold; `data.why` of `price_not_usable`.
 * - `not_found`: this account has no such price.
 * - `other_mode`: it is for real money and the key is not, or the other way round.
 * - `archived`: it, or its product.
 * - `recurring`: a course is paid once.
 * - `tiered`: by tiers, or in packs.
 * - `custom_amount`: the customer says how much.
 * - `several_currencies`: Checkout would ask for another amount than the page shows.
 * - `amount`: nothing, a fraction of the minor unit, or too little or too much for Stripe. `data.smallest`: the least, in
 *   the minor unit of `data.currency`; `data.step`: what it must be a multiple of.
 * - `currency`: Stripe does not take it.
 */
export type PriceProblem =
	| 'not_found'
	| 'other_mode'
	| 'archived'
	| 'recurring'
	| 'tiered'
	| 'custom_amount'
	| 'several_currencies'
	| 'amount'
	| 'currency';

/** A price that exists in Stripe and can be sold: active, one-time, of one fixed amount, in the mode of the key. */
export interface StripePrice {
	id: string;
	productId: string;
	/** What students read on the payment page. */
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
 * or cohort; answers with that course or cohort. Raises `price_not_usable` with {@link PriceProblem}, and
 * `stripe_unavailable` when nothing was changed because Stripe did not answer.
 * `DELETE` of the same with `?version=` takes the price away and answers like PUT; a cohort then has its course's.
 * Only the price in the mode of the Stripe key is changed. Checkouts that are open end with the student's next click.
 */
export type PriceInput = Versioned &
	(
		| { kind: 'existing'; stripePriceId: string }
		/** Creates product and price in Stripe. Amount in the minor unit, above Stripe's minimum. */
		| { kind: 'new'; amount: number; currency: string }
		| { kind: 'free' }
	);
