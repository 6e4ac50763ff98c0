<?php
/**
 * The seat is taken.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student who is enrolled.
 */
final class Enrolled {

	/**
	 * The words.
	 *
	 * @param Purchase $purchase   What was bought.
	 * @param int      $package_id The enrollment.
	 */
	public static function content( Purchase $purchase, int $package_id ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'You are enrolled in %s', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'Welcome! You are enrolled.', 'cohort-enrollment' ),
			[
				__( 'Your seat is yours, and we are glad to have you.', 'cohort-enrollment' ),
				__( 'Every session that takes place at only one time is booked for you already. Where there is a choice, pick the time that suits you best: now, or whenever you like.', 'cohort-enrollment' ),
			],
			Site_Links::wizard( $package_id ),
			[ Site_Links::dashboard() ],
			$purchase->facts()
		);
	}
}
