<?php
/**
 * Courses and cohorts for tests.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

/**
 * Writes rows into the sidecar's tables, within the transaction of the test.
 */
trait Catalogue_Rows {

	/**
	 * Adds a course.
	 *
	 * @param array<string, mixed> $columns What matters to the test.
	 * @return int Its id.
	 */
	private function add_course( array $columns = [] ): int {
		return $this->add_row(
			'course_programs',
			$columns + [
				'code'      => 'TEST',
				'title'     => 'Test course',
				'is_active' => 1,
			]
		);
	}

	/**
	 * Adds a cohort that can be bought, without a price.
	 *
	 * @param int                  $course_id Course.
	 * @param array<string, mixed> $columns   What matters to the test.
	 * @return int Its id.
	 */
	private function add_cohort( int $course_id, array $columns = [] ): int {
		return $this->add_row(
			'course_cohorts',
			$columns + [
				'program_id'         => $course_id,
				'name'               => 'Spring Cohort',
				'start_date'         => '2040-03-01',
				'end_date'           => '2040-05-31',
				'timezone'           => 'America/New_York',
				'max_enrollment'     => 20,
				'current_enrollment' => 0,
				'is_active'          => 1,
			]
		);
	}

	/**
	 * Adds a price that Stripe knows.
	 *
	 * @param string               $entity_type program or cohort.
	 * @param int                  $entity_id   Its id.
	 * @param array<string, mixed> $columns     What matters to the test.
	 */
	private function add_price( string $entity_type, int $entity_id, array $columns = [] ): void {
		$this->add_row(
			'stripe_product_map',
			$columns + [
				'entity_type'     => $entity_type,
				'entity_id'       => $entity_id,
				'stripe_price_id' => 'price_1',
				'amount'          => 49000,
				'currency'        => 'usd',
				'livemode'        => 0,
			]
		);
	}

	/**
	 * Adds a checkout, which holds a seat while it is open.
	 *
	 * @param int                  $cohort_id Cohort.
	 * @param array<string, mixed> $columns   What matters to the test.
	 */
	private function add_checkout( int $cohort_id, array $columns = [] ): void {
		$this->add_row(
			'checkouts',
			$columns + [
				'reference'     => wp_generate_uuid4(),
				'student_id'    => 900001,
				'program_id'    => 1,
				'cohort_id'     => $cohort_id,
				'state'         => 'open',
				'program_code'  => 'TEST',
				'program_title' => 'Test course',
				'cohort_name'   => 'Spring Cohort',
				'amount'        => 49000,
				'currency'      => 'usd',
				'livemode'      => 0,
				'expires_at'    => '2039-01-01 12:30:00.000',
			]
		);
	}

	/**
	 * Puts a student on a waiting list.
	 *
	 * @param int         $student_id WordPress user.
	 * @param int         $cohort_id  Cohort.
	 * @param string|null $offered_at UTC: when the student was told of a seat; null for not yet.
	 */
	private function add_to_waiting_list( int $student_id, int $cohort_id, ?string $offered_at = null ): void {
		$this->add_row(
			'waiting_list',
			[
				'cohort_id'  => $cohort_id,
				'program_id' => 1,
				'student_id' => $student_id,
				'offered_at' => $offered_at,
			]
		);
	}

	/**
	 * Adds a student's package.
	 *
	 * @param int    $student_id WordPress user.
	 * @param int    $course_id  Course.
	 * @param int    $cohort_id  Cohort.
	 * @param string $status     Status.
	 */
	private function add_package( int $student_id, int $course_id, int $cohort_id, string $status = 'ACTIVE' ): void {
		$this->add_row(
			'student_packages',
			[
				'student_id'   => $student_id,
				'program_id'   => $course_id,
				'cohort_id'    => $cohort_id,
				'checkout_id'  => random_int( 1_000_000_000, PHP_INT_MAX ),
				'package_name' => 'TEST - Spring Cohort',
				'status'       => $status,
				'purchased_at' => '2038-12-01 00:00:00.000',
			]
		);
	}

	/**
	 * Adds a row and fails the test when the database refuses it.
	 *
	 * @param string               $table   Bare name.
	 * @param array<string, mixed> $columns Values.
	 */
	private function add_row( string $table, array $columns ): int {
		global $wpdb;
		$times = [
			'created_at' => '2038-12-01 00:00:00.000',
			'updated_at' => '2038-12-01 00:00:00.000',
		];
		self::assertSame( 1, $wpdb->insert( $wpdb->prefix . 'ce_' . $table, $columns + $times ), $wpdb->last_error );
		return (int) $wpdb->insert_id;
	}

	/**
	 * Does something while the sidecar's tables are not there.
	 *
	 * @param callable(): mixed $work What to do.
	 */
	private function without_tables( callable $work ): mixed {
		global $wpdb;
		$prefix       = $wpdb->prefix;
		$wpdb->prefix = 'missing_';
		try {
			return $work();
		} finally {
			$wpdb->prefix = $prefix;
		}
	}
}
