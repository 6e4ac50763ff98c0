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
		issues?: { path: string; message: string }[];
		[key: string]: unknown;
	};
}
