<?php
/**
 * Why a mail could last not be sent.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Options;
use WP_Error;

/**
 * Keeps what WordPress's mailer said, for Site Health: the sidecar only learns that it failed.
 */
final class Last_Failure {

	private const MAXIMUM_LENGTH = 300;

	/**
	 * On `wp_mail_failed`, while one of our mails is sent: keeps the reason, without anybody's address.
	 *
	 * @param WP_Error $error What the mailer said.
	 */
	public static function keep( WP_Error $error ): void {
		$reason = (string) preg_replace( '/[^\s<>"\'(),;:]+@[^\s<>"\'(),;:]+/', '…', $error->get_error_message() );
		update_option(
			Options::MAIL_FAILURE,
			[
				'at'     => time(),
				'reason' => mb_substr( $reason, 0, self::MAXIMUM_LENGTH ),
			],
			false
		);
	}

	/**
	 * What the mailer said.
	 *
	 * @param int $since Unix seconds; what is older is no reason any more.
	 * @return string '' when it said nothing since then.
	 */
	public static function reason( int $since ): string {
		$kept = get_option( Options::MAIL_FAILURE );
		return is_array( $kept ) && is_string( $kept['reason'] ?? null ) && (int) ( $kept['at'] ?? 0 ) >= $since ? $kept['reason'] : '';
	}
}
