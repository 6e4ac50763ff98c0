import type { Seats } from './cohorts';

/** `GET /admin/overview?days=30&timezone=Europe/Berlin` (view_cohort_rosters): 7 to 365 days up to today. */
export interface OverviewResponse {
	/** `test` or `live`: only what was paid in this mode counts. */
	mode: 'test' | 'live';
	/** YYYY-MM-DD in `timezone`, both inclusive. */
	from: string;
	to: string;
	/** One for every day: who got a seat, by payment or by hand, and whose enrollment ended. */
	seatsSold: { date: string; enrolled: number; ended: number }[];
	/**
	 * One for every currency in which money moved; minor units. `paid`: what was paid, at the price that was offered,
	 * before codes and tax, also where there was no seat for it and it went back. `refunded`: what was sent back. What
	 * banks took back (disputes) is in neither.
	 */
	money: {
		currency: string;
		paid: number;
		refunded: number;
		days: { date: string; paid: number; refunded: number }[];
	}[];
	/** Cohorts on sale or with students that are not over, the next first; at most 50. */
	cohorts: (Seats & {
		cohortId: number;
		name: string;
		courseTitle: string;
		startDate: string;
		maxEnrollment: number | null;
	})[];
	/** Dated sessions that have not ended and that a cohort offers, the next first; at most 20. */
	nextSessions: {
		classSessionId: number;
		groupClassName: string;
		/** ISO 8601 UTC. */
		startsAt: string;
		endsAt: string;
		timezone: string;
		enrolled: number;
		maxStudents: number;
		cohorts: { cohortId: number; name: string }[];
	}[];
	openTasks: number;
	/** What is left to do until the first student can enroll, in this order; empty once somebody has enrolled. */
	firstSteps: FirstStep[];
}

/**
 * `group_class`: a weekly class; `course`: a course with a step that can be taken and a price; `cohort`: a cohort with a
 * dated session; `page`: a course has a page; `webhook`: a message of Stripe has arrived.
 */
export interface FirstStep {
	code: 'group_class' | 'course' | 'cohort' | 'page' | 'webhook';
	isDone: boolean;
	/** Of the class, course or cohort with which to go on; null when there is none yet. */
	id: number | null;
}
