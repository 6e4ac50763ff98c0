import type { CoursePackage, UnbookedStep } from '../booking';
import type { Versioned } from './lists';

/** `POST /admin/cohorts/{id}/enrollments` (manage_cohorts): enrolls without payment; 201. Takes a seat like everybody. */
export interface EnrollByHandRequest {
	studentId: number;
	/** 1 to 500 characters; kept in the activity. */
	reason: string;
}

export interface EnrollByHandResponse {
	packageId: number;
}

/**
 * `POST /admin/packages/{id}/move` (manage_cohorts): to another cohort of the same course. Bookings are given back;
 * steps that leave no choice are booked in the new cohort. The student is told by mail. Raises `package_not_found`,
 * `package_not_active`, `cohort_not_found`, `cohort_full`, `other_course`.
 */
export interface MovePackageRequest extends Versioned {
	cohortId: number;
	reason: string;
}

/**
 * `POST /admin/packages/{id}/cancel` (manage_cohorts): ends an enrollment and gives back its seats. With a refund the
 * checkout is `refund_due` until the outbox has sent it. Raises `package_not_found`, `package_not_active`,
 * `nothing_to_refund` (no payment, or none of it is left), `refund_too_large` with `data.refundable`.
 */
export interface CancelPackageRequest extends Versioned {
	reason: string;
	/** `amount` in the minor unit of what was paid. */
	refund: 'none' | 'full' | { amount: number };
}

/**
 * `GET /admin/packages/{id}` (view_cohort_rosters), and the answer to every change of a package.
 * `POST /admin/packages/{id}/book-sessions` (manage_cohorts) takes `BookSessionsRequest`, answers with
 * `BookSessionsResponse`: as the student would book. `DELETE /admin/packages/{id}/steps/{stepId}/booking?version=`
 * gives one booking back.
 */
export interface StaffPackage extends CoursePackage, Versioned {
	studentId: number;
	studentName: string;
	studentEmail: string;
	courseId: number;
	cohortId: number;
	/** Minor unit. */
	amount: number;
	currency: string;
	livemode: boolean;
	/** `pi_…`; null when nothing was paid. */
	paymentIntentId: string | null;
	/** In Stripe's dashboard. */
	stripeUrl: string | null;
	/** What can still be refunded of what Stripe received, minor unit; null when Stripe could not be asked. */
	refundable: number | null;
	/** What is left to choose; empty unless the package can be booked. */
	unbooked: UnbookedStep[];
	/** Other cohorts of the course that have a seat. */
	moveTargets: { cohortId: number; name: string; startDate: string; seatsLeft: number | null }[];
}
