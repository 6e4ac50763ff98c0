<?php
/**
 * Watches the calls that browsers and Stripe make.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * Decides how long to wait for the sidecar, and tells operators when it does not answer: in PHP's error log, with the
 * route's template and the reason, never a path, user, token or body.
 */
final class Watch {

	/** Seconds to wait for a sidecar that failed a moment ago: one that hangs must not hold every PHP process. */
	private const SHORT_PATIENCE = 2.0;

	/** Seconds to wait for what staff asks, which may ask Stripe several times. With the probe, less than their browser's 30. */
	private const STAFF_PATIENCE = 25.0;

	/**
	 * Keeps its neighbour.
	 *
	 * @param Availability $availability What is known about the sidecar.
	 * @param float        $patience     Seconds to wait for an answer.
	 * @param bool         $is_of_staff  Whether one slow answer alone says nothing about the others.
	 */
	private function __construct(
		private readonly Availability $availability,
		private readonly float $patience,
		private readonly bool $is_of_staff,
	) {}

	/**
	 * Over what students and Stripe ask.
	 *
	 * @param Availability $availability What is known about the sidecar.
	 */
	public static function of_students( Availability $availability ): self {
		return new self( $availability, Client::TIMEOUT, false );
	}

	/**
	 * Over what staff asks. Stripe may be slow about one question of theirs while everybody else is served.
	 *
	 * @param Availability $availability What is known about the sidecar.
	 */
	public static function of_staff( Availability $availability ): self {
		return new self( $availability, self::STAFF_PATIENCE, true );
	}

	/** How long to wait for the next answer, in seconds. */
	public function patience(): float {
		return $this->availability->is_known_down() ? self::SHORT_PATIENCE : $this->patience;
	}

	/**
	 * Notes a call with an answer.
	 */
	public function answered(): void {
		if ( $this->availability->is_known_down() ) {
			$this->availability->remember( true );
		}
	}

	/**
	 * Notes a call without a usable answer. Only the first of a series is logged: an outage must not flood the log. That
	 * staff got no answer in time from a sidecar that is well is logged, and not held against it.
	 *
	 * @param Unavailable $unavailable Why.
	 * @param string      $method      HTTP method.
	 * @param string      $route       Path template.
	 */
	public function failed( Unavailable $unavailable, string $method, string $route ): void {
		if ( $this->is_slow_only( $unavailable ) || $this->availability->remember( false ) ) {
			$this->log( sprintf( 'the sidecar is unavailable for %s %s (%s): %s', $method, $route, $unavailable->reason, $unavailable->getMessage() ) );
		}
		/**
		 * Fires when the sidecar gave no usable answer, for monitoring.
		 *
		 * @since 0.1.0
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
	 * Whether staff waited in vain for one answer while the sidecar is well, as when Stripe is slow. Takes a second at most:
	 * one that hangs must be known, or every call of staff would hold a PHP process for as long as staff has patience.
	 *
	 * @param Unavailable $unavailable Why the call failed.
	 */
	private function is_slow_only( Unavailable $unavailable ): bool {
		return $this->is_of_staff && Unavailable::TIMEOUT === $unavailable->reason && $this->availability->probe();
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
