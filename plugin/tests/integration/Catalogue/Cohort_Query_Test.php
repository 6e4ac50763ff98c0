<?php
/**
 * What a course page reads.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

use Cohort_Enrollment\Catalogue\Cohort;
use Cohort_Enrollment\Catalogue\Cohort_Query;
use Cohort_Enrollment\Catalogue\Course_Offer;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use DateTimeImmutable;
use DateTimeZone;

require_once __DIR__ . '/Catalogue_Rows.php';

final class Cohort_Query_Test extends WordPress_Test_Case {

	use Catalogue_Rows;

	private const NOW = '2039-01-01 12:00:00';

	private int $course_id;

	protected function setUp(): void {
		parent::setUp();
		$this->course_id = $this->add_course();
	}

	public function test_a_course_that_is_unknown_or_not_active_has_no_offer(): void {
		$this->add_course(
			[
				'code'      => 'RETIRED',
				'is_active' => 0,
			]
		);

		$this->add_course(
			[
				'code'       => 'DELETED',
				'deleted_at' => '2038-12-01 00:00:00',
			]
		);

		self::assertNull( $this->offer( 0, self::NOW, 'NOBODY' ) );
		self::assertNull( $this->offer( 0, self::NOW, 'RETIRED' ) );
		self::assertNull( $this->offer( 0, self::NOW, 'DELETED' ) );
		self::assertNull( $this->offer( 0, self::NOW, '' ) );
		self::assertNull( $this->offer( 0, self::NOW, "' OR 1=1 -- " ) );
	}

	public function test_a_page_has_the_course_that_names_it(): void {
		$this->add_course_of_page( 4711, 'OWN' );
		$this->add_course_of_page( 4712, 'OTHER' );

		self::assertSame( 'OWN', $this->offer_of_page( 4711 )?->code );
		self::assertNull( $this->offer_of_page( 4713 ) );
		self::assertNull( $this->offer_of_page( 0 ), 'A course without a page is not that of no page.' );
	}

	public function test_a_course_that_is_not_active_or_deleted_is_no_page_s(): void {
		$this->add_course_of_page( 4711, 'RETIRED', [ 'is_active' => 0 ] );
		$this->add_course_of_page( 4711, 'DELETED', [ 'deleted_at' => '2038-12-01 00:00:00' ] );
		self::assertNull( $this->offer_of_page( 4711 ) );

		$this->add_course_of_page( 4711, 'RUNNING' );
		self::assertSame( 'RUNNING', $this->offer_of_page( 4711 )?->code );
	}

	public function test_of_two_courses_of_one_page_the_first_by_title_is_shown_with_its_own_cohorts_only(): void {
		foreach ( [ 'B', 'A' ] as $letter ) {
			$course_id = $this->add_course_of_page( 4711, "CODE-$letter", [ 'title' => "$letter course" ] );
			$this->add_cohort( $course_id, [ 'name' => "Cohort of $letter" ] );
		}
		$offer = $this->offer_of_page( 4711 );

		self::assertSame( 'CODE-A', $offer?->code );
		self::assertSame( [ 'Cohort of A' ], array_column( $offer->cohorts, 'name' ) );
	}

	public function test_a_course_without_cohorts_has_an_empty_offer(): void {
		$offer = $this->offer();

		self::assertSame( 'Test course', $offer?->title );
		self::assertSame( [], $offer->cohorts );
	}

	public function test_lists_by_start_date_what_is_active_and_not_over(): void {
		$this->add_cohort(
			$this->course_id,
			[
				'name'       => 'Later',
				'start_date' => '2040-09-01',
			]
		);
		$this->add_cohort( $this->course_id, [ 'name' => 'Sooner' ] );
		$this->add_cohort( $this->course_id, [ 'is_active' => 0 ] );
		$this->add_cohort( $this->course_id, [ 'deleted_at' => '2038-12-01 00:00:00' ] );
		$this->add_cohort( $this->course_id, [ 'end_date' => '2038-12-30' ] );

		self::assertSame( [ 'Sooner', 'Later' ], array_column( $this->offer()->cohorts, 'name' ) );
	}

	public function test_a_cohort_is_over_when_its_last_day_is_over_where_it_is(): void {
		foreach ( [ 'Pacific/Auckland', 'Pacific/Honolulu' ] as $timezone ) {
			$this->add_cohort(
				$this->course_id,
				[
					'name'     => $timezone,
					'end_date' => '2038-12-31',
					'timezone' => $timezone,
				]
			);
		}

		self::assertSame( [ 'Pacific/Honolulu' ], array_column( $this->offer( 0, '2039-01-01 05:00:00' )->cohorts, 'name' ) );
		self::assertSame( [], $this->offer( 0, '2039-01-01 10:00:00' )->cohorts );
	}

	public function test_the_price_of_the_cohort_wins_over_that_of_the_course(): void {
		$this->add_price( 'program', $this->course_id );
		$own = $this->add_cohort( $this->course_id, [ 'start_date' => '2040-01-01' ] );
		$this->add_price(
			'cohort',
			$own,
			[
				'amount'   => 100,
				'currency' => 'eur',
			]
		);
		$this->add_cohort( $this->course_id );

		[ $first, $second ] = $this->offer()->cohorts;
		self::assertSame( [ 100, 'eur' ], [ $first->price?->amount, $first->price?->currency ] );
		self::assertSame( [ 49000, 'usd' ], [ $second->price?->amount, $second->price?->currency ] );
	}

	public function test_live_prices_win_where_a_site_has_both(): void {
		$cohort_id = $this->add_cohort( $this->course_id );
		$this->add_price( 'cohort', $cohort_id, [ 'amount' => 100 ] );
		$this->add_price(
			'program',
			$this->course_id,
			[
				'amount'   => 200,
				'livemode' => 1,
			]
		);

		self::assertSame( 200, $this->only_cohort()->price?->amount );
	}

	public function test_what_stripe_does_not_know_has_no_price_unless_it_is_free(): void {
		$this->add_price( 'program', $this->course_id, [ 'stripe_price_id' => null ] );
		$cohort_id = $this->add_cohort( $this->course_id );
		self::assertNull( $this->only_cohort()->price );

		$this->add_price(
			'cohort',
			$cohort_id,
			[
				'amount'          => 0,
				'stripe_price_id' => null,
			]
		);
		self::assertSame( 0, $this->only_cohort()->price?->amount );
	}

	public function test_seats_that_others_hold_count_as_taken(): void {
		$cohort_id = $this->add_cohort(
			$this->course_id,
			[
				'max_enrollment'     => 10,
				'current_enrollment' => 5,
			]
		);
		$this->add_checkout( $cohort_id );
		$this->add_checkout(
			$cohort_id,
			[
				'student_id' => 900002,
				'state'      => 'awaiting_payment',
				'expires_at' => '2038-12-31 00:00:00.000',
			]
		);
		$this->add_checkout(
			$cohort_id,
			[
				'student_id' => 900003,
				'expires_at' => '2039-01-01 11:59:59.999',
			]
		);
		$this->add_checkout(
			$cohort_id,
			[
				'student_id' => 900004,
				'state'      => 'enrolled',
			]
		);

		self::assertSame( 3, $this->only_cohort()->seats_left );
		self::assertSame( 4, $this->only_cohort( 900001 )->seats_left, 'My own hold is not taken from me.' );
	}

	public function test_seats_are_never_negative_and_may_be_unlimited(): void {
		$cohort_id = $this->add_cohort(
			$this->course_id,
			[
				'max_enrollment'     => 1,
				'current_enrollment' => 1,
			]
		);
		$this->add_checkout( $cohort_id );
		self::assertSame( 0, $this->only_cohort()->seats_left );

		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->prefix . 'ce_course_cohorts', [ 'max_enrollment' => null ], [ 'id' => $cohort_id ] );
		self::assertNull( $this->only_cohort()->seats_left );
	}

	public function test_knows_the_cohort_that_the_student_is_in(): void {
		$cohort_id = $this->add_cohort( $this->course_id );
		$this->add_package( 900001, $this->course_id, $cohort_id, 'REFUNDED' );
		self::assertNull( $this->only_cohort( 900001 )->owned_cohort_id );

		$this->add_package( 900001, $this->course_id, $cohort_id );
		self::assertSame( $cohort_id, $this->only_cohort( 900001 )->owned_cohort_id );
		self::assertNull( $this->only_cohort( 900002 )->owned_cohort_id );
		self::assertNull( $this->only_cohort( 0 )->owned_cohort_id );
	}

	public function test_knows_whether_the_student_waits_and_was_not_told_of_a_seat_yet(): void {
		$cohort_id = $this->add_cohort( $this->course_id );
		$this->add_to_waiting_list( 900001, $cohort_id );
		$this->add_to_waiting_list( 900002, $cohort_id, '2038-12-31 00:00:00.000' );

		self::assertTrue( $this->only_cohort( 900001 )->on_waiting_list );
		self::assertFalse( $this->only_cohort( 900002 )->on_waiting_list );
		self::assertFalse( $this->only_cohort( 900003 )->on_waiting_list );
		self::assertFalse( $this->only_cohort( 0 )->on_waiting_list );
	}

	public function test_one_query_serves_the_whole_list(): void {
		foreach ( [ 1, 2, 3 ] as $number ) {
			$cohort_id = $this->add_cohort( $this->course_id, [ 'name' => "Cohort $number" ] );
			$this->add_price( 'cohort', $cohort_id );
		}
		$before = get_num_queries();

		self::assertCount( 3, $this->offer( 900001 )->cohorts );
		self::assertSame( 1, get_num_queries() - $before );
	}

	public function test_tables_that_are_not_there_yet_are_no_error(): void {
		self::assertNull( $this->without_tables( fn(): ?Course_Offer => $this->offer() ) );
		self::assertSame( '', $this->logged() );
	}

	/**
	 * Asks as this student at this moment.
	 *
	 * @param int    $student_id WordPress user.
	 * @param string $now        UTC.
	 * @param string $code       Course code.
	 */
	private function offer( int $student_id = 0, string $now = self::NOW, string $code = 'TEST' ): ?Course_Offer {
		return Cohort_Query::for_course( $code, $student_id, new DateTimeImmutable( $now, new DateTimeZone( 'UTC' ) ) );
	}

	/**
	 * Asks for the course of a page.
	 *
	 * @param int $page_id The page.
	 */
	private function offer_of_page( int $page_id ): ?Course_Offer {
		return Cohort_Query::for_page( $page_id, 0, new DateTimeImmutable( self::NOW, new DateTimeZone( 'UTC' ) ) );
	}

	/**
	 * Adds a course that a page sells.
	 *
	 * @param int                  $page_id The page.
	 * @param string               $code    Course code.
	 * @param array<string, mixed> $columns What matters to the test.
	 */
	private function add_course_of_page( int $page_id, string $code, array $columns = [] ): int {
		return $this->add_course(
			$columns + [
				'code'    => $code,
				'page_id' => $page_id,
			]
		);
	}

	/**
	 * The one cohort of the course.
	 *
	 * @param int $student_id WordPress user.
	 */
	private function only_cohort( int $student_id = 0 ): Cohort {
		$cohorts = $this->offer( $student_id )->cohorts;
		self::assertCount( 1, $cohorts );
		return $cohorts[0];
	}
}
