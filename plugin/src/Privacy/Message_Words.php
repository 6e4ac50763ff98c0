<?php
/**
 * What messages are about, in words.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

/**
 * The twin of `blocks/src/admin/students/mail-words.ts` and `event-words.ts`.
 */
final class Message_Words {

	/**
	 * What a mail is about.
	 *
	 * @param string $kind `NotificationKind` of `sidecar/contract/notifications.ts`.
	 * @return string The kind itself, where a newer sidecar has one that is not known here.
	 */
	public static function mail( string $kind ): string {
		return match ( $kind ) {
			'enrolled'         => __( 'welcome to the course', 'cohort-enrollment' ),
			'refunded'         => __( 'the payment goes back', 'cohort-enrollment' ),
			'payment_failed'   => __( 'the payment did not go through', 'cohort-enrollment' ),
			'enrollment_ended' => __( 'the enrollment has ended', 'cohort-enrollment' ),
			'enrollment_moved' => __( 'moved to another cohort', 'cohort-enrollment' ),
			'session_moved'    => __( 'sessions take place at another time', 'cohort-enrollment' ),
			'session_released' => __( 'please choose a time again', 'cohort-enrollment' ),
			'seat_available'   => __( 'a seat is free', 'cohort-enrollment' ),
			'task'             => __( 'something needs a person', 'cohort-enrollment' ),
			default            => $kind,
		};
	}

	/**
	 * What became of a mail.
	 *
	 * @param string $status `NotificationStatus` of the sidecar.
	 */
	public static function delivery( string $status ): string {
		return match ( $status ) {
			'due'     => __( 'Not sent yet', 'cohort-enrollment' ),
			'sent'    => __( 'Sent', 'cohort-enrollment' ),
			'skipped' => __( 'Not sent, for want of an address', 'cohort-enrollment' ),
			'unknown' => __( 'May have been sent', 'cohort-enrollment' ),
			'dead'    => __( 'Could not be sent', 'cohort-enrollment' ),
			default   => $status,
		};
	}

	/**
	 * What Stripe told.
	 *
	 * @param string $type Of an event of Stripe.
	 * @return string The type itself where it is not known here.
	 */
	public static function event( string $type ): string {
		return match ( $type ) {
			'checkout.session.completed'                   => __( 'Stripe: the payment page was completed', 'cohort-enrollment' ),
			'checkout.session.async_payment_succeeded'     => __( 'Stripe: the delayed payment has arrived', 'cohort-enrollment' ),
			'checkout.session.async_payment_failed'        => __( 'Stripe: the delayed payment has failed', 'cohort-enrollment' ),
			'checkout.session.expired'                     => __( 'Stripe: the payment page has expired', 'cohort-enrollment' ),
			'payment_intent.created'                       => __( 'Stripe: a payment was begun', 'cohort-enrollment' ),
			'payment_intent.payment_failed'                => __( 'Stripe: an attempt to pay has failed', 'cohort-enrollment' ),
			'payment_intent.succeeded', 'charge.succeeded' => __( 'Stripe: the payment has arrived', 'cohort-enrollment' ),
			'charge.refunded'                              => __( 'Stripe: the payment was refunded', 'cohort-enrollment' ),
			'refund.created'                               => __( 'Stripe: a refund was made', 'cohort-enrollment' ),
			'refund.updated', 'charge.refund.updated'      => __( 'Stripe: news of a refund', 'cohort-enrollment' ),
			'refund.failed'                                => __( 'Stripe: a refund has failed', 'cohort-enrollment' ),
			'charge.dispute.created'                       => __( 'Stripe: the payment is disputed', 'cohort-enrollment' ),
			'charge.dispute.updated'                       => __( 'Stripe: news of the dispute', 'cohort-enrollment' ),
			'charge.dispute.closed'                        => __( 'Stripe: the dispute is closed', 'cohort-enrollment' ),
			'charge.dispute.funds_withdrawn'               => __( 'Stripe: the bank holds the money of the dispute', 'cohort-enrollment' ),
			'charge.dispute.funds_reinstated'              => __( 'Stripe: the money of the dispute is back', 'cohort-enrollment' ),
			default                                        => $type,
		};
	}
}
