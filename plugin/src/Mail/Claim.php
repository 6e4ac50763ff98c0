<?php
/**
 * Who may send a mail.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * What {@see Delivery_Markers} says of a notification that is asked for.
 */
enum Claim {

	/** This call holds the marker and must send, or release it. */
	case Ours;

	/** The mail went out in an earlier call. */
	case Sent;

	/** Another call is sending it now. */
	case Of_Another_Call;

	/** A call was cut off while it was sending. Nobody knows how far it came. */
	case Cut_Off;
}
