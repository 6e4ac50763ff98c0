<?php
/**
 * Tells people.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Throwable;

/**
 * Sends one mail for a notification, however often it is asked to.
 */
final class Notifier {

	/**
	 * Keeps its neighbours.
	 *
	 * @param Delivery_Markers $markers  What was sent.
	 * @param Renderer         $renderer Makes mails of words.
	 * @param Mailer           $mailer   Hands mails to WordPress.
	 */
	public function __construct(
		private readonly Delivery_Markers $markers,
		private readonly Renderer $renderer,
		private readonly Mailer $mailer,
	) {}

	/**
	 * Sends the mail unless it was sent before.
	 *
	 * @param Notification $notification What is to be told.
	 * @throws Throwable What a filter or a template throws; nothing was sent then, and the next call tries again.
	 */
	public function tell( Notification $notification ): Outcome {
		return match ( $this->markers->claim( $notification->reference ) ) {
			Claim::Sent            => Outcome::Already_Sent,
			Claim::Of_Another_Call => Outcome::In_Progress,
			Claim::Cut_Off         => Outcome::Unknown,
			Claim::Ours            => $this->send( $notification ),
		};
	}

	/**
	 * Writes and sends the mail. The caller holds the marker.
	 *
	 * @param Notification $notification What is to be told.
	 * @throws Throwable What a filter or a template throws.
	 */
	private function send( Notification $notification ): Outcome {
		try {
			$message = $this->message( $notification );
		} catch ( Throwable $error ) {
			$this->markers->release( $notification->reference );
			throw $error;
		}
		if ( null === $message || [] === $message->recipient ) {
			$this->markers->release( $notification->reference );
			return Outcome::No_Recipient;
		}
		// Whatever is thrown from here on may come after the mail: the marker stays.
		if ( ! $this->mailer->send( $message ) ) {
			$this->markers->release( $notification->reference );
			return Outcome::Failed;
		}
		$this->markers->mark_sent( $notification->reference );
		/**
		 * Fires after a mail was handed to WordPress's mailer.
		 *
		 * @since 0.1.0
		 *
		 * @param string $kind      What it told: `enrolled`, `refunded`, `payment_failed`, `enrollment_ended`, `seat_available`, `task`.
		 * @param string $reference UUID of the notification.
		 */
		do_action( 'cohort_enrollment_mail_sent', $notification->kind->value, $notification->reference );
		return Outcome::Sent;
	}

	/**
	 * The mail, in the recipient's language and as the site wants it.
	 *
	 * @param Notification $notification What is to be told.
	 * @return Message|null Null when there is nobody to send it to.
	 */
	private function message( Notification $notification ): ?Message {
		$recipient = Recipient::of( $notification );
		return $recipient?->in_own_language(
			fn(): Message => $this->renderer->render( Words::of( $notification ), $recipient )->filtered( $notification->kind )
		);
	}
}
