<?php
/**
 * A command that cannot do what it was asked for.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use WP_CLI;

/**
 * Ends commands. WP_CLI::error() does the same, but does not say that it never returns.
 */
final class Failure {

	/**
	 * Ends the command with exit code 1.
	 *
	 * @param string $words For people, on standard error.
	 * @return never
	 */
	public static function end( string $words ): never {
		WP_CLI::error( $words, false );
		WP_CLI::halt( 1 );
	}
}
