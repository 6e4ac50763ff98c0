<?php
/**
 * Why the sidecar gave no usable answer.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

use RuntimeException;

/**
 * No usable answer. The message is English, for logs, and holds nothing personal.
 */
final class Unavailable extends RuntimeException {

	/** No connection: refused, unknown host, broken off. */
	public const NO_CONNECTION = 'no_connection';

	/** No answer in time. */
	public const TIMEOUT = 'timeout';

	/** WordPress may not call this host (`WP_HTTP_BLOCK_EXTERNAL`). */
	public const BLOCKED = 'blocked';

	/** Something else answered: not JSON, a redirect, an unknown error shape. */
	public const NOT_THE_SIDECAR = 'not_the_sidecar';

	/** The address or the key is missing or wrong. */
	public const NOT_CONFIGURED = 'not_configured';

	/**
	 * Keeps the reason.
	 *
	 * @param string $reason One of the constants.
	 * @param string $detail English, for logs; no personal data.
	 */
	public function __construct( public readonly string $reason, string $detail ) {
		parent::__construct( $detail );
	}
}
