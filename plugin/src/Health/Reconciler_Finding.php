<?php
/**
 * Judges whether the books are compared with Stripe's.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Sidecar\Reconciler;

/**
 * Every ten minutes or so the sidecar looks for what Stripe's messages never told; it is late when Stripe cannot be asked.
 */
final class Reconciler_Finding {

	/** Seconds after which something must be wrong. */
	private const PATIENCE = HOUR_IN_SECONDS;

	/**
	 * Says what the last run tells.
	 *
	 * @param Reconciler $reconciler When it last came to its end.
	 */
	public static function of( Reconciler $reconciler ): Finding {
		if ( null === $reconciler->last_run ) {
			return new Finding(
				Finding::RECOMMENDED,
				__( 'The books were not compared with Stripe’s yet', 'cohort-enrollment' ),
				__( 'The sidecar does that by itself, first some minutes after its start.', 'cohort-enrollment' ) . ' ' . self::remedy()
			);
		}
		/* translators: %s: how long ago, such as "5 minutes". */
		$when = sprintf( __( 'They were last compared %s ago.', 'cohort-enrollment' ), human_time_diff( $reconciler->last_run ) );
		if ( time() - $reconciler->last_run > self::PATIENCE ) {
			return new Finding(
				Finding::RECOMMENDED,
				__( 'The books have not been compared with Stripe’s lately', 'cohort-enrollment' ),
				$when . ' ' . self::remedy()
			);
		}
		return new Finding( Finding::GOOD, __( 'The books are compared with Stripe’s', 'cohort-enrollment' ), $when );
	}

	/** What to do when it does not come to its end. */
	private static function remedy(): string {
		return __( 'If it stays so, Stripe cannot be asked: the sidecar’s log says why. A restricted key must be allowed to read events, Checkout Sessions, refunds and disputes.', 'cohort-enrollment' );
	}
}
