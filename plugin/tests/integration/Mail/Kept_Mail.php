<?php
/**
 * Mails that go nowhere.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Mail;

use PHPMailer\PHPMailer\Exception;
use PHPMailer\PHPMailer\PHPMailer;

require_once ABSPATH . WPINC . '/PHPMailer/PHPMailer.php';
require_once ABSPATH . WPINC . '/PHPMailer/SMTP.php';
require_once ABSPATH . WPINC . '/PHPMailer/Exception.php';

/**
 * PHPMailer that builds a mail to its last byte and keeps it.
 */
final class Kept_Mail extends PHPMailer {

	/** Mails, oldest first: `to`, `subject`, `html`, `text`, `mime`. */
	public array $kept = [];

	/** Whether the mail server says no. */
	public bool $refuses = false;

	/** Keeps the mail where it would have been handed to a mail server. */
	public function postSend() {
		if ( $this->refuses ) {
			throw new Exception( 'The mail server said no.' );
		}
		$this->kept[] = [
			'to'      => array_column( $this->getToAddresses(), 0 ),
			'subject' => $this->Subject, // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- PHPMailer's name.
			'html'    => $this->Body, // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- PHPMailer's name.
			'text'    => $this->AltBody, // phpcs:ignore WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- PHPMailer's name.
			'mime'    => $this->getSentMIMEMessage(),
		];
		return true;
	}
}
