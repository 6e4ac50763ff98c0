import type { CohortAvailability, Price } from '../catalogue';
import type { ListQuery, ListResponse, Versioned } from './lists';
import type { CataloguePrice } from './prices';

/** What a person types of a cohort. */
export interface CohortInput {
	/** Fixed once the cohort has a schedule or a student. */
	courseId: number;
	/** 1 to 200 characters. */
	name: string;
	/** Calendar dates (YYYY-MM-DD) in `timezone`; the end is not before the start, nor five years after it. */
	startDate: string;
	endDate: string;
	/** IANA name. */
	timezone: string;
	/** 0 to 1,000,000; null = unlimited. Not below what is sold and held (`seats_below_sold`). */
	maxEnrollment: number | null;
	/** Wall clock (YYYY-MM-DDTHH:MM) in `timezone`; null = no deadline. */
	enrollmentDeadlineLocal: string | null;
	/** False: not offered; its open checkouts are ended. */
	isActive: boolean;
}

export interface Seats {
	/** Live packages. */
	enrolled: number;
	/** Seats that payable checkouts hold. */
	held: number;
	/** Students on the waiting list. */
	waiting: number;
}

export interface AdminCohort extends CohortInput, Seats, Versioned {
	id: number;
	courseCode: string;
	courseTitle: string;
	/** ISO 8601 UTC of `enrollmentDeadlineLocal`. */
	enrollmentDeadline: string | null;
	/** As a student finds it now. */
	availability: CohortAvailability;
	/** The cohort's own, and the course's, in the mode of the Stripe key; the own one wins. */
	ownPrice: CataloguePrice | null;
	coursePrice: CataloguePrice | null;
	updatedAt: string;
}

export interface CohortListItem extends Seats, Versioned {
	id: number;
	courseId: number;
	courseTitle: string;
	name: string;
	startDate: string;
	endDate: string;
	timezone: string;
	maxEnrollment: number | null;
	enrollmentDeadline: string | null;
	isActive: boolean;
	price: Price | null;
	availability: CohortAvailability;
	updatedAt: string;
}

/**
 * `GET /admin/cohorts` (view_cohort_rosters), filters `courseId`, `isActive`, `when` (`upcoming`: not begun,
 * `running`, `over`, by the cohort's own calendar). Searches name, course code and title.
 * `POST` creates (manage_cohorts), 201 with the cohort; `course_not_found`.
 * `GET | PUT | DELETE /admin/cohorts/{id}`; `cohort_not_found`. PUT raises `course_not_found`, `seats_below_sold`, and
 * `in_use` for another course; new dates leave the schedule as it is. DELETE takes `?version=`, answers 204 and hides the
 * cohort, ending its open checkouts and giving up its schedule; 409 `in_use` while it has a live package.
 */
export type CohortQuery = ListQuery<'name' | 'courseTitle' | 'startDate' | 'enrolled' | 'updatedAt'> & {
	courseId?: number;
	isActive?: boolean;
	when?: 'upcoming' | 'running' | 'over';
};
export type AdminCohortsResponse = ListResponse<CohortListItem>;

/** Where something is mended. `id`: of the cohort, course or weekly class. */
export type CohortCheckTarget =
	{ screen: 'cohort' | 'schedule' | 'course' | 'group-class'; id: number } | { screen: 'settings' };

/**
 * What is wrong, with what `data` says:
 * - `no_steps`: the course has no active step.
 * - `step_without_class` (`step`): it can be taken in no class. `step_without_session` (`step`): in none on a date.
 * - `class_seats_below_cohort` (`step`, `seats`: of its students who have attended or are booked, and those that they can
 *   still choose, and unless the cohort is unlimited `cohortSeats`).
 * - `choices_overlap` (`step`, `other`): whatever a student chooses, these steps collide.
 * - `session_outside_dates`, `session_order` (`step`, `sessions`: how many of it), `session_in_past` (`step`): as the
 *   problems of the schedule.
 * - `deadline_after_start`, `deadline_passed` (`deadline`: ISO 8601 UTC, `timezone` in which to show it).
 * - `timezone_missing` (`class` when it is that of a class), `timezones_differ` (`class`, `timezone`, `cohortTimezone`).
 * - `no_price`; `price_archived`; `price_not_usable` (`why`: `PriceProblem`); `price_differs` (`amount`, `currency`,
 *   `stripeAmount`, `stripeCurrency`); `price_unreachable`: Stripe did not answer at once.
 * - `no_page`: the course has none, or it is not published.
 * - `course_inactive`; `class_inactive` (`class`, `step`); `cohort_over` (`endDate`).
 */
export type CohortFindingCode =
	| 'no_steps'
	| 'step_without_class'
	| 'step_without_session'
	| 'class_seats_below_cohort'
	| 'choices_overlap'
	| 'session_outside_dates'
	| 'session_in_past'
	| 'session_order'
	| 'deadline_after_start'
	| 'deadline_passed'
	| 'timezone_missing'
	| 'timezones_differ'
	| 'no_price'
	| 'price_archived'
	| 'price_not_usable'
	| 'price_differs'
	| 'price_unreachable'
	| 'no_page'
	| 'course_inactive'
	| 'class_inactive'
	| 'cohort_over';

export interface CohortFinding {
	code: CohortFindingCode;
	/** `error`: students cannot buy or book; `warning`: probably not meant. */
	severity: 'error' | 'warning';
	/** Words for the sentence: names, labels, numbers. */
	data: Record<string, string | number>;
	target: CohortCheckTarget;
}

/**
 * `GET /admin/cohorts/{id}/check` (view_cohort_rosters): what stands in the way of selling the cohort, whether it is
 * active or not; errors first.
 */
export interface CohortCheckResponse {
	findings: CohortFinding[];
}
