import type { ErrorCode } from '../../../contract';
import type { CheckoutRow } from '../../db/checkouts';
import type { CohortRow, SeatFacts } from '../../db/course-cohorts';

const MINUTE = 60_000;

/** Stripe takes 30 minutes to 24 hours; the rest is room for two clocks that differ (payments rule: now + 32 min). */
const LONGEST_HOLD = 32 * MINUTE;
const SHORTEST_HOLD = 31 * MINUTE;
/** A session that ends sooner is not worth sending a student to. */
const SHORTEST_USEFUL = 2 * MINUTE;

export type EnrollRefusal = Extract<
	ErrorCode,
	'cohort_inactive' | 'deadline_passed' | 'already_enrolled' | 'cohort_full' | 'no_price'
>;

type Seats = Pick<CohortRow, 'max_enrollment' | 'current_enrollment'>;

/** Seats that one more student could take; Infinity = unlimited. Never trust it without the cohort's lock. */
export const seatsLeft = (cohort: Seats, heldByOthers: number): number =>
	cohort.max_enrollment === null
		? Number.POSITIVE_INFINITY
		: cohort.max_enrollment - cohort.current_enrollment - heldByOthers;

/** Why a student may not start a checkout; null = may. A student who is in already hears that first. */
export const enrollRefusal = (offer: {
	cohort: Pick<CohortRow, 'is_active' | 'enrollment_deadline'> & Seats;
	facts: SeatFacts;
	hasPrice: boolean;
	now: Date;
}): EnrollRefusal | null => {
	const { cohort, facts, hasPrice, now } = offer;
	if (facts.owned) {
		return 'already_enrolled';
	}
	if (!cohort.is_active) {
		return 'cohort_inactive';
	}
	if (cohort.enrollment_deadline !== null && cohort.enrollment_deadline <= now) {
		return 'deadline_passed';
	}
	if (seatsLeft(cohort, facts.heldByOthers) < 1) {
		return 'cohort_full';
	}
	return hasPrice ? null : 'no_price';
};

/** When a session that begins now ends: with the deadline if that is near, but never below Stripe's minimum. */
export const sessionExpiry = (now: Date, deadline: Date | null): Date => {
	const longest = now.getTime() + LONGEST_HOLD;
	const wanted = deadline === null ? longest : Math.min(longest, deadline.getTime());
	return new Date(Math.max(wanted, now.getTime() + SHORTEST_HOLD));
};

export interface Terms {
	amount: number;
	currency: string;
	stripePriceId: string | null;
}

/**
 * What to do with the student's payable checkout when they click again:
 * `return` its session, `create` the session that an earlier click could not, `wait` for a delayed payment,
 * or `end` it because its terms or its time are over, or because paying it would only be refunded (`sellable` false).
 */
export const secondClick = (
	checkout: Pick<
		CheckoutRow,
		'state' | 'session_id' | 'expires_at' | 'amount' | 'currency' | 'stripe_price_id'
	>,
	offer: { terms: Terms; sellable: boolean },
	now: Date,
): 'return' | 'create' | 'wait' | 'end' => {
	if (checkout.state === 'awaiting_payment') {
		return 'wait';
	}
	const sameTerms =
		checkout.amount === offer.terms.amount &&
		checkout.currency === offer.terms.currency &&
		checkout.stripe_price_id === offer.terms.stripePriceId;
	const left = (checkout.expires_at?.getTime() ?? 0) - now.getTime();
	if (!offer.sellable || !sameTerms || left < SHORTEST_USEFUL) {
		return 'end';
	}
	return checkout.session_id === null ? 'create' : 'return';
};
