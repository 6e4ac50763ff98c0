<?php
/**
 * Judges whether payments can work.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Sidecar\Inspection;

/**
 * Whether Stripe takes the sidecar's key, and whether it is the right kind of key for this site.
 */
final class Stripe_Finding {

	/**
	 * Says what the key does.
	 *
	 * @param Inspection $inspection  What was seen.
	 * @param string     $environment Of `wp_get_environment_type()`.
	 */
	public static function of( Inspection $inspection, string $environment ): Finding {
		if ( 'ok' !== $inspection->stripe ) {
			return new Finding( Finding::CRITICAL, __( 'Payments do not work', 'cohort-enrollment' ), Explanations::stripe( (string) $inspection->stripe ) );
		}
		if ( 'live' === $inspection->mode ) {
			return new Finding(
				Finding::GOOD,
				__( 'Stripe accepts payments', 'cohort-enrollment' ),
				__( 'The sidecar reaches Stripe and its key is accepted.', 'cohort-enrollment' )
			);
		}
		$is_production = 'production' === $environment;
		return new Finding(
			$is_production ? Finding::RECOMMENDED : Finding::GOOD,
			$is_production ? __( 'Stripe is in test mode on a production site', 'cohort-enrollment' ) : __( 'Stripe is connected in test mode', 'cohort-enrollment' ),
			__( 'No real money moves. Give the sidecar a live key when you are ready to sell.', 'cohort-enrollment' )
		);
	}
}
