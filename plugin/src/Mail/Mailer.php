<?php
/**
 * Hands mails to WordPress.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use PHPMailer\PHPMailer\PHPMailer;

/**
 * Sends through `wp_mail()`, so that the site's own mailer, templates and logs are used.
 */
final class Mailer {

	/** Keeps answering machines from answering (RFC 3834). */
	public const HEADERS = [ 'Content-Type: text/html; charset=UTF-8', 'Auto-Submitted: auto-generated' ];

	/**
	 * Sends a mail as HTML and plain text.
	 *
	 * @param Message $message What to send.
	 * @return bool Whether WordPress could hand it over.
	 */
	public function send( Message $message ): bool {
		// wp_mail() knows one body; PHPMailer makes two parts of it. Taken away again, or the next mail would carry our text.
		$add_text    = static function ( PHPMailer $mailer ) use ( $message ): void {
			$mailer->AltBody = $message->text; // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- PHPMailer's name.
		};
		$keep_reason = [ Last_Failure::class, 'keep' ];
		add_action( 'phpmailer_init', $add_text );
		add_action( 'wp_mail_failed', $keep_reason );
		try {
			return wp_mail( $message->recipient, $message->subject, $message->html, $message->headers );
		} finally {
			remove_action( 'phpmailer_init', $add_text );
			remove_action( 'wp_mail_failed', $keep_reason );
		}
	}
}
