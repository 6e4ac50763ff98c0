import type { PackageStatus, StepStatus } from '../booking';
import type { EnrollmentState, RefundReason } from '../checkout';
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
	/** Why it ended, or why money goes or went back; null without a reason. */
	reason: RefundReason | null;
	/** What was paid for it, minor unit, before promotion codes and tax; 0: free, or enrolled by staff. */
	amount: number;
	/** With the reason `refunded_in_part`: what goes or went back of it, minor unit. Else null. */
	refundAmount: number | null;
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

/** The cohort whose students are shown. */
export interface RosterCohort {
	id: number;
	name: string;
	courseId: number;
	courseTitle: string;
	/** IANA name. */
	timezone: string;
	/** In order: the course's active steps, and those that a student of the cohort has booked all the same. */
	steps: { stepId: number; stepLabel: string }[];
}

/** `live`: holds a seat (ACTIVE, SUSPENDED, COMPLETED); `incomplete`: live with a step that is not booked. */
export type RosterFilter = 'live' | 'incomplete' | 'ended' | 'all';

/** Whom the roster is about. */
export interface RosterSelection {
	/** `live` when left out. */
	show?: RosterFilter;
	/** Those who have this step, or any step, in this status. One of the two may be left out. */
	stepId?: number;
	stepStatus?: StepStatus;
	/** In name, login and email. */
	search?: string;
}

/**
 * `GET /admin/cohorts/{id}/roster` (view_cohort_rosters); `cohort_not_found`. Ordered by purchasedAt, name, email,
 * bookedSteps or status.
 */
export type RosterQuery = ListQuery<'purchasedAt' | 'name' | 'email' | 'bookedSteps' | 'status'> &
	RosterSelection;
export interface RosterResponse extends ListResponse<RosterEntry> {
	cohort: RosterCohort;
}

/**
 * `GET /admin/cohorts/{id}/roster/export` (view_cohort_rosters): all whom the same selection finds, by package id, at most
 * a thousand at a time, for whoever streams them into a file; `cohort_not_found`.
 */
export type RosterExportQuery = RosterSelection & {
	/** `next` of the answer before; 0 when left out. */
	after?: number;
};
export interface RosterExportResponse {
	cohort: RosterCohort;
	entries: RosterEntry[];
	/** For `after`; null when these were the last. */
	next: number | null;
}

/** One dated session of a class. */
export interface ClassSession {
	classSessionId: number;
	groupClassId: number;
	groupClassName: string;
	/** IANA name; of the class. */
	timezone: string;
	/** ISO 8601 UTC. */
	startsAt: string;
	endsAt: string;
	maxStudents: number;
	/** Students of all cohorts who are booked in it and are not marked as having attended. */
	booked: number;
	/** Marked as having attended. */
	completed: number;
	/** It has begun, so attendance can be marked. */
	hasBegun: boolean;
}

/** One dated session of a cohort's schedule. */
export interface CohortSession extends ClassSession {
	/** The steps that are taken in it. */
	stepLabels: string[];
	/** Names of other cohorts that share it. */
	sharedWith: string[];
}

/** `GET /admin/cohorts/{id}/sessions` (view_cohort_rosters): by start; `cohort_not_found`. */
export interface CohortSessionsResponse {
	cohortId: number;
	cohortName: string;
	sessions: CohortSession[];
}

export interface SessionStudent {
	packageId: number;
	packageStatus: PackageStatus;
	/** WordPress user. */
	studentId: number;
	/** '' when the account is deleted. */
	name: string;
	email: string;
	cohortId: number;
	cohortName: string;
	stepId: number;
	stepLabel: string;
	status: 'BOOKED' | 'COMPLETED';
}

/**
 * `GET /admin/class-sessions/{id}` (view_cohort_rosters) answers with the session; `class_session_not_found`.
 * `GET /admin/class-sessions/{id}/students`: who comes, by name. Searches name, login and email.
 */
export type SessionStudentsQuery = ListQuery<'name' | 'status'>;
export type SessionStudentsResponse = ListResponse<SessionStudent>;

/**
 * `POST /admin/class-sessions/{id}/attendance` (manage_cohorts): marks the booked steps of these packages as completed,
 * of all when `packageIds` is left out, or, with `completed: false`, as booked again. Packages without such a step in
 * this session are passed over. Before the session has begun `session_not_started`. A package of which no step is left
 * becomes COMPLETED, and ACTIVE again when one is taken back; it keeps its seat.
 */
export interface AttendanceRequest {
	completed: boolean;
	/** 1 to 1000. */
	packageIds?: number[];
}

export interface AttendanceResponse {
	/** Packages of which a step changed, for whoever takes it back. */
	packageIds: number[];
	session: ClassSession;
}
