<?php
/**
 * What became of a notification.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * The `outcome` of `NotificationResponse` in `sidecar/contract/notifications.ts`, and the two that are refusals there.
 */
enum Outcome: string {

	case Sent         = 'sent';
	case Already_Sent = 'already_sent';
	/** An earlier call was cut off: it may have been sent, and is not sent again. */
	case Unknown = 'unknown';
	/** Nobody to send it to. */
	case No_Recipient = 'no_recipient';
	/** Another call is sending it now. */
	case In_Progress = 'notification_in_progress';
	/** Not sent; may be tried again. */
	case Failed = 'mail_failed';
}
