<?php
/**
 * Booked sessions that do not take place as planned.
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
 * To a student who has to choose a session again.
 */
final class Session_Released {

	/**
	 * The words.
	 *
	 * @param Purchase        $purchase What was bought.
	 * @param Schedule_Change $change   What has changed.
	 */
	public static function content( Purchase $purchase, Schedule_Change $change ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'Please choose your times in %s again', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'Please choose a time again', 'cohort-enrollment' ),
			array_values(
				array_filter(
					[
						__( 'We are sorry: sessions that you have booked do not take place as planned. Your seat in the course is yours as before. Please choose another time for them:', 'cohort-enrollment' ),
						...$change->released_lines(),
						$change->has_moved() ? __( 'These sessions have a new time. You have your seat there, too:', 'cohort-enrollment' ) : '',
						...$change->moved_lines(),
						$change->others_line(),
						__( 'If no time suits you, please get in touch with us.', 'cohort-enrollment' ),
					]
				)
			),
			Site_Links::wizard( $change->package_id ),
			[ Site_Links::dashboard() ],
			$purchase->facts()
		);
	}
}
