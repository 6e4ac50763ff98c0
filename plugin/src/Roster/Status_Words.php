<?php
/**
 * States of enrollments in words.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Roster;

/**
 * The twin of `blocks/src/admin/shared/status-words.ts`. A state that this version does not know is shown by its code.
 */
final class Status_Words {

	/**
	 * What became of an enrollment.
	 *
	 * @param string $status `PackageStatus` of `sidecar/contract/booking.ts`.
	 */
	public static function enrollment( string $status ): string {
		return match ( $status ) {
			'ACTIVE'    => __( 'Enrolled', 'cohort-enrollment' ),
			'SUSPENDED' => __( 'Suspended', 'cohort-enrollment' ),
			'COMPLETED' => __( 'Completed', 'cohort-enrollment' ),
			'CANCELLED' => __( 'Cancelled', 'cohort-enrollment' ),
			'REFUNDED'  => __( 'Refunded', 'cohort-enrollment' ),
			default     => $status,
		};
	}

	/**
	 * What became of its payment.
	 *
	 * @param string      $state  `EnrollmentState` of `sidecar/contract/checkout.ts`.
	 * @param string|null $reason `RefundReason` of the same; null without one.
	 */
	public static function payment( string $state, ?string $reason ): string {
		return match ( $state ) {
			'processing'       => __( 'Being processed', 'cohort-enrollment' ),
			'awaiting_payment' => __( 'Payment under way', 'cohort-enrollment' ),
			'enrolled'         => __( 'Settled', 'cohort-enrollment' ),
			'disputed'         => __( 'Disputed', 'cohort-enrollment' ),
			'refund_pending'   => __( 'Refund under way', 'cohort-enrollment' ),
			'refunded'         => 'refunded_in_part' === $reason ? __( 'Partly refunded', 'cohort-enrollment' ) : __( 'Refunded', 'cohort-enrollment' ),
			'refund_failed'    => __( 'Refund failed', 'cohort-enrollment' ),
			'expired'          => __( 'Expired', 'cohort-enrollment' ),
			'cancelled'        => self::cancelled( $reason ),
			'failed'           => __( 'Failed', 'cohort-enrollment' ),
			default            => $state,
		};
	}

	/**
	 * How a payment ended of which nothing is sent back.
	 *
	 * @param string|null $reason `RefundReason`; null without one.
	 */
	private static function cancelled( ?string $reason ): string {
		return match ( $reason ) {
			'payment_reversed' => __( 'Taken back by the bank', 'cohort-enrollment' ),
			'kept_by_staff'    => __( 'Kept', 'cohort-enrollment' ),
			default            => __( 'Cancelled', 'cohort-enrollment' ),
		};
	}

	/**
	 * How far a student is with a step.
	 *
	 * @param string $status `StepStatus` of `sidecar/contract/booking.ts`.
	 */
	public static function step( string $status ): string {
		return match ( $status ) {
			'UNBOOKED'  => __( 'Not booked', 'cohort-enrollment' ),
			'BOOKED'    => __( 'Booked', 'cohort-enrollment' ),
			'COMPLETED' => __( 'Attended', 'cohort-enrollment' ),
			'CANCELLED' => __( 'Cancelled', 'cohort-enrollment' ),
			default     => $status,
		};
	}
}
