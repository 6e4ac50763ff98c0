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
	/** Such as `+02:00`. */
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
	/**
	 * What the weekly class gives: in the step's week, counted over active steps from the cohort's start. Null when step or
	 * class is not active, or its time zone is unknown.
	 */
	suggestion: ScheduleTime | null;
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
	 * Of active steps. `hole`: it has no session; `not_offered`: one of its classes has none; `overlap`: whatever a student
	 * chooses, these two steps collide; `clash`: two options collide, so that not every choice is possible; `outside`: not
	 * within the cohort's dates; `order`: it begins before the step before it can be taken; `past`: all its sessions have
	 * begun, so that whoever enrolls now cannot book it, while the cohort is not over; `class_inactive`: students cannot
	 * choose the session, because its class is not active.
	 */
	code: 'hole' | 'not_offered' | 'overlap' | 'clash' | 'outside' | 'order' | 'past' | 'class_inactive';
	severity: 'error' | 'warning';
	stepId: number;
	stepOptionId: number | null;
	/** The other one of `overlap`, `clash` and `order`. */
	otherStepId: number | null;
	otherStepOptionId: number | null;
}

/** A change of the offset within the cohort's dates, in one of its classes' time zones. */
export interface ClockChange {
	timezone: string;
	/** YYYY-MM-DD. */
	date: string;
	/** Offsets such as `+01:00`. */
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
 * they are; at most 500 are. A dated session that others have, too, never changes under them: another time is another
 * session. Raises
 * - `step_not_found` with `data.stepOptionId`: no option of the course;
 * - `students_booked` with `data.affected` ({@link AffectedOption}[]) and `data.students`, how many they are: students of
 *   this cohort are booked in sessions that get another time, and `students` is not said;
 * - `class_full` with `data.stepOptionId`, `data.free` and `data.needed`: the new session has no room for them;
 * - `session_started` with `data.stepOptionId`: students cannot move into a time that has begun;
 * - `session_shared` with `data.stepOptionId`: another cohort, or another step, has a session that begins then and ends at
 *   another time;
 * - `seats_below_sold` with `data.stepOptionId` and `data.taken`.
 */
export interface ScheduleInput extends Versioned {
	sessions: {
		stepOptionId: number;
		/** YYYY-MM-DD in the class's time zone; null: not offered any more. */
		date: string | null;
		/** Instead of the class's wall-clock HH:MM, for this one time. Both or neither. */
		startTime?: string | undefined;
		endTime?: string | undefined;
		/**
		 * Not below what is taken; 1 to 100,000. Left out: those of the session that is offered now, or else of the class. A
		 * session that others have, too, keeps its own then.
		 */
		maxStudents?: number | undefined;
	}[];
	/**
	 * What becomes of students who are booked: `move`: they go along to the new time; `release`: they choose again. They
	 * are told by mail either way. A session that is not offered any more always releases.
	 */
	students?: 'move' | 'release' | undefined;
}

/** How many students of the cohort have booked what is to change. */
export interface AffectedOption {
	stepOptionId: number;
	booked: number;
}
