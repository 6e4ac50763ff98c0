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
 * Asks `/readyz`, and whether the sidecar believes what this site signs, at most once per page.
 */
final class Inspector {

	/** Seconds that an admin page may wait, for all answers together. */
	private const TIMEOUT = 2.0;

	/** A question to which anybody with a good token gets an answer: that there is no such course. */
	private const TOKEN_PROBE = '/course-programs/-/cohorts';

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
			$this->accepts_token( $asked_at + self::TIMEOUT - microtime( true ) ),
		);
	}

	/**
	 * Whether the sidecar believes what this site signs.
	 *
	 * @param float $patience Seconds.
	 * @return bool|null Null when it is not known, because no time is left or no answer came.
	 */
	private function accepts_token( float $patience ): ?bool {
		if ( $patience <= 0 ) {
			return null;
		}
		try {
			$answer = $this->client->send_as_current_user( 'GET', self::TOKEN_PROBE, '', '', $patience );
		} catch ( Unavailable $unavailable ) {
			return Unavailable::NOT_CONFIGURED === $unavailable->reason ? false : null;
		}
		// Without its database the sidecar cannot know the secret.
		return $answer->status >= 500 ? null : 'invalid_token' !== $answer->error_code();
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
