<?php
/**
 * The roster as a file.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Closure;
use Cohort_Enrollment\Admin\Roster_Export;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Roster\Roster_Batches;
use Cohort_Enrollment\Roster\Roster_Csv;
use Cohort_Enrollment\Sidecar\Answer;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use Generator;
use RuntimeException;

final class Roster_Export_Test extends WordPress_Test_Case {

	protected function tearDown(): void {
		parent::tearDown();
		$_GET     = [];
		$_REQUEST = [];
	}

	public function test_an_enrollment_is_one_line_in_the_cohorts_time_zone(): void {
		$lines = self::lines( self::csv( [ Roster_Answers::batch( [ Roster_Answers::entry() ] ) ] ) );

		self::assertSame(
			[
				[ 'Package', 'Name', 'Email', 'User ID', 'Status', 'Payment', 'Price', 'Refunded part', 'Currency', 'Enrolled (Europe/Berlin)', 'Steps', 'Booked', 'Completed', 'Week 1', 'Week 1, session (Europe/Berlin)', "'=Week 2", "'=Week 2, session (Europe/Berlin)" ],
				[ '345', 'Ada Okafor', 'ada@example.test', '12', 'Enrolled', 'Settled', '490.00', '', 'EUR', '2026-07-01 00:30', '2', '1', '0', 'Booked', '2026-12-01 18:30', 'Not booked', '' ],
			],
			$lines
		);
	}

	public function test_the_head_comes_once_and_steps_stand_below_their_own_column(): void {
		$later = Roster_Answers::entry(
			[
				'steps' => [
					[
						'stepId'   => 2,
						'status'   => 'COMPLETED',
						'startsAt' => '2026-12-08T17:30:00.000Z',
					],
				],
			]
		);
		$lines = self::lines( self::csv( [ Roster_Answers::batch( [ Roster_Answers::entry() ], 5 ), Roster_Answers::batch( [ $later ] ) ] ) );

		self::assertCount( 3, $lines );
		self::assertSame( [ '', '', 'Attended', '2026-12-08 18:30' ], array_slice( $lines[2], 13 ) );
	}

	public function test_what_students_type_is_never_a_formula(): void {
		$evil  = '=HYPERLINK("http://evil")';
		$lines = self::lines(
			self::csv(
				[
					Roster_Answers::batch(
						[
							Roster_Answers::entry(
								[
									'name'  => $evil,
									'email' => "@x,\n-y",
								]
							),
						]
					),
				]
			)
		);

		self::assertSame( [ "'" . $evil, "'@x,\n-y" ], array_slice( $lines[1], 1, 2 ) );
	}

	public function test_amounts_have_the_decimals_of_their_currency(): void {
		$lines = self::lines(
			self::csv(
				[
					Roster_Answers::batch(
						[
							Roster_Answers::entry(
								[
									'amount'   => 5000,
									'currency' => 'jpy',
								]
							),
							Roster_Answers::entry(
								[
									'amount'   => 12_345,
									'currency' => 'kwd',
								]
							),
							Roster_Answers::entry(
								[
									'amount'   => 0,
									'currency' => '',
								]
							),
						]
					),
				]
			)
		);

		self::assertSame( [ '5000', '12.345', '0.00' ], array_column( array_slice( $lines, 1 ), 6 ) );
	}

	public function test_where_decimals_have_a_comma_cells_have_a_semicolon_as_spreadsheets_there_expect(): void {
		global $wp_locale;
		$decimal_point = $wp_locale->number_format['decimal_point'];

		$wp_locale->number_format['decimal_point'] = ',';
		ob_start();
		Plugin::instance()->admin()->roster_export->stream( self::generate( Roster_Answers::batch( [ Roster_Answers::entry( [ 'refundAmount' => 4_550 ] ) ] ) ) );
		$lines = self::lines( substr( (string) ob_get_clean(), 3 ), ';' );

		$wp_locale->number_format['decimal_point'] = $decimal_point;
		self::assertSame( [ 'Package', 'Name' ], array_slice( $lines[0], 0, 2 ) );
		self::assertSame( [ '490,00', '45,50', 'EUR' ], array_slice( $lines[1], 6, 3 ) );
	}

	public function test_a_cohort_without_students_is_a_head_alone(): void {
		self::assertCount( 1, self::lines( self::csv( [ Roster_Answers::batch( [] ) ] ) ) );
	}

	public function test_one_batch_after_the_other_is_asked_for_with_the_same_selection(): void {
		$asked   = [];
		$batches = new Roster_Batches(
			static function ( string $path ) use ( &$asked ): Answer {
				$asked[] = $path;
				return self::answer( Roster_Answers::batch( [ Roster_Answers::entry() ], [ 1000, 2000, null ][ count( $asked ) - 1 ] ) );
			}
		);

		$found = iterator_to_array(
			$batches->of(
				7,
				[
					'search' => 'a b&c',
					'show'   => 'all',
				]
			)
		);

		self::assertCount( 3, $found );
		self::assertSame(
			[
				'/admin/cohorts/7/roster/export?search=a%20b%26c&show=all&after=0',
				'/admin/cohorts/7/roster/export?search=a%20b%26c&show=all&after=1000',
				'/admin/cohorts/7/roster/export?search=a%20b%26c&show=all&after=2000',
			],
			$asked
		);
	}

	public function test_a_refusal_of_the_sidecar_is_told_by_its_code(): void {
		$batches = new Roster_Batches( static fn(): Answer => self::answer( [ 'code' => 'cohort_not_found' ], 404 ) );

		$this->expectExceptionObject( new Refused( 'cohort_not_found', '', 404 ) );

		$batches->of( 7 )->current();
	}

	public function test_a_file_that_breaks_off_says_so_in_its_last_line(): void {
		$asked   = 0;
		$batches = new Roster_Batches(
			static function () use ( &$asked ): Answer {
				if ( ++$asked > 1 ) {
					throw new Unavailable( Unavailable::TIMEOUT, 'No answer in time.' );
				}
				return self::answer( Roster_Answers::batch( [ Roster_Answers::entry() ], 1000 ) );
			}
		);

		ob_start();
		Plugin::instance()->admin()->roster_export->stream( $batches->of( 7 ) );
		$file = (string) ob_get_clean();

		self::assertStringStartsWith( "\xEF\xBB\xBF\"Package\"", $file );
		$lines = self::lines( substr( $file, 3 ) );
		self::assertCount( 3, $lines );
		self::assertStringContainsString( 'INCOMPLETE', $lines[2][0] );
		self::assertStringContainsString( 'unavailable for GET /admin/cohorts/{id}/roster/export (timeout)', $this->logged() );
	}

	/**
	 * Limits at which PHP ends a request wherever it is.
	 *
	 * @return array<string, array{string, string}> What sets it, and what goes beyond it.
	 */
	public function limits(): array {
		return [
			'time'   => [ 'ini_set( "max_execution_time", "1" );', 'while ( true ) { strlen( "x" ); }' ],
			'memory' => [ 'ini_set( "memory_limit", "100M" );', 'while ( true ) { $all[] = str_repeat( "x", 10000 ); }' ],
		];
	}

	/**
	 * One limit.
	 *
	 * @dataProvider limits
	 * @param string $limit  Sets it.
	 * @param string $exceed Goes beyond it.
	 */
	public function test_a_file_says_so_in_its_last_line_when_php_ends_the_request( string $limit, string $exceed ): void {
		$batch  = var_export( Roster_Answers::batch( [ Roster_Answers::entry() ], 1000 ), true );
		$script = "$limit \$batches = static function () { yield $batch; $exceed };
			Cohort_Enrollment\Plugin::instance()->admin()->roster_export->stream( \$batches() );";

		[ 'code' => $code, 'output' => $file ] = Php_Process::run( $script, 'define( "WP_ADMIN", true );' );

		self::assertSame( 255, $code );
		$lines = self::lines( substr( $file, 3 ) );
		self::assertCount( 3, $lines, $file );
		self::assertSame( 'ada@example.test', $lines[1][2] );
		self::assertStringContainsString( 'INCOMPLETE', $lines[2][0] );
	}

	public function test_only_who_may_see_rosters_gets_one_and_only_from_our_screen(): void {
		$this->log_in( 'editor' );
		self::assertStringContainsString( 'not allowed', $this->refusal() );
		$this->log_in( 'administrator' );
		self::assertStringContainsString( 'expired', $this->refusal( 'wrong' ) );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_who_may_see_rosters_gets_a_fresh_address_of_the_file_and_nobody_else_does(): void {
		self::assertSame( 401, $this->request( 'GET', '/roster-export' )->get_status() );
		$this->log_in( 'editor' );
		self::assertSame( 403, $this->request( 'GET', '/roster-export' )->get_status() );
		$this->log_in( 'administrator' );

		$answer = $this->request( 'GET', '/roster-export' );

		self::assertSame( 200, $answer->get_status() );
		[ 'url' => $url ] = $answer->get_data();
		self::assertStringStartsWith( admin_url( 'admin-post.php?' ), $url );
		wp_parse_str( (string) wp_parse_url( $url, PHP_URL_QUERY ), $query );
		self::assertSame( Roster_Export::ACTION, $query['action'] );
		self::assertSame( 1, wp_verify_nonce( $query['_wpnonce'], Roster_Export::ACTION ) );
	}

	public function test_without_the_sidecar_a_page_says_so_instead_of_an_empty_file(): void {
		$this->log_in( 'administrator' );
		$this->sidecar->answer( [ 'reset' => true ] );

		self::assertStringContainsString( 'right now', $this->refusal() );
	}

	public function test_a_cohort_that_is_gone_gives_a_page(): void {
		$this->log_in( 'administrator' );
		$this->sidecar->answer(
			[
				'status' => 404,
				'json'   => [
					'code' => 'cohort_not_found',
					'data' => [ 'status' => 404 ],
				],
			]
		);

		self::assertStringContainsString( 'not there any more', $this->refusal() );
		self::assertSame( '/admin/cohorts/7/roster/export?search=Ada&show=all&after=0', $this->sidecar->requests()[0]['url'] );
	}

	/**
	 * What the page says on which the request ended.
	 *
	 * @param string|null $nonce Null = the right one.
	 */
	private function refusal( ?string $nonce = null ): string {
		$_GET     = [
			'cohort' => '7',
			'search' => 'Ada',
			'show'   => 'all',
			'stepId' => [ 'not text' ],
		];
		$_REQUEST = [ '_wpnonce' => $nonce ?? wp_create_nonce( Roster_Export::ACTION ) ];
		add_filter(
			'wp_die_handler',
			static fn(): Closure => static function ( mixed $message ): void {
				throw new RuntimeException( is_string( $message ) ? $message : 'no text' );
			}
		);
		try {
			Plugin::instance()->admin()->roster_export->send();
		} catch ( RuntimeException $end ) {
			return $end->getMessage();
		}
		return 'no refusal';
	}

	/**
	 * What is written.
	 *
	 * @param list<array<string, mixed>> $batches Batches.
	 */
	private static function csv( array $batches ): string {
		$bytes = '';
		$csv   = new Roster_Csv(
			static function ( string $more ) use ( &$bytes ): void {
				$bytes .= $more;
			}
		);
		foreach ( $batches as $batch ) {
			$csv->add( $batch );
		}
		self::assertSame( array_sum( array_map( static fn( array $batch ): int => count( $batch['entries'] ), $batches ) ), $csv->rows() );
		return $bytes;
	}

	/**
	 * One batch after the other.
	 *
	 * @param array<string, mixed> ...$batches Batches.
	 */
	private static function generate( array ...$batches ): Generator {
		yield from $batches;
	}

	/**
	 * Reads a file as a spreadsheet does.
	 *
	 * @param string $csv       Bytes.
	 * @param string $separator Between cells.
	 * @return list<list<string>>
	 */
	private static function lines( string $csv, string $separator = ',' ): array {
		$stream = fopen( 'php://memory', 'w+' );
		fwrite( $stream, $csv );
		rewind( $stream );
		$lines = [];
		while ( ! feof( $stream ) ) {
			$lines[] = fgetcsv( $stream, null, $separator, '"', '' );
		}
		// Behind the last line's end there is nothing more.
		self::assertFalse( array_pop( $lines ) );
		return $lines;
	}

	/**
	 * As the client gives it: objects.
	 *
	 * @param array<string, mixed> $data   JSON.
	 * @param int                  $status HTTP status.
	 */
	private static function answer( array $data, int $status = 200 ): Answer {
		return new Answer( $status, json_decode( json_encode( $data, JSON_THROW_ON_ERROR ), false, 64, JSON_THROW_ON_ERROR ) );
	}
}
