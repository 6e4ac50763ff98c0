import type { CohortAvailability } from '../../../contract';
import { dateAt } from '../calendar/wall-clock';

/** What is asked of a price before anything is sold at it. */
export interface PriceFacts {
	/** Minor unit of the currency; 0 = free, which needs no Stripe price. */
	amount: number;
	stripePriceId: string | null;
}

export interface AvailabilityFacts {
	isActive: boolean;
	enrollmentDeadline: Date | null;
	/** null = unlimited. */
	seatsLeft: number | null;
	price: PriceFacts | null;
}

/** True when a student can be asked for this price, or enrolled for nothing. */
export const isSellable = (price: PriceFacts | null): boolean =>
	price !== null && (price.amount === 0 || price.stripePriceId !== null);

/** Seats that can still be sold, never below 0; null = unlimited. */
export const seatsLeft = ({
	maxEnrollment,
	currentEnrollment,
	heldByOthers,
}: {
	maxEnrollment: number | null;
	currentEnrollment: number;
	heldByOthers: number;
}): number | null =>
	maxEnrollment === null ? null : Math.max(0, maxEnrollment - currentEnrollment - heldByOthers);

/** {@link seatsLeft} of a cohort's row. What it says is true only under the cohort's lock. */
export const cohortSeatsLeft = (
	row: { max_enrollment: number | null; current_enrollment: number },
	heldByOthers: number,
): number | null =>
	seatsLeft({
		maxEnrollment: row.max_enrollment,
		currentEnrollment: row.current_enrollment,
		heldByOthers,
	});

/** Whether a cohort can be bought at `now`, or the first reason why not. The deadline's own instant is too late. */
export const availability = (
	{ isActive, enrollmentDeadline, seatsLeft: left, price }: AvailabilityFacts,
	now: Date,
): CohortAvailability => {
	if (!isActive) {
		return 'inactive';
	}
	if (enrollmentDeadline !== null && enrollmentDeadline <= now) {
		return 'deadline_passed';
	}
	if (left === 0) {
		return 'full';
	}
	return isSellable(price) ? 'open' : 'no_price';
};

/** True when the last calendar day of a cohort is over in its own time zone. A zone that luxon does not know is UTC. */
export const hasEnded = ({ endDate, timezone }: { endDate: string; timezone: string }, now: Date): boolean =>
	endDate < dateAt(now, timezone);
