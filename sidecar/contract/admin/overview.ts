import type { Seats } from './cohorts';

/** `GET /admin/overview?days=30&timezone=Europe/Berlin` (view_cohort_rosters): 7 to 365 days up to today. */
export interface OverviewResponse {
	/** `test` or `live`: only what was paid in this mode counts. */
	mode: 'test' | 'live';
	/** YYYY-MM-DD in `timezone`, both inclusive. */
	from: string;
	to: string;
	/** One for every day. */
	seatsSold: { date: string; enrolled: number; ended: number }[];
	/** One for every currency in which money moved; minor units. `paid`: prices of what was sold, before codes and tax. */
	money: {
		currency: string;
		paid: number;
		refunded: number;
		days: { date: string; paid: number; refunded: number }[];
	}[];
	/** Cohorts that are not over, the next first; at most 50. */
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
	/** Nothing is set up yet: the first steps are shown instead. */
	isEmpty: boolean;
}
