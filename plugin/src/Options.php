<?php
/**
 * Names of everything the plugin stores in WordPress's options.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment;

/**
 * Option names. Only VERSION is autoloaded: pages without our blocks pay for nothing else.
 */
final class Options {

	/** Key of the JWT: 64 hexadecimal characters, used as ASCII text. The sidecar reads it too. */
	public const SECRET = 'cohort_enrollment_secret';

	/** The key before the last rotation; the sidecar still accepts it. */
	public const SECRET_PREVIOUS = 'cohort_enrollment_secret_previous';

	/** Base address of the sidecar, without a trailing slash. */
	public const SIDECAR_URL = 'cohort_enrollment_sidecar_url';

	/** Page to which Stripe sends a student back: holds the session wizard. */
	public const SUCCESS_PAGE = 'cohort_enrollment_success_page_id';

	/** Page with the student dashboard. */
	public const DASHBOARD_PAGE = 'cohort_enrollment_dashboard_page_id';

	/** Whether deleting the plugin deletes its data. */
	public const REMOVE_DATA = 'cohort_enrollment_remove_data';

	/** Version whose setup has run on this site. */
	public const VERSION = 'cohort_enrollment_version';

	/** Which capabilities each role was given once. */
	public const GRANTED_CAPABILITIES = 'cohort_enrollment_granted_capabilities';

	/** Why one of our mails could last not be sent. */
	public const MAIL_FAILURE = 'cohort_enrollment_mail_failure';

	/** Transient: what we last knew about the sidecar. */
	public const SIDECAR_STATE_TRANSIENT = 'cohort_enrollment_sidecar_state';

	/** Beginning of the name of one option for each mail; see Mail\Delivery_Markers. */
	public const MAIL_MARKER_PREFIX = 'cohort_enrollment_mail_marker_';

	/** Every option above but the mails', for the uninstaller. */
	public const ALL = [
		self::SECRET,
		self::SECRET_PREVIOUS,
		self::SIDECAR_URL,
		self::SUCCESS_PAGE,
		self::DASHBOARD_PAGE,
		self::REMOVE_DATA,
		self::VERSION,
		self::GRANTED_CAPABILITIES,
		self::MAIL_FAILURE,
	];

	/**
	 * Fetches what a call to the sidecar needs in one query instead of one query each.
	 */
	public static function prime(): void {
		wp_prime_option_caches(
			[
				self::SECRET,
				self::SIDECAR_URL,
				self::SUCCESS_PAGE,
				self::DASHBOARD_PAGE,
				'_transient_' . self::SIDECAR_STATE_TRANSIENT,
				'_transient_timeout_' . self::SIDECAR_STATE_TRANSIENT,
			]
		);
	}
}
