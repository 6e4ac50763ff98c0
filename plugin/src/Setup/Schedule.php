<?php
/**
 * What happens by itself.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

/**
 * The plugin's events in WP-Cron.
 */
final class Schedule {

	/** Daily: old markers of mails are deleted. */
	public const FORGET_MAILS = 'cohort_enrollment_forget_mails';

	/**
	 * Plans the events. Safe to call again.
	 */
	public static function start(): void {
		if ( false === wp_next_scheduled( self::FORGET_MAILS ) ) {
			wp_schedule_event( time() + DAY_IN_SECONDS, 'daily', self::FORGET_MAILS );
		}
	}

	/**
	 * Takes them off the plan.
	 */
	public static function stop(): void {
		wp_clear_scheduled_hook( self::FORGET_MAILS );
	}
}
