<?php
/**
 * The editor's list of courses.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

use Cohort_Enrollment\Tests\WordPress_Test_Case;
use WP_REST_Response;

require_once __DIR__ . '/Catalogue_Rows.php';

final class Courses_Controller_Test extends WordPress_Test_Case {

	use Catalogue_Rows;

	public function test_only_people_who_write_posts_see_the_list(): void {
		self::assertSame( 401, $this->request( 'GET', '/courses' )->get_status() );
		$this->log_in( 'subscriber' );
		self::assertSame( 403, $this->request( 'GET', '/courses' )->get_status() );
		$this->log_in( 'contributor' );
		self::assertSame( 200, $this->request( 'GET', '/courses' )->get_status() );
	}

	public function test_lists_courses_by_title_with_the_cohorts_that_are_not_over(): void {
		$this->log_in( 'editor' );
		$this->add_course(
			[
				'code'      => 'TEST-B',
				'title'     => 'B course',
				'is_active' => 0,
				'page_id'   => 4711,
			]
		);
		$this->add_course(
			[
				'code'       => 'TEST-C',
				'deleted_at' => '2038-12-01 00:00:00',
			]
		);
		$course_id = $this->add_course(
			[
				'code'  => 'TEST-A',
				'title' => 'A course',
			]
		);
		$this->add_cohort( $course_id );
		$this->add_cohort( $course_id, [ 'end_date' => '2020-01-01' ] );
		$this->add_cohort( $course_id, [ 'is_active' => 0 ] );

		$courses = array_filter(
			$this->request( 'GET', '/courses' )->get_data(),
			static fn( array $course ): bool => str_starts_with( $course['code'], 'TEST-' )
		);
		self::assertSame(
			[
				[
					'code'     => 'TEST-A',
					'title'    => 'A course',
					'isActive' => true,
					'pageId'   => null,
					'cohorts'  => 1,
				],
				[
					'code'     => 'TEST-B',
					'title'    => 'B course',
					'isActive' => false,
					'pageId'   => 4711,
					'cohorts'  => 0,
				],
			],
			array_values( $courses )
		);
	}

	public function test_says_so_when_the_sidecar_has_not_made_its_tables(): void {
		$this->log_in( 'editor' );
		$answer = $this->without_tables( fn(): WP_REST_Response => $this->request( 'GET', '/courses' ) );

		self::assertSame( 503, $answer->get_status() );
		self::assertSame( 'courses_unavailable', $answer->get_data()['code'] );
		self::assertSame( '', $this->logged() );
	}
}
