import type { CoursePackage, UnbookedStep } from '../booking';
import type { Versioned } from './lists';

/**
 * `POST /admin/cohorts/{id}/enrollments` (manage_cohorts): enrolls without payment; 201. Takes a seat like everybody, but
 * after the deadline, too. The student's open checkouts of the course are ended first; whoever has paid is enrolled by
 * that: `already_enrolled` with `data.paid`. Raises `cohort_not_found`, `student_not_found` (on this site),
 * `already_enrolled`, `cohort_inactive` (or its course), `cohort_full`, `checkout_in_progress` while a delayed payment of
 * the student for this course is under way, and `stripe_unavailable` while Stripe cannot tell whether the student has paid:
 * nobody was enrolled by hand, but of several checkouts some may be ended, and what was paid may enroll a moment later.
 */
export interface EnrollByHandRequest {
	studentId: number;
	/** 1 to 500 characters; kept in the activity. */
	reason: string;
}

export interface EnrollByHandResponse {
	packageId: number;
}

/**
 * `POST /admin/packages/{id}/move` (manage_cohorts): to another cohort of the same course, on sale or not. Bookings of
 * sessions that have not begun are given back; steps that leave no choice are booked in the new cohort. The student is
 * told by mail. Raises `package_not_found`, `package_not_active`, `cohort_not_found`, `cohort_full`, `other_course`,
 * `already_enrolled` when it is in that cohort.
 */
export interface MovePackageRequest extends Versioned {
	cohortId: number;
	reason: string;
}

/**
 * `POST /admin/packages/{id}/cancel` (manage_cohorts): ends an enrollment and gives back its seats. With a refund the
 * checkout is `refund_due` until the outbox has sent it. Raises `package_not_found`, `package_not_active`,
 * `nothing_to_refund` (no payment, or none of it is left), `refund_too_large` with `data.refundable`, `payment_disputed`
 * and `stripe_unavailable`; none of these four without a refund.
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
 * gives one booking back, of a session that is over as well; raises `package_not_active`, `step_not_found`,
 * `nothing_booked`.
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
	/**
	 * What can still be refunded of what Stripe received, minor unit: nothing while a bank holds it. Null when Stripe
	 * could not be asked.
	 */
	refundable: number | null;
	/** What is left to choose; empty unless the package can be booked. */
	unbooked: UnbookedStep[];
	/** Other cohorts of the course that have a seat and are not over, on sale or not; empty unless it can be moved. */
	moveTargets: { cohortId: number; name: string; startDate: string; seatsLeft: number | null }[];
}
