import type { PackageStatus, StepStatus } from '../booking';
import type { EnrollmentState } from '../checkout';
import type { ListQuery, ListResponse, Versioned } from './lists';

export interface RosterStep {
	stepId: number;
	stepLabel: string;
	status: StepStatus;
	/** ISO 8601 UTC of the booked session. */
	startsAt: string | null;
}

/** One enrollment of a cohort, whatever became of it. */
export interface RosterEntry extends Versioned {
	packageId: number;
	/** WordPress user. */
	studentId: number;
	/** '' when the account is deleted. */
	name: string;
	email: string;
	status: PackageStatus;
	paymentState: EnrollmentState;
	/** What was paid for it, minor unit, before promotion codes and tax; 0: free, or enrolled by staff. */
	amount: number;
	currency: string;
	/** ISO 8601 UTC. */
	purchasedAt: string;
	/** Of the course's active steps and those that the student has. */
	totalSteps: number;
	/** Booked or completed. */
	bookedSteps: number;
	completedSteps: number;
	steps: RosterStep[];
}

/** `live`: holds a seat (ACTIVE, SUSPENDED, COMPLETED); `incomplete`: live with a step that is not booked. */
export type RosterFilter = 'live' | 'incomplete' | 'ended' | 'all';

/**
 * `GET /admin/cohorts/{id}/roster` (view_cohort_rosters), filter `show` (default `live`) and `stepId` with
 * `stepStatus`. Searches name, login and email. Ordered by name, email, purchasedAt, bookedSteps or status.
 */
export type RosterQuery = ListQuery<'name' | 'email' | 'purchasedAt' | 'bookedSteps' | 'status'> & {
	show?: RosterFilter;
	stepId?: number;
	stepStatus?: StepStatus;
};
export type RosterResponse = ListResponse<RosterEntry>;

/**
 * `GET /admin/cohorts/{id}/roster/export?after=` (view_cohort_rosters): all that the same filters and search find, by
 * package id, at most a thousand at a time, for whoever streams them into a file.
 */
export interface RosterExportResponse {
	entries: RosterEntry[];
	/** For `after`; null when these were the last. */
	next: number | null;
}

export interface SessionStudent {
	packageId: number;
	packageVersion: number;
	studentId: number;
	name: string;
	email: string;
	cohortId: number;
	cohortName: string;
	stepId: number;
	stepLabel: string;
	status: 'BOOKED' | 'COMPLETED';
}

/** `GET /admin/class-sessions/{id}` (view_cohort_rosters): who comes; `class_session_not_found`. */
export interface ClassSessionResponse {
	classSessionId: number;
	groupClassId: number;
	groupClassName: string;
	timezone: string;
	startsAt: string;
	endsAt: string;
	maxStudents: number;
	enrolled: number;
	/** By name. */
	students: SessionStudent[];
}

/**
 * `POST /admin/class-sessions/{id}/attendance` (manage_cohorts): marks the booked steps of these packages as completed,
 * of all when `packageIds` is left out, or, with `completed: false`, as booked again. Once the session has begun;
 * `session_not_started` before. A package with all active steps completed becomes COMPLETED.
 */
export interface AttendanceRequest {
	completed: boolean;
	packageIds?: number[];
}

export interface AttendanceResponse {
	/** Steps that changed. */
	changed: number;
	session: ClassSessionResponse;
}
