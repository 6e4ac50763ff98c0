<?php
/**
 * Reads what a course page shows.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use DateTimeImmutable;
use DateTimeZone;

/**
 * The cohorts of one course, with price, free seats and what the student already has or waits for, in one query.
 *
 * The plugin only reads these tables; the sidecar owns and writes them.
 */
final class Cohort_Query {

	/**
	 * Finds the cohorts that a course page lists: active, not deleted, not over.
	 *
	 * @param string            $code       Course code.
	 * @param int               $student_id WordPress user, 0 for a visitor. Seats that this student holds count as free.
	 * @param DateTimeImmutable $now        Decides which holds have run out.
	 * @return Course_Offer|null Null when there is no such active course, or the tables are not there yet.
	 */
	public static function for_course( string $code, int $student_id, DateTimeImmutable $now ): ?Course_Offer {
		return '' === $code ? null : self::offer( $code, 0, $student_id, $now );
	}

	/**
	 * The same for the course that a page sells. Of several the first by title, as the editor's list has them.
	 *
	 * @param int               $page_id    The page, 0 for none.
	 * @param int               $student_id WordPress user, 0 for a visitor.
	 * @param DateTimeImmutable $now        Decides which holds have run out.
	 * @return Course_Offer|null Null when the page is no active course's.
	 */
	public static function for_page( int $page_id, int $student_id, DateTimeImmutable $now ): ?Course_Offer {
		return $page_id < 1 ? null : self::offer( '', $page_id, $student_id, $now );
	}

	/**
	 * The offer of a course.
	 *
	 * @param string            $code       Course code, or an empty string, which no course has.
	 * @param int               $page_id    The course's page, or 0, which no course has.
	 * @param int               $student_id WordPress user.
	 * @param DateTimeImmutable $now        Any zone.
	 */
	private static function offer( string $code, int $page_id, int $student_id, DateTimeImmutable $now ): ?Course_Offer {
		$rows = self::rows( $code, $page_id, $student_id, $now->setTimezone( new DateTimeZone( 'UTC' ) ) );
		return [] === $rows ? null : Course_Offer::from_rows( $rows, $now );
	}

	/**
	 * One row per cohort; a course without any gives one row whose cohort columns are null.
	 *
	 * @param string            $code       Course code.
	 * @param int               $page_id    The course's page.
	 * @param int               $student_id WordPress user.
	 * @param DateTimeImmutable $now        In UTC.
	 * @return list<array<string, string|null>>
	 */
	private static function rows( string $code, int $page_id, int $student_id, DateTimeImmutable $now ): array {
		global $wpdb;
		$tables = $wpdb->prefix . 'ce_';
		// Only the sidecar knows which of Stripe's modes it runs in: where both have prices, the site is live. A cohort's own
		// price wins over its course's. Yesterday, because a cohort's last day ends in its own time zone.
		// phpcs:disable WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- The table prefix is WordPress's own.
		$sql = $wpdb->prepare(
			"SELECT program.code, program.title, cohort.id, cohort.name, cohort.start_date, cohort.end_date,
				cohort.timezone, cohort.max_enrollment, cohort.current_enrollment, cohort.enrollment_deadline,
				price.amount, price.currency, price.stripe_price_id,
				( SELECT COUNT(*) FROM {$tables}checkouts hold
					WHERE hold.cohort_id = cohort.id AND hold.payable = 1
						AND ( hold.state = 'awaiting_payment' OR hold.expires_at > %s ) AND hold.student_id <> %d ) AS held,
				( SELECT owned.cohort_id FROM {$tables}student_packages owned
					WHERE owned.student_id = %d AND owned.program_id = program.id AND owned.live = 1 ) AS owned_cohort_id,
				( SELECT COUNT(*) FROM {$tables}waiting_list waiting
					WHERE waiting.cohort_id = cohort.id AND waiting.student_id = %d AND waiting.offered_at IS NULL ) AS waiting
			FROM {$tables}course_programs program
			LEFT JOIN {$tables}course_cohorts cohort ON cohort.program_id = program.id
				AND cohort.is_active = 1 AND cohort.deleted_at IS NULL AND cohort.end_date >= %s
			LEFT JOIN {$tables}stripe_product_map price ON price.id = (
				SELECT candidate.id FROM {$tables}stripe_product_map candidate
				WHERE ( candidate.entity_type = 'cohort' AND candidate.entity_id = cohort.id )
					OR ( candidate.entity_type = 'program' AND candidate.entity_id = program.id )
				ORDER BY candidate.livemode DESC, candidate.entity_type = 'cohort' DESC LIMIT 1 )
			WHERE ( program.code = %s OR program.page_id = %d ) AND program.is_active = 1 AND program.deleted_at IS NULL
			ORDER BY program.title, program.code, cohort.start_date, cohort.id",
			$now->format( 'Y-m-d H:i:s.v' ),
			$student_id,
			$student_id,
			$student_id,
			$now->modify( '-1 day' )->format( 'Y-m-d' ),
			$code,
			$page_id
		);
		// phpcs:enable
		// Before the sidecar's first start the tables are missing; that is not worth a line in the page or the log.
		$shows_errors = $wpdb->suppress_errors();
		// phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared, WordPress.DB.DirectDatabaseQuery -- Prepared above; own tables.
		$rows = $wpdb->get_results( $sql, ARRAY_A );
		$wpdb->suppress_errors( $shows_errors );
		return is_array( $rows ) ? array_values( $rows ) : [];
	}
}
