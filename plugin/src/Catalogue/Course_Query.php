<?php
/**
 * Reads the courses that an editor can choose from.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

/**
 * The list of courses, in one query.
 */
final class Course_Query {

	/**
	 * All courses that are not deleted by title, with the number of cohorts that are not over.
	 *
	 * @return list<array{code: string, title: string, isActive: bool, pageId: int|null, cohorts: int}>|null Null when the tables cannot be read.
	 */
	public static function all(): ?array {
		global $wpdb;
		$tables       = $wpdb->prefix . 'ce_';
		$shows_errors = $wpdb->suppress_errors();
		// phpcs:disable WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.DirectDatabaseQuery -- WordPress's own prefix; own tables.
		$rows   = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT program.code, program.title, program.is_active, program.page_id, COUNT( cohort.id ) AS cohorts
				FROM {$tables}course_programs program
				LEFT JOIN {$tables}course_cohorts cohort ON cohort.program_id = program.id
					AND cohort.is_active = 1 AND cohort.deleted_at IS NULL AND cohort.end_date >= %s
				WHERE program.deleted_at IS NULL
				GROUP BY program.id, program.code, program.title, program.is_active, program.page_id
				ORDER BY program.title, program.code",
				gmdate( 'Y-m-d', time() - DAY_IN_SECONDS )
			),
			ARRAY_A
		);
		$failed = '' !== $wpdb->last_error;
		// phpcs:enable
		$wpdb->suppress_errors( $shows_errors );
		return $failed || ! is_array( $rows ) ? null : array_map( [ self::class, 'course' ], array_values( $rows ) );
	}

	/**
	 * One row in the words of the REST answer.
	 *
	 * @param array<string, string|null> $row Columns by name.
	 * @return array{code: string, title: string, isActive: bool, pageId: int|null, cohorts: int}
	 */
	private static function course( array $row ): array {
		return [
			'code'     => (string) $row['code'],
			'title'    => (string) $row['title'],
			'isActive' => '1' === $row['is_active'],
			'pageId'   => null === $row['page_id'] ? null : (int) $row['page_id'],
			'cohorts'  => (int) $row['cohorts'],
		];
	}
}
