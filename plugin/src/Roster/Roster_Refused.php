<?php
/**
 * The sidecar does not give a roster.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Roster;

use RuntimeException;

/**
 * Why, by the stable code of `sidecar/contract/errors.ts`.
 */
final class Roster_Refused extends RuntimeException {

	/**
	 * Keeps the reason.
	 *
	 * @param string $error_code Such as `cohort_not_found`.
	 * @param int    $status     HTTP status.
	 */
	public function __construct( public readonly string $error_code, public readonly int $status ) {
		parent::__construct( $error_code );
	}
}
