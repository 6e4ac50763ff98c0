<?php
/**
 * Tells operators that the sidecar does not answer.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * Writes failures to PHP's error log: the route's template and the reason, never a path, user, token or body.
 */
final class Failure_Report {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Availability $availability What is known about the sidecar.
	 */
	public function __construct( private readonly Availability $availability ) {}

	/**
	 * Notes a call without a usable answer. Only the first of a series is logged: an outage must not flood the log.
	 *
	 * @param Unavailable $unavailable Why.
	 * @param string      $method      HTTP method.
	 * @param string      $route       Path template.
	 */
	public function send( Unavailable $unavailable, string $method, string $route ): void {
		if ( $this->availability->remember( false ) ) {
			$this->log( sprintf( 'the sidecar is unavailable for %s %s (%s): %s', $method, $route, $unavailable->reason, $unavailable->getMessage() ) );
		}
		/**
		 * Fires when the sidecar gave no usable answer, for monitoring.
		 *
		 * @param string $reason `no_connection`, `timeout`, `blocked`, `not_the_sidecar` or `not_configured`.
		 * @param string $method HTTP method.
		 * @param string $route  Path template such as `/students/me/course-packages`.
		 */
		do_action( 'cohort_enrollment_sidecar_unavailable', $unavailable->reason, $method, $route );
	}

	/**
	 * Notes that the sidecar did not accept a token of ours: the keys or the clocks differ.
	 *
	 * @param string $method HTTP method.
	 * @param string $route  Path template.
	 */
	public function refused_token( string $method, string $route ): void {
		$this->log( sprintf( 'the sidecar refused the token for %s %s. Compare the secrets, site addresses and clocks of both sides (Tools > Site Health).', $method, $route ) );
	}

	/**
	 * Writes one line.
	 *
	 * @param string $line English.
	 */
	private function log( string $line ): void {
		error_log( 'Cohort Enrollment: ' . $line ); // phpcs:ignore WordPress.PHP.DevelopmentFunctions.error_log_error_log -- Operators read it there.
	}
}
