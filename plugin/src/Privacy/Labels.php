<?php
/**
 * Names for what is kept of people.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

/**
 * Headings and names for the file that WordPress hands out. Groups and fields are those of `sidecar/contract/admin/operations.ts`.
 */
final class Labels {

	/**
	 * Heading of a group.
	 *
	 * @param string $group Of the contract.
	 */
	public static function group( string $group ): string {
		return match ( $group ) {
			'packages'      => __( 'Course enrollments', 'cohort-enrollment' ),
			'bookings'      => __( 'Course sessions', 'cohort-enrollment' ),
			'checkouts'     => __( 'Course purchases', 'cohort-enrollment' ),
			'stripe_events' => __( 'Messages of Stripe about course payments', 'cohort-enrollment' ),
			'refunds'       => __( 'Course refunds', 'cohort-enrollment' ),
			'mails'         => __( 'Mails about courses', 'cohort-enrollment' ),
			'waiting_list'  => __( 'Waiting lists of courses', 'cohort-enrollment' ),
			'activity'      => __( 'Log of what was done about courses', 'cohort-enrollment' ),
			'tasks'         => __( 'Notes of staff about course payments', 'cohort-enrollment' ),
			default         => $group,
		};
	}

	/**
	 * Name of a field.
	 *
	 * @param string $field Of the contract.
	 */
	public static function field( string $field ): string {
		return match ( $field ) {
			'course'          => __( 'Course', 'cohort-enrollment' ),
			'cohort'          => __( 'Cohort', 'cohort-enrollment' ),
			'status', 'state' => __( 'Status', 'cohort-enrollment' ),
			'step'            => __( 'Step', 'cohort-enrollment' ),
			'groupClass'      => __( 'Class', 'cohort-enrollment' ),
			'amount'          => __( 'Amount', 'cohort-enrollment' ),
			'email'           => __( 'Email', 'cohort-enrollment' ),
			'name'            => __( 'Name', 'cohort-enrollment' ),
			'phone'           => __( 'Phone', 'cohort-enrollment' ),
			'address'         => __( 'Address', 'cohort-enrollment' ),
			'returnUrl'       => __( 'Page to return to', 'cohort-enrollment' ),
			'kind', 'type'    => __( 'Kind', 'cohort-enrollment' ),
			'action'          => __( 'What was done', 'cohort-enrollment' ),
			'actor'           => __( 'By', 'cohort-enrollment' ),
			'reason'          => __( 'Reason', 'cohort-enrollment' ),
			'note'            => __( 'Note', 'cohort-enrollment' ),
			'sessionId'       => __( 'Stripe Checkout Session', 'cohort-enrollment' ),
			'paymentIntentId' => __( 'Stripe payment', 'cohort-enrollment' ),
			'refundId'        => __( 'Stripe refund', 'cohort-enrollment' ),
			default           => self::moment( $field ) ?? $field,
		};
	}

	/**
	 * Name of a field that holds a moment.
	 *
	 * @param string $field Of the contract.
	 * @return string|null Null when it holds none.
	 */
	public static function moment( string $field ): ?string {
		return match ( $field ) {
			'purchasedAt' => __( 'Purchased', 'cohort-enrollment' ),
			'startsAt'    => __( 'Begins', 'cohort-enrollment' ),
			'endsAt'      => __( 'Ends', 'cohort-enrollment' ),
			'bookedAt'    => __( 'Booked', 'cohort-enrollment' ),
			'completedAt' => __( 'Completed', 'cohort-enrollment' ),
			'openedAt'    => __( 'Opened', 'cohort-enrollment' ),
			'resolvedAt'  => __( 'Resolved', 'cohort-enrollment' ),
			'queuedAt'    => __( 'Queued', 'cohort-enrollment' ),
			'sentAt'      => __( 'Sent', 'cohort-enrollment' ),
			'receivedAt'  => __( 'Received', 'cohort-enrollment' ),
			'since'       => __( 'Since', 'cohort-enrollment' ),
			'offeredAt'   => __( 'Told of a free seat', 'cohort-enrollment' ),
			'at'          => __( 'When', 'cohort-enrollment' ),
			default       => null,
		};
	}
}
