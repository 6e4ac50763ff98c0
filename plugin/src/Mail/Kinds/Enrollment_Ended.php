<?php
/**
 * An enrollment that is over.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Catalogue\Price;
use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Purchase;
use Cohort_Enrollment\Mail\Site_Links;

/**
 * To a student whose enrollment ended because its money went back, or because staff ended it.
 */
final class Enrollment_Ended {

	/**
	 * The words.
	 *
	 * @param Purchase $purchase      What was bought.
	 * @param string   $reason        `RefundReason`, or a word of a newer sidecar.
	 * @param int|null $refund_amount What goes back when only a part does; minor unit of the currency.
	 */
	public static function content( Purchase $purchase, string $reason, ?int $refund_amount ): Content {
		return new Content(
			/* translators: %s: title of a course. */
			sprintf( __( 'Your enrollment in %s has ended', 'cohort-enrollment' ), $purchase->course_title ),
			__( 'Your enrollment has ended', 'cohort-enrollment' ),
			array_values(
				array_filter(
					[
						Refund_Reason::text( $reason ),
						self::about_money( $purchase->price, $reason, $refund_amount ),
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

	/**
	 * What goes back.
	 *
	 * @param Price    $price         What was bought for.
	 * @param string   $reason        Why it ended.
	 * @param int|null $refund_amount What goes back when only a part does.
	 * @return string Empty when there is nothing to say.
	 */
	private static function about_money( Price $price, string $reason, ?int $refund_amount ): string {
		if ( 'refunded_in_part' === $reason && null !== $refund_amount ) {
			$part = new Price( $refund_amount, $price->currency );
			/* translators: %s: an amount of money, such as "€20.00". */
			return sprintf( __( 'Of your payment, %s is being refunded to the way you paid; banks take up to ten days to show it.', 'cohort-enrollment' ), $part->label( determine_locale() ) );
		}
		return match ( true ) {
			'requested' === $reason => __( 'Your whole payment is being refunded to the way you paid; banks take up to ten days to show it.', 'cohort-enrollment' ),
			'kept_by_staff' === $reason && $price->amount > 0 => __( 'There is no refund for it.', 'cohort-enrollment' ),
			default => '',
		};
	}
}
