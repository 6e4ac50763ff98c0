/** Why a cohort's button is off, in the order in which the reasons are checked. `open` = can be bought. */
export type CohortAvailability = 'open' | 'inactive' | 'deadline_passed' | 'full' | 'no_price';

export interface Price {
	/** In the currency's minor unit (cents); 0 = free. */
	amount: number;
	/** ISO 4217, lower case as in Stripe: `usd`. */
	currency: string;
}

export interface Cohort {
	id: number;
	name: string;
	/** Calendar dates (YYYY-MM-DD) in the cohort's own time zone. */
	startDate: string;
	endDate: string;
	/** IANA name. */
	timezone: string;
	/** ISO 8601 in UTC; null = no deadline. */
	enrollmentDeadline: string | null;
	price: Price | null;
	/** Never below 0; null = unlimited. Unexpired checkouts of others count as taken. */
	seatsLeft: number | null;
	availability: CohortAvailability;
	/** The student waits for a seat of this cohort; false for visitors. */
	onWaitingList: boolean;
}

/** `GET /course-programs/{code}/cohorts` */
export interface CohortsResponse {
	course: { code: string; title: string };
	cohorts: Cohort[];
}

/** `POST /course-programs/{code}/cohorts/{cohortId}/waiting-list`; `DELETE` takes the student off again. */
export interface WaitingListRequest {
	/** Path (with query and fragment) on this site of the page that sells the cohort, for the mail. */
	returnPath?: string;
}

/** Answer to both. */
export interface WaitingListResponse {
	onWaitingList: boolean;
}
