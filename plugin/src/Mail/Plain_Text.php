<?php
/**
 * Text of others in our mails.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * Keeps names from breaking out of their line. HTML is escaped where it is printed, not here.
 */
final class Plain_Text {

	/**
	 * One line: a line break in a title would start a paragraph, or a header of the mail.
	 *
	 * @param string $text Anything.
	 */
	public static function line( string $text ): string {
		return trim( (string) preg_replace( '/[\s\p{Cc}\p{Zl}\p{Zp}]+/u', ' ', wp_check_invalid_utf8( $text, true ) ) );
	}

	/**
	 * One line of what WordPress keeps with `&amp;` for `&`: names of users and of the site.
	 *
	 * @param string $stored As stored.
	 */
	public static function decoded( string $stored ): string {
		return self::line( wp_specialchars_decode( $stored, ENT_QUOTES ) );
	}
}
