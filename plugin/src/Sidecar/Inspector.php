<?php
/**
 * Looks at the sidecar for administrators.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

use DateTimeImmutable;

/**
 * Asks `/readyz`, at most once per page.
 */
final class Inspector {

	/** Seconds that an admin page may wait. */
	private const TIMEOUT = 2.0;

	private ?Inspection $inspection = null;

	/**
	 * Keeps its neighbours.
	 *
	 * @param Client       $client       Talks to the sidecar.
	 * @param Availability $availability Gets to know what is found out here.
	 */
	public function __construct(
		private readonly Client $client,
		private readonly Availability $availability,
	) {}

	/**
	 * How the sidecar is. Waits 2 seconds at most; never throws.
	 */
	public function inspect(): Inspection {
		if ( null === $this->inspection ) {
			$this->inspection = $this->ask();
			$selling          = null === $this->inspection->stripe ? null : 'invalid_key' !== $this->inspection->stripe;
			$this->availability->remember( $this->inspection->is_reachable(), $selling );
		}
		return $this->inspection;
	}

	/** Asks the sidecar. */
	private function ask(): Inspection {
		$asked_at = microtime( true );
		try {
			$answer = $this->client->send( 'GET', '/readyz', '', [], self::TIMEOUT );
		} catch ( Unavailable $unavailable ) {
			return new Inspection( $unavailable->reason );
		}
		$data   = (array) $answer->data;
		$checks = is_object( $data['checks'] ?? null ) ? (array) $data['checks'] : null;
		if ( null === $checks || ! is_string( $data['version'] ?? null ) ) {
			return new Inspection( Unavailable::NOT_THE_SIDECAR );
		}
		return new Inspection(
			null,
			$data['version'],
			self::text( $checks['database'] ?? null ),
			self::text( $checks['schema'] ?? null ),
			self::text( $checks['stripe'] ?? null ),
			self::text( $data['mode'] ?? null ),
			// The sidecar read its clock somewhere between question and answer.
			self::seconds_ahead( self::text( $data['time'] ?? null ), ( $asked_at + microtime( true ) ) / 2 ),
			is_int( $data['clockSkewSeconds'] ?? null ) ? $data['clockSkewSeconds'] : null,
			Deliveries::of( $data['webhooks'] ?? null ),
		);
	}

	/**
	 * Text or nothing.
	 *
	 * @param mixed $value From the answer.
	 */
	private static function text( mixed $value ): ?string {
		return is_string( $value ) ? $value : null;
	}

	/**
	 * How far a clock is ahead.
	 *
	 * @param string|null $time ISO 8601 with milliseconds.
	 * @param float       $now  Unix seconds of our clock at that moment.
	 * @return int|null Seconds, rounded; null when the time cannot be read.
	 */
	private static function seconds_ahead( ?string $time, float $now ): ?int {
		$parsed = null === $time ? false : DateTimeImmutable::createFromFormat( DATE_RFC3339_EXTENDED, $time );
		return false === $parsed ? null : (int) round( (float) $parsed->format( 'U.u' ) - $now );
	}
}
