<?php
/**
 * Booked sessions with a new time.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Schedule_Change;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student whose booked sessions were given another time.
 */
final class Session_Moved {

	/**
	 * The words.
	 *
	 * @param Purchase        $purchase What was bought.
	 * @param Schedule_Change $change   What has changed.
	 */
	public static function content( Purchase $purchase, Schedule_Change $change ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'New times in %s', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'Sessions take place at another time', 'cohort-enrollment' ),
			array_values(
				array_filter(
					[
						__( 'Our team has given sessions that you have booked another time. You have your seat there, too, and need not do anything.', 'cohort-enrollment' ),
						...$change->moved_lines(),
						$change->others_line(),
						__( 'If a new time does not suit you, please get in touch with us.', 'cohort-enrollment' ),
					]
				)
			),
			Site_Links::dashboard(),
			[],
			$purchase->facts()
		);
	}
}
