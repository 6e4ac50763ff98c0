<?php
/**
 * An enrollment that is over.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student whose enrollment ended because its money went back.
 */
final class Enrollment_Ended {

	/**
	 * The words.
	 *
	 * @param Purchase $purchase What was bought.
	 * @param string   $reason   `requested` or `payment_reversed`, or a word of a newer sidecar.
	 */
	public static function content( Purchase $purchase, string $reason ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'Your enrollment in %s has ended', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'Your enrollment has ended', 'cohort-enrollment' ),
			array_values(
				array_filter(
					[
						Refund_Reason::text( $reason ),
						'requested' === $reason ? __( 'Your whole payment is being refunded to the way you paid; banks take up to ten days to show it.', 'cohort-enrollment' ) : '',
						__( 'Your seat and the sessions that you had booked are free for others now.', 'cohort-enrollment' ),
						'payment_reversed' === $reason
							? __( 'If you did not ask your bank to do this, please get in touch with us.', 'cohort-enrollment' )
							: __( 'If this comes as a surprise, please get in touch with us.', 'cohort-enrollment' ),
					]
				)
			),
			Site_Links::front_page(),
			[],
			$purchase->facts()
		);
	}
}
