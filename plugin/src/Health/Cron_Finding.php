<?php
/**
 * Judges whether the plugin's daily work is done.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Setup\Schedule;

/**
 * The plugin's events in WP-Cron. Nothing that students wait for depends on them: that is the sidecar's own timers.
 */
final class Cron_Finding {

	/** Seconds by which a daily event may be late on a site with few visitors. */
	private const PATIENCE = DAY_IN_SECONDS;

	/**
	 * Looks at the plan.
	 */
	public static function now(): Finding {
		$next = wp_next_scheduled( Schedule::FORGET_MAILS );
		if ( false === $next ) {
			return new Finding(
				Finding::RECOMMENDED,
				__( 'The daily clean-up of the enrollment plugin is not planned', 'cohort-enrollment' ),
				__( 'Deactivate the plugin and activate it again: that plans it.', 'cohort-enrollment' )
			);
		}
		if ( time() - $next > self::PATIENCE ) {
			return new Finding(
				Finding::RECOMMENDED,
				__( 'The daily clean-up of the enrollment plugin is late', 'cohort-enrollment' ),
				sprintf(
					/* translators: %s: how long ago, such as "2 days". */
					__( 'It was due %s ago. WP-Cron does not run: visitors or a system cron job must call wp-cron.php.', 'cohort-enrollment' ),
					human_time_diff( $next )
				)
			);
		}
		return new Finding(
			Finding::GOOD,
			__( 'The daily clean-up of the enrollment plugin is planned', 'cohort-enrollment' ),
			__( 'It deletes old notes of which mails were sent.', 'cohort-enrollment' )
		);
	}
}
