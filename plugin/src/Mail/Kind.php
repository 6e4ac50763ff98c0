<?php
/**
 * Kinds of mails.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * `NotificationKind` of `sidecar/contract/notifications.ts`.
 */
enum Kind: string {

	case Enrolled         = 'enrolled';
	case Refunded         = 'refunded';
	case Payment_Failed   = 'payment_failed';
	case Enrollment_Ended = 'enrollment_ended';
	case Enrollment_Moved = 'enrollment_moved';
	case Session_Moved    = 'session_moved';
	case Session_Released = 'session_released';
	case Seat_Available   = 'seat_available';
	/** To the staff; the others go to a student. */
	case Task = 'task';
}
