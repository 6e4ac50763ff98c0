<?php
/**
 * A roster on its way into a file.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Roster;

/**
 * Takes batches of {@see Roster_Batches}, however many, and keeps none of them.
 *
 * @phpstan-import-type Batch from Roster_Batches
 */
interface Roster_File {

	/**
	 * Writes one batch.
	 *
	 * @param array $batch `RosterExportResponse` of `sidecar/contract/admin/roster.ts`.
	 * @phpstan-param Batch $batch
	 */
	public function add( array $batch ): void;

	/** Writes what stands behind the last batch. */
	public function finish(): void;

	/** How many enrollments were written. */
	public function rows(): int;
}
