import type { FieldIssue } from './field-issues';

/**
 * Every error code that the sidecar's REST interface can answer with, and the HTTP status it carries.
 * Codes are stable: texts may change, codes may not. Blocks translate by code.
 */
export const ERROR_STATUS = {
	// What the caller sent.
	invalid_request: 400,
	route_not_found: 404,
	method_not_allowed: 405,
	payload_too_large: 413,
	unsupported_media_type: 415,
	// Who the caller is.
	invalid_token: 401,
	login_required: 401,
	/** The account lacks the capability that the route asks for. */
	forbidden: 403,
	// Enrolling.
	course_not_found: 404,
	cohort_not_found: 404,
	cohort_inactive: 409,
	cohort_full: 409,
	/** There is nothing to wait for: the student can enroll. */
	cohort_not_full: 409,
	deadline_passed: 409,
	already_enrolled: 409,
	no_price: 409,
	price_unavailable: 409,
	checkout_in_progress: 409,
	session_not_found: 404,
	/** Asked for too many checkouts that are not the caller's. */
	rate_limited: 429,
	// Booking.
	package_not_found: 404,
	package_not_active: 409,
	nothing_booked: 409,
	// Running courses.
	/** Somebody else changed the row since; `data.current` is how it is now. */
	version_conflict: 409,
	/** Others refer to it; `data` says who. */
	in_use: 409,
	group_class_not_found: 404,
	class_session_not_found: 404,
	student_not_found: 404,
	task_not_found: 404,
	step_not_found: 404,
	code_taken: 409,
	code_fixed: 409,
	/** Fewer seats than are taken; `data.taken`. */
	seats_below_sold: 409,
	/** Stripe's price cannot be sold; `data.why`. */
	price_not_usable: 409,
	students_booked: 409,
	class_full: 409,
	/** Students cannot be moved into a time that has begun. */
	session_started: 409,
	/** Others have the session at another time. */
	session_shared: 409,
	session_not_started: 409,
	other_course: 409,
	nothing_to_refund: 409,
	/** More than `data.refundable`. */
	refund_too_large: 409,
	/** The buyer's bank holds the money: a refund beside a dispute would lose it twice. */
	payment_disputed: 409,
	task_resolved: 409,
	nothing_to_replay: 409,
	enrollment_is_live: 409,
	// Webhook.
	invalid_signature: 400,
	invalid_event: 400,
	// The sidecar's own neighbours.
	stripe_unavailable: 503,
	database_unavailable: 503,
	internal_error: 500,
} as const;

/** A stable error code of the sidecar. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** Codes that the plugin's proxy adds when the sidecar gave no answer. */
export type ProxyErrorCode = 'sidecar_unavailable' | 'sidecar_not_configured';

/** The shape of every error answer: WordPress's own (WP_Error over REST). */
export interface ErrorBody {
	/** One of {@link ErrorCode} or {@link ProxyErrorCode}, or a code of WordPress's own. */
	code: string;
	/** English, for logs and developers; blocks show their own translated text by code. */
	message: string;
	data: {
		status: number;
		/** Wrong fields, with `invalid_request`. */
		issues?: FieldIssue[];
		[key: string]: unknown;
	};
}
