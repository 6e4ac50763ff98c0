<?php
/**
 * What was done, in words.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

/**
 * The `action`s of the sidecar's log, told to the person whom they are about.
 */
final class Act_Words {

	/**
	 * The words.
	 *
	 * @param string $action Such as `checkout.open`.
	 * @return string The code itself, where a newer sidecar has one that is not known here.
	 */
	public static function of( string $action ): string {
		return self::of_purchase( $action ) ?? self::of_enrollment( $action ) ?? self::of_other( $action ) ?? $action;
	}

	/**
	 * About a purchase.
	 *
	 * @param string $action Such as `checkout.open`.
	 */
	private static function of_purchase( string $action ): ?string {
		return match ( $action ) {
			'checkout.open'             => __( 'A payment page was opened, and a seat held', 'cohort-enrollment' ),
			'checkout.awaiting_payment' => __( 'A delayed payment was begun', 'cohort-enrollment' ),
			'checkout.enrolled'         => __( 'The purchase became an enrollment', 'cohort-enrollment' ),
			'checkout.disputed'         => __( 'The buyer’s bank disputes the payment', 'cohort-enrollment' ),
			'checkout.refund_due'       => __( 'It was decided to send money back', 'cohort-enrollment' ),
			'checkout.refund_pending'   => __( 'Stripe sends the payment back', 'cohort-enrollment' ),
			'checkout.refunded'         => __( 'The payment went back', 'cohort-enrollment' ),
			'checkout.refund_failed'    => __( 'The refund failed; the money is with us again', 'cohort-enrollment' ),
			'checkout.expired'          => __( 'Nothing was paid in time', 'cohort-enrollment' ),
			'checkout.failed'           => __( 'The payment failed', 'cohort-enrollment' ),
			'checkout.cancelled'        => __( 'The purchase ended', 'cohort-enrollment' ),
			default                     => null,
		};
	}

	/**
	 * About an enrollment.
	 *
	 * @param string $action Such as `package.moved`.
	 */
	private static function of_enrollment( string $action ): ?string {
		return match ( $action ) {
			'package.enrolled_by_hand'   => __( 'Staff enrolled the student without payment', 'cohort-enrollment' ),
			'package.moved'              => __( 'The enrollment was moved to another cohort', 'cohort-enrollment' ),
			'package.booked'             => __( 'Sessions were booked', 'cohort-enrollment' ),
			'package.booking_given_back' => __( 'A booking was given back', 'cohort-enrollment' ),
			'package.rescheduled'        => __( 'The dates of booked sessions changed', 'cohort-enrollment' ),
			'package.suspended'          => __( 'The enrollment rests until the bank has decided', 'cohort-enrollment' ),
			'package.active'             => __( 'The enrollment goes on', 'cohort-enrollment' ),
			'package.cancelled'          => __( 'The enrollment ended', 'cohort-enrollment' ),
			'package.refunded'           => __( 'The enrollment ended with a refund', 'cohort-enrollment' ),
			default                      => null,
		};
	}

	/**
	 * About what staff and Stripe do beside that.
	 *
	 * @param string $action Such as `refund.pending`.
	 */
	private static function of_other( string $action ): ?string {
		return match ( $action ) {
			'refund.pending'      => __( 'A refund was sent to Stripe', 'cohort-enrollment' ),
			'refund.succeeded'    => __( 'A refund was done by Stripe', 'cohort-enrollment' ),
			'refund.failed'       => __( 'A refund failed', 'cohort-enrollment' ),
			'refund.queued_again' => __( 'A refund was asked for again', 'cohort-enrollment' ),
			'task.opened'         => __( 'Staff was asked to look at it', 'cohort-enrollment' ),
			'task.resolved'       => __( 'It was resolved', 'cohort-enrollment' ),
			'task.replayed'       => __( 'It was tried again', 'cohort-enrollment' ),
			'student.erased'      => __( 'Personal data was erased', 'cohort-enrollment' ),
			default               => null,
		};
	}
}
