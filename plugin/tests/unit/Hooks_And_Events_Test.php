<?php
/**
 * What readme.txt promises to site developers.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use PHPUnit\Framework\TestCase;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use RegexIterator;

/**
 * Reads the sources and the readme, so that neither can change alone.
 */
final class Hooks_And_Events_Test extends TestCase {

	private const PLUGIN = __DIR__ . '/../..';

	private const BLOCKS = __DIR__ . '/../../../blocks/src';

	public function test_the_readme_lists_exactly_the_filters_and_actions_of_the_plugin(): void {
		$hooks = $this->hooks();

		self::assertNotEmpty( $hooks['apply_filters'] );
		self::assertNotEmpty( $hooks['do_action'] );
		self::assertEqualsCanonicalizing( $hooks['apply_filters'], self::listed( 'Filter' ) );
		self::assertEqualsCanonicalizing( $hooks['do_action'], self::listed( 'Action' ) );
	}

	public function test_the_readme_lists_exactly_the_events_of_the_blocks(): void {
		preg_match_all( "~^\t'(cohort-enrollment/[\\w-]+)':~m", (string) file_get_contents( self::BLOCKS . '/shared/events.ts' ), $declared );

		self::assertNotEmpty( $declared[1] );
		self::assertEqualsCanonicalizing( $declared[1], self::listed( 'Event' ) );
	}

	public function test_every_event_that_is_declared_happens_somewhere(): void {
		$sources = '';
		foreach ( self::files( self::BLOCKS, '/(?<!\.test)\.tsx?$/' ) as $file ) {
			$sources .= 'events.ts' === basename( $file ) ? '' : file_get_contents( $file );
		}
		foreach ( self::listed( 'Event' ) as $event ) {
			self::assertMatchesRegularExpression( "~announce\\(\\s*'$event'~", $sources );
		}
	}

	public function test_every_hook_is_prefixed_and_its_comment_says_since_when_and_with_what(): void {
		foreach ( $this->calls() as [ 'name' => $name, 'comment' => $comment, 'arguments' => $arguments ] ) {
			self::assertStringStartsWith( 'cohort_enrollment_', $name );
			self::assertMatchesRegularExpression( '/@since \d+\.\d+\.\d+/', $comment, "$name does not say since when." );
			self::assertSame( $arguments, substr_count( $comment, '@param' ), "The comment of $name does not tell its arguments." );
		}
	}

	/**
	 * Names by function.
	 *
	 * @return array{apply_filters: list<string>, do_action: list<string>}
	 */
	private function hooks(): array {
		$hooks = [
			'apply_filters' => [],
			'do_action'     => [],
		];
		foreach ( $this->calls() as $call ) {
			$hooks[ $call['function'] ][] = $call['name'];
		}
		return array_map( static fn( array $names ): array => array_values( array_unique( $names ) ), $hooks );
	}

	/**
	 * Every call that offers a hook.
	 *
	 * @return list<array{function: string, name: string, comment: string, arguments: int}>
	 */
	private function calls(): array {
		$calls = [];
		foreach ( [ ...self::files( self::PLUGIN . '/src' ), ...self::files( self::PLUGIN . '/templates' ), ...self::files( self::PLUGIN . '/patterns' ), ...self::files( self::BLOCKS ) ] as $file ) {
			$tokens = token_get_all( (string) file_get_contents( $file ) );
			foreach ( $tokens as $index => $token ) {
				if ( is_array( $token ) && T_STRING === $token[0] && in_array( $token[1], [ 'apply_filters', 'do_action' ], true ) ) {
					$calls[] = [ 'function' => $token[1] ] + self::call( $tokens, $index );
				}
			}
		}
		return $calls;
	}

	/**
	 * Name, comment and number of further arguments of one call.
	 *
	 * @param list<array{int, string, int}|string> $tokens Of the file.
	 * @param int                                  $start  Where the function's name stands.
	 * @return array{name: string, comment: string, arguments: int}
	 */
	private static function call( array $tokens, int $start ): array {
		$comment = '';
		for ( $index = $start; '' === $comment && $index > 0 && ';' !== $tokens[ $index ] && '{' !== $tokens[ $index ]; $index-- ) {
			$comment = T_DOC_COMMENT === $tokens[ $index ][0] ? $tokens[ $index ][1] : '';
		}
		$name      = '';
		$arguments = 0;
		$depth     = 0;
		for ( $index = $start + 1; 0 === $index - $start - 1 || $depth > 0; $index++ ) {
			$text       = is_array( $tokens[ $index ] ) ? $tokens[ $index ][1] : $tokens[ $index ];
			$depth     += (int) in_array( $text, [ '(', '[' ], true ) - (int) in_array( $text, [ ')', ']' ], true );
			$arguments += (int) ( ',' === $text && 1 === $depth );
			if ( '' === $name && T_CONSTANT_ENCAPSED_STRING === $tokens[ $index ][0] ) {
				$name = trim( $text, "'\"" );
			}
		}
		return compact( 'name', 'comment', 'arguments' );
	}

	/**
	 * What the readme lists under a word.
	 *
	 * @param string $word Filter, Action or Event.
	 * @return list<string>
	 */
	private static function listed( string $word ): array {
		preg_match( '/^== Hooks and events ==$(.*?)^== /ms', (string) file_get_contents( self::PLUGIN . '/readme.txt' ), $section );
		preg_match_all( "~^\\* $word `([^`]+)`: ~m", $section[1] ?? '', $names );
		self::assertSame( array_unique( $names[1] ), $names[1] );
		return $names[1];
	}

	/**
	 * Files of a folder and of those within.
	 *
	 * @param string $folder  Folder.
	 * @param string $pattern Which.
	 * @return list<string>
	 */
	private static function files( string $folder, string $pattern = '/\.php$/' ): array {
		$all = new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $folder, RecursiveDirectoryIterator::SKIP_DOTS ) );
		return array_map( 'strval', array_values( iterator_to_array( new RegexIterator( $all, $pattern ) ) ) );
	}
}
