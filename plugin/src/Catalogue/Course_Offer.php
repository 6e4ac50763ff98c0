<?php
/**
 * A course as its page offers it.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use DateTimeImmutable;

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
	 * Reads the rows of Cohort_Query, without the cohorts that are over.
	 *
	 * @param non-empty-list<array<string, string|null>> $rows One per cohort; those of a second course are passed over.
	 * @param DateTimeImmutable                          $now  Decides what is over.
	 */
	public static function from_rows( array $rows, DateTimeImmutable $now ): self {
		$cohorts = [];
		foreach ( $rows as $row ) {
			$cohort = null === $row['id'] || $row['code'] !== $rows[0]['code'] ? null : Cohort::from_row( $row );
			if ( null !== $cohort && ! $cohort->has_ended( $now ) ) {
				$cohorts[] = $cohort;
			}
		}
		return new self( (string) $rows[0]['code'], (string) $rows[0]['title'], $cohorts );
	}
}
