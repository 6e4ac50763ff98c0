<?php
/**
 * Lines of CSV, without WordPress.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Roster\Csv_Row;
use PHPUnit\Framework\TestCase;

final class Csv_Row_Test extends TestCase {

	public function test_every_cell_is_quoted_and_a_line_ends_as_rfc_4180_says(): void {
		self::assertSame( "\"Ada\",\"7\",\"\"\r\n", Csv_Row::line( [ 'Ada', 7, '' ] ) );
	}

	public function test_commas_quotes_and_line_breaks_stay_within_their_cell(): void {
		$cells = [ 'Okafor, Ada', 'the "first"', "two\r\nlines", 'semi;colon', "it's" ];

		self::assertSame( $cells, str_getcsv( rtrim( Csv_Row::line( $cells ), "\r\n" ), ',', '"', '' ) );
	}

	public function test_cells_are_separated_as_the_reader_wants_them(): void {
		$cells = [ 'Okafor; Ada', '1,50' ];

		self::assertSame( $cells, str_getcsv( rtrim( Csv_Row::line( $cells, ';' ), "\r\n" ), ';', '"', '' ) );
	}

	/**
	 * What a spreadsheet would run, or move into the next cell.
	 *
	 * @dataProvider formulas
	 * @param string $text As somebody typed it.
	 */
	public function test_what_a_spreadsheet_would_run_gets_an_apostrophe( string $text ): void {
		self::assertSame( '"\'' . str_replace( '"', '""', $text ) . "\"\r\n", Csv_Row::line( [ $text ] ) );
	}

	public function formulas(): array {
		return array_map(
			static fn( string $text ): array => [ $text ],
			[
				'=HYPERLINK("http://evil")',
				"=cmd|' /C calc'!A0",
				'+1+1',
				'-2+3',
				'@SUM(1,1)',
				"\t=1+1",
				"\tTab",
				"\rReturn",
				"\nLine",
				'＝1+1',
				'＋1',
				'－1',
				'＠SUM(1)',
				'﹦1',
				'﹢1',
				'﹣1',
				'﹫x',
				' =1+1',
				"\u{00A0}=1+1",
				"\u{200B}=1+1",
				"\u{FEFF}=1+1",
				"\u{0000}=1+1",
				"=\xFF",
			]
		);
	}

	public function test_everything_else_is_left_as_it_is(): void {
		foreach ( [ 'Ada = Lovelace', 'a@example.test', 'Ána-María', "'quoted", '0', '1=1', '王秀英', '🙂', ' blank' ] as $text ) {
			self::assertSame( '"' . $text . "\"\r\n", Csv_Row::line( [ $text ] ) );
		}
		self::assertSame( "\"-5\"\r\n", Csv_Row::line( [ -5 ] ), 'A number of ours is no formula.' );
	}
}
