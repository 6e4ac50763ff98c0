<?php
/**
 * A payment that did not arrive.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student whose delayed payment failed.
 */
final class Payment_Failed {

	/**
	 * The words.
	 *
	 * @param Purchase    $purchase   What was to be bought.
	 * @param string|null $return_url Where the student may try again.
	 */
	public static function content( Purchase $purchase, ?string $return_url ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'Your payment for %s did not go through', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'The payment did not go through', 'cohort-enrollment' ),
			[
				__( 'Your bank could not complete the payment. That happens, and it is easily mended.', 'cohort-enrollment' ),
				__( 'Nothing was charged and you are not enrolled. You can try again with another way to pay.', 'cohort-enrollment' ),
				__( 'We could not keep your seat, so it is best to try again soon.', 'cohort-enrollment' ),
			],
			Site_Links::course( $return_url, __( 'Back to the course', 'cohort-enrollment' ) ),
			[],
			$purchase->facts()
		);
	}
}
