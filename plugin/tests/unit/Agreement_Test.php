<?php
/**
 * What plugin and sidecar must say alike.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Identity\Operator;
use Cohort_Enrollment\Identity\Token_Signer;
use Cohort_Enrollment\Identity\Token_Verifier;
use Cohort_Enrollment\Mail\Kind;
use Cohort_Enrollment\Mail\Outcome;
use Cohort_Enrollment\Rest\Routes;
use Cohort_Enrollment\Rest\Stripe_Webhook;
use Cohort_Enrollment\Setup\Capabilities;
use Cohort_Enrollment\Setup\Uninstaller;
use PHPUnit\Framework\TestCase;

/**
 * Reads the sidecar's sources, so that a change on one side only fails here.
 */
final class Agreement_Test extends TestCase {

	private const PROJECT = __DIR__ . '/../../..';

	public function test_the_uninstaller_knows_exactly_the_tables_that_the_migrations_create(): void {
		$created = self::found_in( "/createTable\(\s*knex,\s*t\(\s*'(\w+)'/", 'sidecar/migrations/*.ts' );
		// Knex itself makes the two that keep account of migrations.
		$expected = [ ...$created, 'migrations', 'migrations_lock' ];

		self::assertNotEmpty( $created );
		self::assertEqualsCanonicalizing( $expected, Uninstaller::TABLES );
	}

	public function test_the_settings_page_names_exactly_the_events_that_the_sidecar_handles(): void {
		$handled = self::found_in( "/'((?:checkout|refund|charge|payment_intent)\.[\w.]+)'/", 'sidecar/src/domain/webhooks/webhooks.rules.ts' );

		self::assertNotEmpty( $handled );
		self::assertEqualsCanonicalizing( $handled, Stripe_Webhook::EVENTS );
	}

	public function test_the_token_follows_the_contract(): void {
		$contract = self::read( 'sidecar/contract/identity.ts' );

		self::assertStringContainsString( "TOKEN_AUDIENCE = '" . Token_Signer::AUDIENCE . "'", $contract );
		self::assertStringContainsString( 'TOKEN_LIFETIME_SECONDS = ' . Token_Signer::LIFETIME_SECONDS, $contract );
		self::assertStringContainsString( 'MINIMUM_SECRET_BYTES = ' . Token_Signer::MINIMUM_SECRET_BYTES, $contract );
		foreach ( [ ...Capabilities::ALL, ...Operator::PRIVACY_CAPABILITIES ] as $capability ) {
			self::assertStringContainsString( '`' . $capability . '`', $contract );
		}
	}

	public function test_notifications_follow_the_contract(): void {
		$contract = self::read( 'sidecar/contract/notifications.ts' );
		preg_match_all( "/\\bkind: '(\w+)'/", $contract, $kinds );
		preg_match( '/outcome: (.+);/', $contract, $outcomes );
		preg_match_all( "/'(\w+)'/", $outcomes[1], $outcomes );

		self::assertStringContainsString( "NOTIFICATION_ROUTE = '/" . Routes::NAMESPACE . Routes::NOTIFICATIONS . "'", $contract );
		self::assertStringContainsString( "NOTIFICATION_ISSUER = '" . Token_Verifier::ISSUER . "'", $contract );
		self::assertEqualsCanonicalizing( $kinds[1], array_column( Kind::cases(), 'value' ) );
		self::assertSame( [], array_diff( $outcomes[1], array_column( Outcome::cases(), 'value' ) ) );
		self::assertStringContainsString( 'CLOCK_TOLERANCE_SECONDS = ' . Token_Verifier::CLOCK_TOLERANCE_SECONDS, self::read( 'sidecar/src/http/identity.ts' ) );
	}

	public function test_the_plugin_the_readme_and_the_package_have_one_version(): void {
		$version = json_decode( self::read( 'package.json' ), true )['version'];
		$plugin  = self::read( 'plugin/cohort-enrollment.php' );

		self::assertStringContainsString( "Version:           $version\n", $plugin );
		self::assertStringContainsString( "define( 'COHORT_ENROLLMENT_VERSION', '$version' );", $plugin );
		self::assertStringContainsString( "Stable tag: $version\n", self::read( 'plugin/readme.txt' ) );
	}

	public function test_both_readmes_name_exactly_the_variables_that_the_sidecar_reads(): void {
		preg_match( '/^const environmentSchema = (.*?)^\}\);/ms', self::read( 'sidecar/src/config.ts' ), $schema );
		preg_match_all( '/^\t([A-Z_]+): /m', $schema[1] ?? '', $read );
		preg_match( '/^= Where are the settings of the sidecar\? =$(.*?)^= /ms', self::read( 'plugin/readme.txt' ), $answer );
		preg_match_all( '/^\| `.*?\|/m', self::read( 'README.md' ), $cells );

		self::assertNotEmpty( $read[1] );
		foreach ( [ $answer[1] ?? '', implode( $cells[0] ) ] as $text ) {
			preg_match_all( '/`([A-Z][A-Z_]+)`/', $text, $named );
			self::assertEqualsCanonicalizing( $read[1], array_values( array_unique( $named[1] ) ) );
		}
	}

	/**
	 * They are the two files that an old PHP gets to see.
	 *
	 * @dataProvider files_for_any_php
	 * @param string $file Path in the project.
	 */
	public function test_files_that_guard_against_an_old_php_use_nothing_newer_than_php_5_6( string $file ): void {
		$source = self::read( $file );
		$code   = implode( ' ', array_map( static fn( array|string $token ): string => is_array( $token ) ? $token[1] : $token, array_filter( token_get_all( $source ), static fn( array|string $token ): bool => ! is_array( $token ) || ! in_array( $token[0], [ T_COMMENT, T_DOC_COMMENT, T_CONSTANT_ENCAPSED_STRING ], true ) ) ) );

		self::assertDoesNotMatchRegularExpression( '/\?\?|\?->|\bfn\b|\bmatch\b|\breadonly\b|\bstrict_types\b|\)\s*:\s*\??\w+\s*\{|\.\.\.|\bcatch\s*\(\s*\w+\s*\)/', $code );
	}

	public function files_for_any_php(): array {
		return [ [ 'plugin/cohort-enrollment.php' ], [ 'plugin/uninstall.php' ] ];
	}

	/**
	 * All first groups of a pattern.
	 *
	 * @param string $pattern Regular expression.
	 * @param string $files   Files below the project; a glob pattern.
	 * @return list<string>
	 */
	private static function found_in( string $pattern, string $files ): array {
		$found = [];
		foreach ( (array) glob( self::PROJECT . '/' . $files ) as $file ) {
			preg_match_all( $pattern, (string) file_get_contents( $file ), $matches );
			$found = [ ...$found, ...$matches[1] ];
		}
		return $found;
	}

	/**
	 * A file of the project.
	 *
	 * @param string $file Path in the project.
	 */
	private static function read( string $file ): string {
		return (string) file_get_contents( self::PROJECT . '/' . $file );
	}
}
