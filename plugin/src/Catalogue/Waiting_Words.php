<?php
/**
 * What the Course cohorts block says of waiting lists.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

/**
 * Sentences on the card of a full cohort.
 */
final class Waiting_Words {

	/**
	 * The button of a student who does not wait.
	 *
	 * @param string $cohort_name Name of the cohort, so that buttons differ when they are read out alone.
	 */
	public static function join( string $cohort_name ): string {
		/* translators: %s: name of a cohort */
		return sprintf( __( 'Join the waiting list of %s', 'cohort-enrollment' ), $cohort_name );
	}

	/**
	 * The button of a student who waits.
	 *
	 * @param string $cohort_name Name of the cohort.
	 */
	public static function leave( string $cohort_name ): string {
		/* translators: %s: name of a cohort */
		return sprintf( __( 'Leave the waiting list of %s', 'cohort-enrollment' ), $cohort_name );
	}

	/**
	 * The link of a visitor.
	 *
	 * @param string $cohort_name Name of the cohort.
	 */
	public static function log_in_to_join( string $cohort_name ): string {
		/* translators: %s: name of a cohort */
		return sprintf( __( 'Log in to join the waiting list of %s', 'cohort-enrollment' ), $cohort_name );
	}

	/**
	 * What a student who waits can expect.
	 */
	public static function note(): string {
		return __( 'You are on the waiting list. We will email you when a seat is free; it goes to whoever enrolls first.', 'cohort-enrollment' );
	}

	/**
	 * For the view script.
	 *
	 * @return array<string, string>
	 */
	public static function for_view(): array {
		return [
			'note'   => self::note(),
			'left'   => __( 'You are not on the waiting list any more.', 'cohort-enrollment' ),
			'failed' => __( 'That did not work. Please try again in a few minutes.', 'cohort-enrollment' ),
		];
	}
}
