import type { Price } from './catalogue';

/** `POST /course-programs/{code}/cohorts/{cohortId}/enroll` */
export interface EnrollRequest {
	/** Path (and query) on this site to return to after payment; the plugin's success page by default. */
	successPath?: string;
	/** Path (and query) on this site to return to when the student gives up; the site's front page by default. */
	cancelPath?: string;
}

export interface EnrollResponse {
	/** Stripe Checkout Session id; null for a free course, which enrolls at once. */
	sessionId: string | null;
	/** Where to send the browser: Stripe Checkout, or the success page of a free course. */
	url: string;
	/** ISO 8601 UTC: until when the seat is held; null for a free course. */
	expiresAt: string | null;
}

/** What a student may be told about a checkout. */
export type EnrollmentState =
	| 'processing'
	| 'awaiting_payment'
	| 'enrolled'
	| 'disputed'
	| 'refund_pending'
	| 'refunded'
	| 'refund_failed'
	| 'expired'
	| 'cancelled'
	| 'failed';

/**
 * Why money goes back, why a paid checkout did not become an enrollment, or why an enrollment ended. The last two are a
 * person's decision to keep money without one: `kept_by_staff` all of it, `refunded_in_part` what is not sent back.
 */
export type RefundReason =
	| 'cohort_full'
	| 'already_enrolled'
	| 'cohort_inactive'
	| 'course_inactive'
	| 'student_missing'
	| 'payment_reversed'
	| 'requested'
	| 'kept_by_staff'
	| 'refunded_in_part';

/** `GET /enrollment/session/{stripeSessionId}` */
export interface EnrollmentSessionResponse {
	state: EnrollmentState;
	packageId: number | null;
	cohortId: number;
	courseCode: string;
	courseTitle: string;
	cohortName: string;
	/** The page of this site on which the student clicked Enroll, for another try; null when nobody knows. */
	returnUrl: string | null;
	/** The amount that was to be paid, before promotion codes and tax. */
	price: Price;
	/** Only with refund_pending, refunded, refund_failed, cancelled, disputed. */
	reason: RefundReason | null;
	/** The student waits for a seat of this cohort; told only with the reason `cohort_full`. */
	onWaitingList: boolean;
}
