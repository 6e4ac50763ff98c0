import type { ListQuery, ListResponse, Versioned } from './lists';

/** What a person types of a weekly class. */
export interface GroupClassInput {
	/** 1 to 200 characters. */
	name: string;
	/** 0 = Sunday … 6 = Saturday, in `timezone`. */
	dayOfWeek: number;
	/** Wall-clock HH:MM in `timezone`. An end that is not later than the start belongs to the next day. */
	startTime: string;
	endTime: string;
	/** IANA name. */
	timezone: string;
	/** 1 to 100,000. */
	maxStudents: number;
	instructor: string | null;
	location: string | null;
	/** http(s) address; only students who hold a seat see it. */
	meetingUrl: string | null;
	isActive: boolean;
}

export interface GroupClass extends GroupClassInput, Versioned {
	id: number;
	/** Steps of courses that can be taken in it. */
	steps: { courseId: number; courseTitle: string; stepId: number; stepLabel: string }[];
	/** Dated sessions that have not ended, and that a cohort offers or a student has booked. */
	upcomingSessions: number;
	/** ISO 8601 UTC. */
	updatedAt: string;
}

/**
 * `GET /admin/group-classes` (view_cohort_rosters), filter `isActive`. Searches name, instructor and location.
 * `POST` creates (manage_cohorts), 201 with the class.
 * `GET | PUT | DELETE /admin/group-classes/{id}`: PUT takes the input with `version` and answers with the class. New
 * seats apply to its dated sessions that have not started, except those that were given other seats than the class had;
 * 409 `seats_below_sold` when one of them has more students.
 * Its times do not move dated sessions: that is done in a cohort's schedule. DELETE takes `?version=` and answers 204;
 * 409 `in_use` while a step or an upcoming session refers to the class; the row stays as long as others do.
 */
export type GroupClassQuery = ListQuery<'name' | 'dayOfWeek' | 'maxStudents' | 'updatedAt'> & {
	isActive?: boolean;
};
export type GroupClassesResponse = ListResponse<GroupClass>;
