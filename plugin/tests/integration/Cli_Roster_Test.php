<?php
/**
 * Rosters at the terminal.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

final class Cli_Roster_Test extends WordPress_Test_Case {

	use Types_Commands;

	public function test_a_roster_is_streamed_into_a_file_that_is_there_only_when_it_is_complete(): void {
		$this->answer_roster();
		$file = tempnam( sys_get_temp_dir(), 'cohort-enrollment-roster-' );

		$refused = Wp_Cli::run( [ 'cohort', 'roster', 'export', '12', "--file=$file" ] );
		self::assertSame( 1, $refused['code'] );
		self::assertStringContainsString( '--force replaces it', $refused['errors'] );
		unlink( $file );

		$written = Wp_Cli::run( [ 'cohort', 'roster', 'export', '12', "--file=$file", '--show=all' ] );
		self::assertSame( "Success: 1 enrollment is in $file.\n", $written['output'] );
		self::assertSame( '/admin/cohorts/12/roster/export?show=all&after=0', $this->sidecar->requests()[0]['url'] );
		self::assertSame( 0600, fileperms( $file ) & 0777 );
		self::assertStringContainsString( "'=HYPERLINK(", (string) file_get_contents( $file ) );
		unlink( $file );

		$this->sidecar->answer( self::refusal( 404, 'cohort_not_found' ), '/admin/cohorts/12/roster/export' );
		$gone = Wp_Cli::run( [ 'cohort', 'roster', 'export', '12', "--file=$file" ] );
		self::assertSame( 1, $gone['code'] );
		self::assertStringContainsString( '[cohort_not_found]', $gone['errors'] );
		self::assertSame( [], glob( $file . '*' ) );
	}

	public function test_a_roster_goes_to_the_terminal_when_no_file_is_named(): void {
		$this->answer_roster();

		$printed = Wp_Cli::run( [ 'cohort', 'roster', 'export', '12' ] );

		self::assertSame( 0, $printed['code'] );
		self::assertStringStartsWith( '"Package","Name"', $printed['output'] );
		self::assertSame( 2, substr_count( $printed['output'], "\n" ) );
	}

	public function test_programs_get_a_roster_as_json_in_a_file_as_well(): void {
		$this->answer_roster();
		$file = sys_get_temp_dir() . '/cohort-enrollment-roster-' . wp_generate_password( 12, false ) . '.json';

		$printed = Wp_Cli::run( [ 'cohort', 'roster', 'export', '12', '--format=json' ] );
		$written = Wp_Cli::run( [ 'cohort', 'roster', 'export', '12', '--format=json', "--file=$file" ] );

		self::assertSame( [ 0, 0 ], [ $printed['code'], $written['code'] ] );
		self::assertSame( [ [ 1, '=HYPERLINK("http://evil.test")', 'enrolled' ] ], array_map( static fn( array $row ): array => [ $row['package'], $row['name'], $row['payment_state'] ], json_decode( $printed['output'], true ) ) );
		self::assertSame( $printed['output'], file_get_contents( $file ), 'Without a byte order mark.' );
		unlink( $file );
	}

	/** A roster of one student with a dangerous name. */
	private function answer_roster(): void {
		$mallory = Roster_Answers::entry(
			[
				'packageId' => 1,
				'name'      => '=HYPERLINK("http://evil.test")',
			]
		);
		$this->sidecar->answer( [ 'json' => Roster_Answers::batch( [ $mallory ] ) ], '/admin/cohorts/12/roster/export' );
	}
}
