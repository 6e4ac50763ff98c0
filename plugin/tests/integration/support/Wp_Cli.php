<?php
/**
 * Types `wp` commands.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use PHPUnit\Framework\Assert;

/**
 * The real WP-CLI, which Composer brings, in a process of its own on the same site. It sees what is committed only.
 */
final class Wp_Cli {

	private const PROGRAM = __DIR__ . '/../../../../vendor/wp-cli/wp-cli/php/boot-fs.php';

	/** Whether Composer brought it. */
	public static function is_there(): bool {
		return is_file( self::PROGRAM );
	}

	/**
	 * Runs a command to its end.
	 *
	 * @param list<string> $arguments What is typed after `wp`.
	 * @param string       $input     What is typed while it runs.
	 * @return array{code: int, output: string, errors: string} Exit code, standard output, standard error.
	 */
	public static function run( array $arguments, string $input = '' ): array {
		$command = [
			PHP_BINARY,
			'-d',
			'display_errors=stderr',
			self::PROGRAM,
			'--allow-root',
			'--no-color',
			'--path=' . getenv( 'WORDPRESS_DIR' ),
			// Points the plugin to the recording sidecar.
			'--require=' . dirname( __DIR__ ) . '/constants.php',
			...$arguments,
		];
		$pipes   = [];
		// Help goes through a pager, which not every machine has.
		$environment = [ 'PAGER' => 'cat' ] + getenv();
		$process     = proc_open( $command, [ [ 'pipe', 'r' ], [ 'pipe', 'w' ], [ 'file', WP_DEBUG_LOG . '.cli', 'w' ] ], $pipes, null, $environment );
		if ( false === $process ) {
			throw new \RuntimeException( 'PHP could not be started.' );
		}
		fwrite( $pipes[0], $input );
		fclose( $pipes[0] );
		$output = (string) stream_get_contents( $pipes[1] );
		$code   = proc_close( $process );
		$errors = (string) file_get_contents( WP_DEBUG_LOG . '.cli' );
		unlink( WP_DEBUG_LOG . '.cli' );
		Assert::assertDoesNotMatchRegularExpression( '~^(PHP )?(Warning|Notice|Deprecated|Fatal error): (?!.*/vendor/)~m', $errors );
		return compact( 'code', 'output', 'errors' );
	}
}
