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
use Cohort_Enrollment\Mail\Kinds\Payment_Failed;
use Cohort_Enrollment\Mail\Kinds\Refunded;
use Cohort_Enrollment\Mail\Kinds\Seat_Available;
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
		return match ( $notification->kind ) {
			Notification::ENROLLED         => Enrolled::content( $notification->purchase, (int) $notification->package_id ),
			Notification::REFUNDED         => Refunded::content( $notification->purchase, $notification->reason ),
			Notification::PAYMENT_FAILED   => Payment_Failed::content( $notification->purchase, $notification->return_url ),
			Notification::ENROLLMENT_ENDED => Enrollment_Ended::content( $notification->purchase, $notification->reason ),
			Notification::SEAT_AVAILABLE   => Seat_Available::content( $notification->purchase, $notification->return_url ),
			Notification::TASK             => Task_Opened::content( $notification->task, $notification->purchase ),
		};
	}
}
