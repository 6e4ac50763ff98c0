<?php
/**
 * Judges the difference between the sidecar's clock and Stripe's.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

/**
 * Site and sidecar often run on one machine and are wrong together; Stripe's clock tells.
 */
final class Stripe_Clock_Finding {

	/** Clocks that are set by a time server never differ this much (`sidecar/src/domain/site/stripe-probe.ts`). */
	private const TOLERANCE = 60;

	/** Stripe's signatures may be this old (`sidecar/src/stripe/webhook-signature.ts`). */
	private const SIGNATURE_TOLERANCE = 300;

	/**
	 * Says what a difference breaks.
	 *
	 * @param int $skew Seconds by which the sidecar's clock is ahead of Stripe's; negative = behind.
	 */
	public static function of( int $skew ): Finding {
		if ( abs( $skew ) <= self::TOLERANCE ) {
			return new Finding(
				Finding::GOOD,
				__( 'The sidecar’s clock agrees with Stripe’s', 'cohort-enrollment' ),
				__( 'Stripe’s messages are only valid for five minutes, so the clocks must agree.', 'cohort-enrollment' )
			);
		}
		$seconds = number_format_i18n( abs( $skew ) );
		$text    = $skew > 0
			/* translators: %s: number of seconds. */
			? sprintf( _n( 'The sidecar’s clock is %s second ahead of Stripe’s.', 'The sidecar’s clock is %s seconds ahead of Stripe’s.', abs( $skew ), 'cohort-enrollment' ), $seconds )
			/* translators: %s: number of seconds. */
			: sprintf( _n( 'The sidecar’s clock is %s second behind Stripe’s.', 'The sidecar’s clock is %s seconds behind Stripe’s.', abs( $skew ), 'cohort-enrollment' ), $seconds );
		$breaks = abs( $skew ) > self::SIGNATURE_TOLERANCE;
		return new Finding(
			$breaks ? Finding::CRITICAL : Finding::RECOMMENDED,
			__( 'The sidecar’s clock differs from Stripe’s', 'cohort-enrollment' ),
			$text . ' '
				. ( $breaks
					? __( 'It refuses every message of Stripe, so students are enrolled late: when they come back from paying.', 'cohort-enrollment' )
					: __( 'Beyond 300 seconds Stripe’s messages are refused.', 'cohort-enrollment' ) )
				. ' ' . __( 'Let the machine set its clock from a time server (NTP).', 'cohort-enrollment' )
		);
	}
}
