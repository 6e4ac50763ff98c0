import type { EnrollmentState, RefundReason } from './checkout';

/** State of one step of one student. */
export type StepStatus = 'UNBOOKED' | 'BOOKED' | 'COMPLETED' | 'CANCELLED';

/** One class that a student may choose for a step, with its dated session in the student's cohort. */
export interface StepOption {
	courseStepOptionId: number;
	groupClassName: string;
	/** 0 = Sunday … 6 = Saturday, in `timezone`. */
	dayOfWeek: number;
	/** Wall-clock HH:MM in `timezone`. */
	startTime: string;
	endTime: string;
	/** IANA name of the class's own time zone. */
	timezone: string;
	/** ISO 8601 UTC instants of the dated session. */
	startsAt: string;
	endsAt: string;
	/** Never below 0. */
	availableSeats: number;
	location: string | null;
}

export interface UnbookedStep {
	stepId: number;
	stepLabel: string;
	stepTitle: string;
	stepOrder: number;
	options: StepOption[];
}

export interface BookedSession {
	groupClassName: string;
	startsAt: string;
	endsAt: string;
	timezone: string;
	location: string | null;
	/** Only for students who hold the seat. */
	meetingUrl: string | null;
}

/** A step of a package as the student sees it. */
export interface PackageStep {
	stepId: number;
	stepLabel: string;
	stepTitle: string;
	stepOrder: number;
	status: StepStatus;
	session: BookedSession | null;
}

/** `GET /students/me/course-packages/{id}/unbooked-steps` */
export interface UnbookedStepsResponse {
	packageId: number;
	courseCode: string;
	courseTitle: string;
	cohortName: string;
	/** Steps to choose for, by `stepOrder`. */
	steps: UnbookedStep[];
	/** Steps that are booked already, by `stepOrder`. */
	booked: PackageStep[];
}

/** `POST /students/me/course-packages/{id}/book-sessions` */
export interface BookSessionsRequest {
	selections: { courseStepId: number; courseStepOptionId: number }[];
}

export type BookingConflictReason =
	'class_full' | 'option_not_available' | 'step_not_in_course' | 'already_booked' | 'session_started';

export interface BookingConflict {
	courseStepId: number;
	courseStepOptionId: number;
	reason: BookingConflictReason;
	/** What can be chosen instead, fresh from the database; empty when the step needs no choice. */
	alternatives: StepOption[];
}

export interface BookSessionsResponse {
	/** Steps that were booked because only one option exists. */
	autoBooked: PackageStep[];
	/** Steps booked because the student chose them. */
	manualSelections: PackageStep[];
	/** Both of the above, by `stepOrder`. */
	booked: PackageStep[];
	conflicts: BookingConflict[];
	/** How many steps are still without a booking. */
	remaining: number;
}

export type PackageStatus = 'ACTIVE' | 'SUSPENDED' | 'CANCELLED' | 'REFUNDED' | 'COMPLETED';

export interface CoursePackage {
	id: number;
	packageName: string;
	status: PackageStatus;
	/** What became of the payment; sessions can be booked while it is `enrolled` and the package ACTIVE. */
	paymentState: EnrollmentState;
	/** Why a package ended, if it did. */
	reason: RefundReason | null;
	/** ISO 8601 UTC. */
	purchasedAt: string;
	courseCode: string;
	courseTitle: string;
	cohortName: string;
	/** Calendar dates (YYYY-MM-DD) in `cohortTimezone`. */
	startDate: string;
	endDate: string;
	cohortTimezone: string;
	steps: PackageStep[];
	bookedSteps: number;
	totalSteps: number;
}

export interface NextSession extends BookedSession {
	packageId: number;
	stepId: number;
	stepLabel: string;
	stepTitle: string;
	courseTitle: string;
}

/** `GET /students/me/course-packages` */
export interface CoursePackagesResponse {
	packages: CoursePackage[];
	/** The student's next booked session over all courses that has not ended. */
	nextSession: NextSession | null;
}
