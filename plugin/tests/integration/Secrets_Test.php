<?php
/**
 * The key that plugin and sidecar share.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Options;

final class Secrets_Test extends WordPress_Test_Case {

	private const KEY = 'a-key-from-wp-config-that-is-long-enough';

	public function test_a_key_is_made_only_while_there_is_no_usable_one(): void {
		$secrets = new Secrets( null, null );
		update_option( Options::SECRET, 'short' );
		$secrets->create_if_missing();
		$made = $secrets->current();
		$secrets->create_if_missing();

		self::assertMatchesRegularExpression( '/^[0-9a-f]{64}$/', (string) $made );
		self::assertSame( $made, $secrets->current() );
	}

	public function test_rotation_keeps_the_old_key_for_the_sidecar(): void {
		$secrets = new Secrets( null, null );
		$secrets->create_if_missing();
		$old = $secrets->current();

		self::assertTrue( $secrets->rotate() );

		self::assertNotSame( $old, $secrets->current() );
		self::assertSame( $old, get_option( Options::SECRET_PREVIOUS ) );
		self::assertSame( [ $secrets->current(), $old ], $secrets->all() );
		self::assertSame( [ self::KEY ], ( new Secrets( self::KEY, 'short' ) )->all() );
	}

	public function test_a_key_in_wp_config_wins_and_cannot_be_rotated_here(): void {
		$stored  = get_option( Options::SECRET );
		$secrets = new Secrets( self::KEY, null );

		self::assertSame( self::KEY, $secrets->current() );
		self::assertFalse( $secrets->rotate() );
		$secrets->create_if_missing();
		self::assertSame( $stored, get_option( Options::SECRET ) );
	}

	public function test_a_key_in_wp_config_that_is_too_short_is_no_key_and_no_other_takes_its_place(): void {
		foreach ( [ '', 'short', str_repeat( 'x', 31 ) ] as $key ) {
			self::assertNull( ( new Secrets( $key, null ) )->current() );
		}
	}
}
