<?php
/**
 * What is kept of people, as they read it.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

use Cohort_Enrollment\Catalogue\Price;
use Cohort_Enrollment\Mail\Kinds\Refund_Reason;
use Cohort_Enrollment\Mail\Kinds\Task_Words;
use Cohort_Enrollment\Roster\Status_Words;

/**
 * Turns codes, amounts and moments into words of the current language. What is text already stays, and so does a code that
 * this version does not know.
 */
final class Values {

	/**
	 * One value.
	 *
	 * @param string                          $group  `PersonalDataGroup` of `sidecar/contract/admin/operations.ts`.
	 * @param string                          $name   Of the field.
	 * @param array<string, string|int|float> $fields All of the row.
	 */
	public static function text( string $group, string $name, array $fields ): string {
		$value = (string) $fields[ $name ];
		return match ( true ) {
			'amount' === $name               => ( new Price( (int) $value, (string) ( $fields['currency'] ?? '' ) ) )->label( get_user_locale() ),
			null !== Labels::moment( $name ) => self::moment( $value ),
			default                          => self::words( "$group.$name", $value, $fields ),
		};
	}

	/**
	 * Words for a code.
	 *
	 * @param string                          $field  Group and name.
	 * @param string                          $value  As it is kept.
	 * @param array<string, string|int|float> $fields All of the row.
	 */
	private static function words( string $field, string $value, array $fields ): string {
		return match ( $field ) {
			'packages.status'    => Status_Words::enrollment( $value ),
			'bookings.status'    => Status_Words::step( $value ),
			'checkouts.state'    => self::payment( $value, (string) ( $fields['reason'] ?? '' ) ),
			'refunds.status'     => self::refund( $value ),
			'stripe_events.type' => Message_Words::event( $value ),
			'mails.kind'         => Message_Words::mail( $value ),
			'mails.status'       => Message_Words::delivery( $value ),
			'activity.action'    => Act_Words::of( $value ),
			'activity.actor'     => self::actor( $value ),
			'tasks.kind'         => Task_Words::of( $value )->title,
			'tasks.status'       => self::task( $value ),
			'checkouts.reason', 'activity.reason' => self::reason( $value ),
			default              => $value,
		};
	}

	/**
	 * A purchase: `CheckoutState` of the sidecar, which tells two things apart that nobody else does.
	 *
	 * @param string $state  State.
	 * @param string $reason `RefundReason`; '' without one.
	 */
	private static function payment( string $state, string $reason ): string {
		$told = match ( $state ) {
			'open'       => 'processing',
			'refund_due' => 'refund_pending',
			default      => $state,
		};
		return Status_Words::payment( $told, $reason );
	}

	/**
	 * A refund: `RefundStatus` of the sidecar.
	 *
	 * @param string $status Status.
	 */
	private static function refund( string $status ): string {
		return match ( $status ) {
			'due', 'pending' => __( 'Refund under way', 'cohort-enrollment' ),
			'succeeded'      => __( 'Refunded', 'cohort-enrollment' ),
			'failed'         => __( 'Refund failed', 'cohort-enrollment' ),
			default          => $status,
		};
	}

	/**
	 * A task for a person.
	 *
	 * @param string $status Status.
	 */
	private static function task( string $status ): string {
		return match ( $status ) {
			'open'     => __( 'Open', 'cohort-enrollment' ),
			'resolved' => __( 'Resolved', 'cohort-enrollment' ),
			default    => $status,
		};
	}

	/**
	 * Who did something.
	 *
	 * @param string $actor Without a number.
	 */
	private static function actor( string $actor ): string {
		return match ( $actor ) {
			'student'  => __( 'Student', 'cohort-enrollment' ),
			'staff'    => __( 'Staff', 'cohort-enrollment' ),
			'operator' => __( 'Operator at the server', 'cohort-enrollment' ),
			'sidecar'  => __( 'Happened by itself', 'cohort-enrollment' ),
			'stripe'   => 'Stripe',
			default    => $actor,
		};
	}

	/**
	 * Why.
	 *
	 * @param string $reason `RefundReason`, or what somebody typed.
	 */
	private static function reason( string $reason ): string {
		$words = Refund_Reason::text( $reason );
		return '' === $words ? $reason : $words;
	}

	/**
	 * A moment as this site writes it.
	 *
	 * @param string $iso ISO 8601 UTC.
	 */
	private static function moment( string $iso ): string {
		$time = strtotime( $iso );
		return false === $time ? $iso : (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ) . ' T', $time );
	}
}
