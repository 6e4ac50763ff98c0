import type { Versioned } from './lists';

/** One dated time of a class, with what its clocks say. */
export interface ScheduleTime {
	/** YYYY-MM-DD in the class's time zone. */
	date: string;
	/** Wall-clock HH:MM in the class's time zone. */
	startTime: string;
	endTime: string;
	/** ISO 8601 UTC. */
	startsAt: string;
	endsAt: string;
	/** Such as `+02:00`, and the zone's short name then, such as `CEST`. */
	offset: string;
	/** Its wall clock is not that of the weekly class, because clocks skip or repeat that hour on this day. */
	movedByClockChange: boolean;
}

/** A dated session that the cohort offers. */
export interface ScheduledSession extends ScheduleTime {
	classSessionId: number;
	maxStudents: number;
	/** Seats taken, by all cohorts that share it. */
	enrolled: number;
	/** Students of this cohort who are booked in it. */
	booked: number;
	/** Names of other cohorts that share it. */
	sharedWith: string[];
}

export interface ScheduleOption {
	stepOptionId: number;
	groupClassId: number;
	groupClassName: string;
	/** 0 = Sunday. */
	dayOfWeek: number;
	startTime: string;
	endTime: string;
	timezone: string;
	maxStudents: number;
	isActive: boolean;
	session: ScheduledSession | null;
	/** What generating would give: the step's week, counted from the cohort's start; active steps only. */
	suggestion: ScheduleTime;
}

export interface ScheduleStep {
	stepId: number;
	stepOrder: number;
	label: string;
	title: string;
	isActive: boolean;
	options: ScheduleOption[];
}

export interface ScheduleProblem {
	/**
	 * `hole`: a step has no session at all; `not_offered`: an option of a step has none; `overlap`: whatever a student
	 * chooses, these two steps collide; `clash`: two options collide, so that not every choice is possible; `outside`:
	 * not within the cohort's dates; `order`: it ends before the step before it can be taken; `past`: it has begun.
	 */
	code: 'hole' | 'not_offered' | 'overlap' | 'clash' | 'outside' | 'order' | 'past';
	severity: 'error' | 'warning';
	stepId: number;
	stepOptionId: number | null;
	/** The other one of `overlap`, `clash` and `order`. */
	otherStepId: number | null;
	otherStepOptionId: number | null;
}

/** Changes of the offset within the cohort's dates, in one of its classes' time zones. */
export interface ClockChange {
	timezone: string;
	/** YYYY-MM-DD. */
	date: string;
	from: string;
	to: string;
}

/** `GET /admin/cohorts/{id}/schedule` (view_cohort_rosters). The version is the cohort's. */
export interface ScheduleResponse extends Versioned {
	cohortId: number;
	cohortName: string;
	courseId: number;
	courseTitle: string;
	startDate: string;
	endDate: string;
	timezone: string;
	steps: ScheduleStep[];
	problems: ScheduleProblem[];
	clockChanges: ClockChange[];
}

/**
 * `PUT /admin/cohorts/{id}/schedule` (manage_cohorts); answers with the schedule. Options that are not named stay as
 * they are. 409 `students_booked` with `data.affected` (`{ stepOptionId, booked }[]`) when a session with students of
 * this cohort changes and `students` is not said. 409 `class_full` when the new session has no room for them.
 */
export interface ScheduleInput extends Versioned {
	sessions: {
		stepOptionId: number;
		/** YYYY-MM-DD in the class's time zone; null: not offered any more. */
		date: string | null;
		/** Instead of the class's wall-clock HH:MM, for this one time. Both or neither. */
		startTime?: string;
		endTime?: string;
		/** Instead of the class's seats; not below what is taken (`seats_below_sold`). */
		maxStudents?: number;
	}[];
	/**
	 * What becomes of students who are booked: `move`: they go along to the new time; `release`: they choose again. They
	 * are told by mail either way. A session that is not offered any more always releases.
	 */
	students?: 'move' | 'release';
}
