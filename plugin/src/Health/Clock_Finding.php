<?php
/**
 * Judges the difference of the clocks.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Identity\Token_Signer;

/**
 * Tokens live 60 seconds and may come from 5 seconds ahead; Stripe's signatures may be 300 seconds off.
 */
final class Clock_Finding {

	/** How far our clock may be ahead of the sidecar's (`sidecar/src/http/identity.ts`). */
	private const TOLERANCE = 5;

	/** How far Stripe's clock and the sidecar's may be apart (payments: signature check). */
	private const STRIPE_TOLERANCE = 300;

	/**
	 * Says what a difference breaks.
	 *
	 * @param int|null $skew Seconds by which the sidecar's clock is ahead of this one; null when not known.
	 */
	public static function of( ?int $skew ): Finding {
		if ( null === $skew ) {
			return new Finding(
				Finding::RECOMMENDED,
				__( 'The sidecar’s clock could not be read', 'cohort-enrollment' ),
				__( 'The sidecar did not tell its time.', 'cohort-enrollment' )
			);
		}
		if ( abs( $skew ) <= self::TOLERANCE ) {
			return new Finding(
				Finding::GOOD,
				__( 'The clocks of site and sidecar agree', 'cohort-enrollment' ),
				__( 'Requests to the sidecar are only valid for a minute, so both clocks must show the same time.', 'cohort-enrollment' )
			);
		}
		$breaks_tokens = $skew < -self::TOLERANCE || $skew > Token_Signer::LIFETIME_SECONDS;
		return new Finding(
			$breaks_tokens ? Finding::CRITICAL : Finding::RECOMMENDED,
			__( 'The clocks of site and sidecar differ', 'cohort-enrollment' ),
			self::explain( $skew, $breaks_tokens )
		);
	}

	/**
	 * The consequences and the remedy.
	 *
	 * @param int  $skew          Seconds, not 0.
	 * @param bool $breaks_tokens Whether the sidecar refuses the plugin's requests.
	 */
	private static function explain( int $skew, bool $breaks_tokens ): string {
		$seconds = number_format_i18n( abs( $skew ) );
		$text    = $skew > 0
			/* translators: %s: number of seconds. */
			? sprintf( _n( 'The sidecar’s clock is %s second ahead of this site’s.', 'The sidecar’s clock is %s seconds ahead of this site’s.', abs( $skew ), 'cohort-enrollment' ), $seconds )
			/* translators: %s: number of seconds. */
			: sprintf( _n( 'The sidecar’s clock is %s second behind this site’s.', 'The sidecar’s clock is %s seconds behind this site’s.', abs( $skew ), 'cohort-enrollment' ), $seconds );
		if ( $breaks_tokens ) {
			$text .= ' ' . __( 'It refuses this site’s requests, so nobody can enroll or book.', 'cohort-enrollment' );
		}
		if ( abs( $skew ) > self::STRIPE_TOLERANCE ) {
			$text .= ' ' . __( 'If it is the sidecar’s clock that is wrong, Stripe’s messages are refused too.', 'cohort-enrollment' );
		}
		return $text . ' ' . __( 'Let both machines set their clocks from a time server (NTP).', 'cohort-enrollment' );
	}
}
