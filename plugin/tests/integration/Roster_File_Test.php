<?php
/**
 * What stands in an exported roster, for people and for programs.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Roster\Roster_Csv;
use Cohort_Enrollment\Roster\Roster_File;
use Cohort_Enrollment\Roster\Roster_Json;

final class Roster_File_Test extends WordPress_Test_Case {

	private string $bytes = '';

	/**
	 * How payments end.
	 *
	 * @dataProvider endings
	 * @param string      $state  `EnrollmentState`.
	 * @param string|null $reason `RefundReason`.
	 * @param string      $word   In the file.
	 */
	public function test_a_payment_is_told_by_its_state_and_why( string $state, ?string $reason, string $word ): void {
		$ended = [
			'paymentState' => $state,
			'reason'       => $reason,
		];

		self::assertSame( $word, $this->csv_line( $ended )[5] );
	}

	public function endings(): array {
		return [
			[ 'cancelled', 'payment_reversed', 'Taken back by the bank' ],
			[ 'cancelled', 'kept_by_staff', 'Kept' ],
			[ 'cancelled', 'cohort_full', 'Cancelled' ],
			[ 'refunded', 'refunded_in_part', 'Partly refunded' ],
			[ 'refunded', 'requested', 'Refunded' ],
			[ 'refund_pending', 'refunded_in_part', 'Refund under way' ],
			[ 'what_a_newer_sidecar_says', null, 'what_a_newer_sidecar_says' ],
		];
	}

	public function test_a_part_that_went_back_stands_beside_the_price(): void {
		self::assertSame( [ '490.00', '45.50', 'EUR' ], array_slice( $this->csv_line( [ 'refundAmount' => 4_550 ] ), 6, 3 ) );
	}

	public function test_an_older_sidecar_that_tells_no_reason_is_understood(): void {
		$entry = Roster_Answers::entry( [ 'paymentState' => 'refunded' ] );
		unset( $entry['reason'], $entry['refundAmount'] );

		self::assertSame( [ 'Refunded', '490.00', '' ], array_slice( $this->csv_line_of( $entry ), 5, 3 ) );
	}

	public function test_programs_get_one_array_of_any_number_of_batches_with_codes_and_instants(): void {
		$last = Roster_Answers::entry( [ 'refundAmount' => 4_550 ] );

		$json = new Roster_Json( $this->keep( ... ) );
		$this->write( $json, Roster_Answers::batch( [ Roster_Answers::entry( [ 'name' => "=A\n\"é" ] ), Roster_Answers::entry() ], 5 ), Roster_Answers::batch( [ $last ] ) );

		$rows = json_decode( $this->bytes, true, 64, JSON_THROW_ON_ERROR );
		self::assertSame( [ 3, 3, "=A\n\"é" ], [ $json->rows(), count( $rows ), $rows[0]['name'] ] );
		self::assertSame(
			[
				'package'       => 345,
				'user_id'       => 12,
				'name'          => 'Ada Okafor',
				'email'         => 'ada@example.test',
				'status'        => 'ACTIVE',
				'payment_state' => 'enrolled',
				'reason'        => null,
				'amount'        => '490.00',
				'refund_amount' => '45.50',
				'currency'      => 'EUR',
				'enrolled_at'   => '2026-06-30T22:30:00.000Z',
				'steps'         => [
					[
						'step'      => 'Week 1',
						'status'    => 'BOOKED',
						'starts_at' => '2026-12-01T17:30:00.000Z',
					],
					[
						'step'      => '=Week 2',
						'status'    => 'UNBOOKED',
						'starts_at' => null,
					],
				],
			],
			$rows[2]
		);
	}

	public function test_nobody_is_an_empty_array_for_programs(): void {
		$this->write( new Roster_Json( $this->keep( ... ) ), Roster_Answers::batch( [] ) );

		self::assertSame( "[]\n", $this->bytes );
	}

	/**
	 * The line of one enrollment.
	 *
	 * @param array<string, mixed> $overrides What is different about it.
	 * @return list<string>
	 */
	private function csv_line( array $overrides ): array {
		return $this->csv_line_of( Roster_Answers::entry( $overrides ) );
	}

	/**
	 * The line of one enrollment.
	 *
	 * @param array<string, mixed> $entry `RosterEntry`.
	 * @return list<string>
	 */
	private function csv_line_of( array $entry ): array {
		$this->write( new Roster_Csv( $this->keep( ... ) ), Roster_Answers::batch( [ $entry ] ) );
		return str_getcsv( explode( "\r\n", $this->bytes )[1], ',', '"', '' );
	}

	/**
	 * Takes what is written.
	 *
	 * @param string $bytes More.
	 */
	private function keep( string $bytes ): void {
		$this->bytes .= $bytes;
	}

	/**
	 * Writes a whole roster.
	 *
	 * @param Roster_File          $file       Where to.
	 * @param array<string, mixed> ...$batches `RosterExportResponse`s.
	 */
	private function write( Roster_File $file, array ...$batches ): void {
		array_map( $file->add( ... ), $batches );
		$file->finish();
	}
}
