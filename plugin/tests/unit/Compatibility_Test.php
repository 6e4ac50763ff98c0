<?php
/**
 * Whether the oldest WordPress that the plugin takes has what it calls.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use PhpToken;
use PHPUnit\Framework\TestCase;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;

/**
 * Reads `@since` in WordPress's own comments, which come with the stubs for PHPStan.
 */
final class Compatibility_Test extends TestCase {

	private const PROJECT = __DIR__ . '/../../..';

	private const STUBS = self::PROJECT . '/vendor/php-stubs/wordpress-stubs/wordpress-stubs.php';

	public function test_every_function_that_is_called_exists_in_the_oldest_wordpress_or_is_asked_for_first(): void {
		if ( ! is_readable( self::STUBS ) ) {
			self::markTestSkipped( 'WordPress’s stubs come through Composer only.' );
		}
		preg_match( '/Requires at least: +(\S+)/', (string) file_get_contents( self::PROJECT . '/plugin/cohort-enrollment.php' ), $oldest );
		$since  = self::functions_with_their_first_version();
		$called = [];
		$newer  = [];
		foreach ( self::shipped_files() as $file ) {
			$source = (string) file_get_contents( $file );
			foreach ( self::functions_called_in( $source ) as $name ) {
				$called[ $name ] = true;
				if ( version_compare( $since[ $name ] ?? '0', $oldest[1], '>' ) && ! str_contains( $source, "function_exists( '$name' )" ) ) {
					$newer[] = basename( $file ) . ": $name() since " . $since[ $name ];
				}
			}
		}

		self::assertSame( '6.0.0', $since['wp_cache_flush_runtime'], 'The stubs can be read.' );
		self::assertGreaterThan( 100, count( array_intersect_key( $called, $since ) ), 'The calls can be read.' );
		self::assertSame( [], $newer );
	}

	public function test_calls_are_told_from_what_only_looks_like_one(): void {
		$source = '<?php namespace A; one(); \two( three() ); $x->no(); X::no(); new No(); function no() {} // no();' . "\n" . 'echo "no()"; fn() => four( ... );';

		self::assertSame( [ 'one', 'two', 'three', 'four' ], self::functions_called_in( $source ) );
	}

	/**
	 * WordPress's functions.
	 *
	 * @return array<string, string> Name → version.
	 */
	private static function functions_with_their_first_version(): array {
		$versions = [];
		$since    = '';
		foreach ( (array) file( self::STUBS ) as $line ) {
			if ( '/**' === trim( $line ) ) {
				$since = '';
			} elseif ( '' === $since && preg_match( '/^\s*\* @since (?:MU \()?(\d+\.\d+(?:\.\d+)?)/', $line, $found ) ) {
				$since = $found[1];
			} elseif ( preg_match( '/^ {4}function &?(\w+)\(/', $line, $found ) ) {
				$versions[ $found[1] ] = '' === $since ? '0' : $since;
				$since                 = '';
			}
		}
		return $versions;
	}

	/**
	 * Names of called functions, without those of methods and classes.
	 *
	 * @param string $source PHP.
	 * @return list<string>
	 */
	private static function functions_called_in( string $source ): array {
		$tokens = array_values( array_filter( PhpToken::tokenize( $source ), static fn( PhpToken $token ): bool => ! $token->isIgnorable() ) );
		$names  = [];
		foreach ( $tokens as $index => $token ) {
			$before = $tokens[ $index - 1 ] ?? null;
			$after  = $tokens[ $index + 1 ] ?? null;
			if ( $token->is( [ T_STRING, T_NAME_FULLY_QUALIFIED ] ) && '(' === $after?->text && ! $before?->is( [ T_OBJECT_OPERATOR, T_NULLSAFE_OBJECT_OPERATOR, T_DOUBLE_COLON, T_FUNCTION, T_NEW ] ) ) {
				$names[] = ltrim( $token->text, '\\' );
			}
		}
		return $names;
	}

	/**
	 * PHP files of the plugin as sites get it.
	 *
	 * @return list<string>
	 */
	private static function shipped_files(): array {
		$files = [];
		foreach ( [ 'plugin', 'blocks/src' ] as $folder ) {
			foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( (string) realpath( self::PROJECT . '/' . $folder ) ) ) as $file ) {
				if ( 'php' === $file->getExtension() && ! preg_match( '#/(tests|build|node_modules|vendor)/#', $file->getPathname() ) ) {
					$files[] = $file->getPathname();
				}
			}
		}
		return $files;
	}
}
