<?php
/**
 * A course as its page offers it.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

/**
 * A course and the cohorts that its page lists.
 */
final class Course_Offer {

	/**
	 * Holds what was read.
	 *
	 * @param string       $code    Course code.
	 * @param string       $title   Course title.
	 * @param list<Cohort> $cohorts By start date.
	 */
	public function __construct(
		public readonly string $code,
		public readonly string $title,
		public readonly array $cohorts
	) {}

	/**
	 * Reads the rows of Cohort_Query.
	 *
	 * @param non-empty-list<array<string, string|null>> $rows One per cohort.
	 */
	public static function from_rows( array $rows ): self {
		$cohorts = [];
		foreach ( $rows as $row ) {
			if ( null !== $row['id'] ) {
				$cohorts[] = Cohort::from_row( $row );
			}
		}
		return new self( (string) $rows[0]['code'], (string) $rows[0]['title'], $cohorts );
	}
}
