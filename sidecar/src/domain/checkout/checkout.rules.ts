import type { CohortAvailability, ErrorCode } from '../../../contract';
import type { CheckoutRow } from '../../db/checkouts';
import type { CohortRow, SeatFacts } from '../../db/course-cohorts';
import { availability, cohortSeatsLeft, hasEnded, type PriceFacts } from '../catalogue/catalogue.rules';

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

/** The English of each refusal. */
export const REFUSAL_TEXTS: Record<EnrollRefusal, string> = {
	already_enrolled: 'You are enrolled in this course.',
	cohort_inactive: 'This cohort is not offered now.',
	deadline_passed: 'The enrollment deadline of this cohort has passed.',
	cohort_full: 'This cohort is full.',
	no_price: 'This cohort has no price yet.',
};

const REFUSALS = {
	inactive: 'cohort_inactive',
	deadline_passed: 'deadline_passed',
	full: 'cohort_full',
	no_price: 'no_price',
} as const satisfies Record<Exclude<CohortAvailability, 'open'>, EnrollRefusal>;

type CohortFacts = Pick<
	CohortRow,
	'is_active' | 'enrollment_deadline' | 'end_date' | 'timezone' | 'max_enrollment' | 'current_enrollment'
>;

/**
 * Why a student may not start a checkout; null = may. A student who is in already hears that first. Needs the
 * cohort's lock; asks the same rules as the list that the student clicked in.
 */
export const enrollRefusal = (offer: {
	cohort: CohortFacts;
	facts: SeatFacts;
	price: PriceFacts | null;
	now: Date;
}): EnrollRefusal | null => {
	const { cohort, facts, price, now } = offer;
	if (facts.owned) {
		return 'already_enrolled';
	}
	if (hasEnded({ endDate: cohort.end_date, timezone: cohort.timezone }, now)) {
		return 'deadline_passed';
	}
	const state = availability(
		{
			isActive: cohort.is_active && facts.programActive,
			enrollmentDeadline: cohort.enrollment_deadline,
			seatsLeft: cohortSeatsLeft(cohort, facts.heldByOthers),
			price,
		},
		now,
	);
	return state === 'open' ? null : REFUSALS[state];
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
