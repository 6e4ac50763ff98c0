<?php
/**
 * An enrollment in another cohort.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Move;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student whom staff moved to another cohort of the course.
 */
final class Enrollment_Moved {

	/**
	 * The words.
	 *
	 * @param Purchase $purchase What was bought, with the cohort where the student is now.
	 * @param Move     $move     From where, and when it takes place.
	 */
	public static function content( Purchase $purchase, Move $move ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'You are in another cohort of %s now', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'You have moved to another cohort', 'cohort-enrollment' ),
			[
				/* translators: 1: name of the cohort before, 2: name of the cohort now. */
				sprintf( __( 'Our team has moved your enrollment from %1$s to %2$s. You need not pay or do anything for it.', 'cohort-enrollment' ), $move->previous_cohort_name, $purchase->cohort_name ),
				__( 'What you have attended stays attended. Sessions that were still to come are free for others, and every session of the new cohort that takes place at only one time is booked for you already. Where there is a choice, pick the time that suits you best.', 'cohort-enrollment' ),
				__( 'If this comes as a surprise, please get in touch with us.', 'cohort-enrollment' ),
			],
			Site_Links::wizard( $move->package_id ),
			[ Site_Links::dashboard() ],
			$purchase->facts() + $move->facts()
		);
	}
}
