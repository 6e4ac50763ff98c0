<?php
/**
 * Why money goes back.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

/**
 * `RefundReason` of `sidecar/contract/checkout.ts` in the words of the success page.
 */
final class Refund_Reason {

	/**
	 * One sentence.
	 *
	 * @param string $reason `RefundReason`.
	 * @return string Empty for a reason that a newer sidecar may know.
	 */
	public static function text( string $reason ): string {
		return match ( $reason ) {
			'cohort_full' => __( 'The last seat of this cohort was taken while you were paying.', 'cohort-enrollment' ),
			'already_enrolled' => __( 'You already have this course, so you were not enrolled a second time.', 'cohort-enrollment' ),
			'cohort_inactive' => __( 'This cohort was closed while you were paying.', 'cohort-enrollment' ),
			'course_inactive' => __( 'This course was closed while you were paying.', 'cohort-enrollment' ),
			'student_missing' => __( 'The account that paid does not exist any more.', 'cohort-enrollment' ),
			'payment_reversed' => __( 'Your bank took the payment back.', 'cohort-enrollment' ),
			'requested' => __( 'The enrollment was given up on request.', 'cohort-enrollment' ),
			'kept_by_staff', 'refunded_in_part' => __( 'Our team has ended this enrollment.', 'cohort-enrollment' ),
			default => '',
		};
	}
}
