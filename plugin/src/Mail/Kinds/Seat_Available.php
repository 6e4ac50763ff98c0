<?php
/**
 * A seat that may be free.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student on the waiting list.
 */
final class Seat_Available {

	/**
	 * The words.
	 *
	 * @param Purchase    $purchase   What may be bought.
	 * @param string|null $return_url The course's page.
	 */
	public static function content( Purchase $purchase, ?string $return_url ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'There is a free seat in %s', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'A seat is free', 'cohort-enrollment' ),
			[
				__( 'You wanted to know when there is room in this cohort. Now there is.', 'cohort-enrollment' ),
				__( 'The seat is not held for you: it goes to whoever enrolls first.', 'cohort-enrollment' ),
			],
			Site_Links::course( $return_url, __( 'Go to the course', 'cohort-enrollment' ) ),
			[],
			$purchase->facts()
		);
	}
}
