<?php
/**
 * One line of a CSV file.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Roster;

/**
 * Writes cells as RFC 4180 wants them, and so that no spreadsheet takes what somebody typed for a formula.
 *
 * Calls nothing of WordPress, so that a test can load this file alone.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
final class Csv_Row {

	/**
	 * What begins a formula, also in full width, which spreadsheets in East Asia take for the same, also behind blanks and
	 * characters that nobody sees; and what moves the rest into another cell.
	 */
	private const FORMULA = '/^[\p{Z}\p{C}]*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}\x{FE66}\x{FE62}\x{FE63}\x{FE6B}]|^[\t\r\n]/u';

	/**
	 * A line with its end. Every cell is quoted, so that a line break or a separator in a name stays in its cell.
	 *
	 * @param list<string|int> $cells     Text as it is; numbers are never guarded.
	 * @param string           $separator Between cells; RFC 4180 knows the comma alone.
	 */
	public static function line( array $cells, string $separator = ',' ): string {
		return implode( $separator, array_map( self::cell( ... ), $cells ) ) . "\r\n";
	}

	/**
	 * One cell.
	 *
	 * @param string|int $cell What it says.
	 */
	private static function cell( string|int $cell ): string {
		$text = is_int( $cell ) ? (string) $cell : self::guarded( $cell );
		return '"' . str_replace( '"', '""', $text ) . '"';
	}

	/**
	 * Text with an apostrophe before what would be a formula: spreadsheets then show it as text.
	 *
	 * @param string $text UTF-8; other bytes are left as they are, guarded.
	 */
	private static function guarded( string $text ): string {
		return 0 === preg_match( self::FORMULA, $text ) ? $text : "'" . $text;
	}
}
