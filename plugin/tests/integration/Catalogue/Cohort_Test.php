<?php
/**
 * What a card says.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

use Cohort_Enrollment\Catalogue\Cohort;
use Cohort_Enrollment\Catalogue\Price;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use DateTimeImmutable;
use DateTimeZone;

final class Cohort_Test extends WordPress_Test_Case {

	private const NOW = '2039-01-01T12:00:00Z';

	/**
	 * States in the order in which the sidecar checks.
	 *
	 * @return array<string, array{array<string, mixed>, string}>
	 */
	public function states(): array {
		$past = [ 'deadline' => new DateTimeImmutable( '2039-01-01T12:00:00Z' ) ];
		$full = [ 'seats_left' => 0 ];
		$free = [ 'price' => null ];
		return [
			'nothing is in the way'                       => [ [], Cohort::OPEN ],
			'unlimited seats'                             => [ [ 'seats_left' => null ], Cohort::OPEN ],
			'the deadline is a moment away'               => [ [ 'deadline' => new DateTimeImmutable( '2039-01-01T12:00:01Z' ) ], Cohort::OPEN ],
			'the moment of the deadline is too late'      => [ $past, Cohort::DEADLINE_PASSED ],
			'full'                                        => [ $full, Cohort::FULL ],
			'no price'                                    => [ $free, Cohort::NO_PRICE ],
			'the deadline is said before that it is full' => [ $past + $full + $free, Cohort::DEADLINE_PASSED ],
			'full is said before the price is missed'     => [ $full + $free, Cohort::FULL ],
			'the student is in it'                        => [ [ 'owned_cohort_id' => 7 ] + $past + $full, Cohort::ENROLLED ],
			'the student is in another one'               => [ [ 'owned_cohort_id' => 8 ], Cohort::ENROLLED_ELSEWHERE ],
		];
	}

	/**
	 * Checks one state.
	 *
	 * @dataProvider states
	 * @param array<string, mixed> $facts What is different.
	 * @param string               $state What the card must be.
	 */
	public function test_the_button_depends_on_the_first_thing_in_the_way( array $facts, string $state ): void {
		self::assertSame( $state, $this->cohort( $facts )->state( new DateTimeImmutable( self::NOW ) ) );
	}

	public function test_the_deadline_is_shown_by_the_clock_of_the_cohort(): void {
		update_option( 'date_format', 'Y-m-d' );
		update_option( 'time_format', 'H:i' );

		$cohort = $this->cohort( [ 'deadline' => new DateTimeImmutable( '2039-06-01T03:59:00Z' ) ] );
		self::assertSame( 'Enroll by 2039-05-31 at 23:59', $cohort->deadline_label() );
		self::assertSame( '', $this->cohort()->deadline_label() );
	}

	public function test_only_few_seats_are_worth_a_word(): void {
		self::assertSame( '1 seat left', $this->cohort( [ 'seats_left' => 1 ] )->seats_label() );
		self::assertSame( '5 seats left', $this->cohort( [ 'seats_left' => 5 ] )->seats_label() );
		foreach ( [ 0, 6, null ] as $seats ) {
			self::assertSame( '', $this->cohort( [ 'seats_left' => $seats ] )->seats_label() );
		}
	}

	/**
	 * A cohort that can be bought.
	 *
	 * @param array<string, mixed> $facts What is different.
	 */
	private function cohort( array $facts = [] ): Cohort {
		return new Cohort(
			...$facts + [
				'id'              => 7,
				'name'            => 'Spring Cohort',
				'start_date'      => '2040-03-01',
				'end_date'        => '2040-05-31',
				'timezone'        => new DateTimeZone( 'America/New_York' ),
				'deadline'        => null,
				'price'           => new Price( 49000, 'usd' ),
				'seats_left'      => 9,
				'owned_cohort_id' => null,
			]
		);
	}
}
