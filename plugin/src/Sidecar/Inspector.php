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
		$told   = Facts::of( $answer->data );
		$checks = $told?->object( 'checks' );
		if ( null === $told || null === $checks || null === $told->text( 'version' ) ) {
			return new Inspection( Unavailable::NOT_THE_SIDECAR );
		}
		return new Inspection(
			null,
			$told->text( 'version' ),
			$checks->text( 'database' ),
			$checks->text( 'schema' ),
			$checks->text( 'stripe' ),
			$told->text( 'mode' ),
			// The sidecar read its clock somewhere between question and answer.
			self::seconds_ahead( $told->moment( 'time' ), ( $asked_at + microtime( true ) ) / 2 ),
			$told->integer( 'clockSkewSeconds' ),
			Deliveries::of( $told->object( 'webhooks' ) ),
			$told->text( 'schemaVersion' ),
			Mails::of( $told->object( 'mails' ) ),
			Reconciler::of( $told->object( 'reconciler' ) ),
		);
	}

	/**
	 * How far a clock is ahead.
	 *
	 * @param DateTimeImmutable|null $time What it shows.
	 * @param float                  $now  Unix seconds of our clock at that moment.
	 * @return int|null Seconds, rounded; null when the time could not be read.
	 */
	private static function seconds_ahead( ?DateTimeImmutable $time, float $now ): ?int {
		return null === $time ? null : (int) round( (float) $time->format( 'U.u' ) - $now );
	}
}
