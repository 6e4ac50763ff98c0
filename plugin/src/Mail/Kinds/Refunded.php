<?php
/**
 * Money on its way back.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student whose payment bought nothing.
 */
final class Refunded {

	/**
	 * The words.
	 *
	 * @param Purchase $purchase What was to be bought.
	 * @param string   $reason   `RefundReason`, or a word of a newer sidecar.
	 */
	public static function content( Purchase $purchase, string $reason ): Content {
		$owned = 'already_enrolled' === $reason;
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'Your payment for %s is being refunded', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'Your money is on its way back', 'cohort-enrollment' ),
			array_values(
				array_filter(
					[
						Refund_Reason::text( $reason ),
						$owned
							? __( 'Your whole second payment is being refunded to the way you paid; banks take up to ten days to show it. Your enrollment stays as it is.', 'cohort-enrollment' )
							: __( 'You are not enrolled. Your whole payment is being refunded to the way you paid; banks take up to ten days to show it.', 'cohort-enrollment' ),
						__( 'You do not need to do anything.', 'cohort-enrollment' ),
						self::consolation( $reason ),
					]
				)
			),
			$owned ? Site_Links::dashboard() : Site_Links::front_page(),
			[],
			$purchase->facts()
		);
	}

	/**
	 * A kind word where we disappointed somebody.
	 *
	 * @param string $reason Why.
	 */
	private static function consolation( string $reason ): string {
		return match ( $reason ) {
			'cohort_full' => __( 'We are sorry: it was a matter of moments. Have a look whether another cohort suits you.', 'cohort-enrollment' ),
			'cohort_inactive', 'course_inactive' => __( 'We are sorry for the trouble. Have a look whether another course or cohort suits you.', 'cohort-enrollment' ),
			default => '',
		};
	}
}
