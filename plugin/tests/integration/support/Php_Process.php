<?php
/**
 * Runs PHP elsewhere.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

/**
 * PHP on the WordPress under test, in a process of its own: for what ends a process, or happens before WordPress is
 * loaded. It sees what is committed only.
 */
final class Php_Process {

	/** What every script begins with. */
	private const BEGIN = '$_SERVER["HTTP_HOST"] = "127.0.0.1"; $_SERVER["REQUEST_URI"] = "/"; require %s; %s require %s;';

	/**
	 * Runs a script to its end, however that comes.
	 *
	 * @param string $script PHP, run after WordPress is loaded.
	 * @param string $before PHP, run before WordPress is loaded.
	 * @return array{code: int, output: string, errors: string} Exit code, standard output, standard error.
	 */
	public static function run( string $script, string $before = '' ): array {
		$begin   = sprintf( self::BEGIN, var_export( dirname( __DIR__ ) . '/constants.php', true ), $before, var_export( getenv( 'WORDPRESS_DIR' ) . '/wp-load.php', true ) );
		$pipes   = [];
		$errors  = WP_DEBUG_LOG . '.process';
		$process = proc_open( [ PHP_BINARY, '-d', 'display_errors=stderr', '-r', $begin . $script ], [ [ 'file', '/dev/null', 'r' ], [ 'pipe', 'w' ], [ 'file', $errors, 'w' ] ], $pipes );
		if ( false === $process ) {
			throw new \RuntimeException( 'PHP could not be started.' );
		}
		$output = (string) stream_get_contents( $pipes[1] );
		$code   = proc_close( $process );
		$said   = (string) file_get_contents( $errors );
		unlink( $errors );
		return [
			'code'   => $code,
			'output' => $output,
			'errors' => $said,
		];
	}
}
