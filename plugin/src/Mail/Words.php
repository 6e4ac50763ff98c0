<?php
/**
 * What to say, by kind.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Mail\Kinds\Enrolled;
use Cohort_Enrollment\Mail\Kinds\Enrollment_Ended;
use Cohort_Enrollment\Mail\Kinds\Enrollment_Moved;
use Cohort_Enrollment\Mail\Kinds\Payment_Failed;
use Cohort_Enrollment\Mail\Kinds\Refunded;
use Cohort_Enrollment\Mail\Kinds\Seat_Available;
use Cohort_Enrollment\Mail\Kinds\Session_Moved;
use Cohort_Enrollment\Mail\Kinds\Session_Released;
use Cohort_Enrollment\Mail\Kinds\Task_Opened;

/**
 * Finds the words for a notification.
 */
final class Words {

	/**
	 * The words in the current language.
	 *
	 * @param Notification $notification What is to be told.
	 */
	public static function of( Notification $notification ): Content {
		$data = $notification->data;
		return Kind::Task === $notification->kind
			? Task_Opened::content( Task::from_data( $data ) )
			: self::for_student( $notification->kind, Purchase::from_data( $data ), $data );
	}

	/**
	 * The words for a student.
	 *
	 * @param Kind                 $kind     What is told; not Kind::Task.
	 * @param Purchase             $purchase What it is about.
	 * @param array<string, mixed> $data     What else is known.
	 * @phpstan-param Kind::Enrolled|Kind::Refunded|Kind::Payment_Failed|Kind::Enrollment_Ended|Kind::Enrollment_Moved|Kind::Session_Moved|Kind::Session_Released|Kind::Seat_Available $kind
	 */
	private static function for_student( Kind $kind, Purchase $purchase, array $data ): Content {
		return match ( $kind ) {
			Kind::Enrolled         => Enrolled::content( $purchase, $data['packageId'] ),
			Kind::Refunded         => Refunded::content( $purchase, $data['reason'] ),
			Kind::Payment_Failed   => Payment_Failed::content( $purchase, $data['returnUrl'] ),
			Kind::Enrollment_Ended => Enrollment_Ended::content( $purchase, $data['reason'], $data['refundAmount'] ?? null ),
			Kind::Enrollment_Moved => Enrollment_Moved::content( $purchase, Move::from_data( $data ) ),
			Kind::Session_Moved    => Session_Moved::content( $purchase, Schedule_Change::from_data( $data ) ),
			Kind::Session_Released => Session_Released::content( $purchase, Schedule_Change::from_data( $data ) ),
			Kind::Seat_Available   => Seat_Available::content( $purchase, $data['returnUrl'] ),
		};
	}
}
