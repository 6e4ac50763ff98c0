<?php
/**
 * Reads a whole roster from the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Roster;

use Closure;
use Cohort_Enrollment\Sidecar\Answer;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use Generator;

/**
 * Asks for one batch after the other, so that a roster of any size fits into memory.
 *
 * @phpstan-type Cohort array{id: int, name: string, timezone: string, steps: list<array{stepId: int, stepLabel: string}>}
 * @phpstan-type Entry array{packageId: int, studentId: int, name: string, email: string, status: string, paymentState: string, reason?: string|null, amount: int, refundAmount?: int|null, currency: string, purchasedAt: string, totalSteps: int, bookedSteps: int, completedSteps: int, steps: list<array{stepId: int, status: string, startsAt: string|null}>}
 * @phpstan-type Batch array{cohort: Cohort, entries: list<Entry>, next: int|null}
 */
final class Roster_Batches {

	/**
	 * Keeps how to ask.
	 *
	 * @param Closure(string): Answer $ask Gets a path with query from the sidecar, for somebody who may see rosters. May throw Unavailable.
	 */
	public function __construct( private readonly Closure $ask ) {}

	/**
	 * The batches of a cohort's roster: `RosterExportResponse` of `sidecar/contract/admin/roster.ts`. At least one.
	 *
	 * @param int                   $cohort_id The cohort.
	 * @param array<string, string> $selection `RosterSelection`: `search`, `show`, `stepId`, `stepStatus`.
	 * @return Generator<int, array<string, mixed>>
	 * @phpstan-return Generator<int, Batch>
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     With an error code.
	 */
	public function of( int $cohort_id, array $selection = [] ): Generator {
		$after = 0;
		do {
			$query  = http_build_query( $selection + [ 'after' => (string) $after ], '', '&', PHP_QUERY_RFC3986 );
			$answer = ( $this->ask )( "/admin/cohorts/$cohort_id/roster/export?$query" );
			if ( $answer->status >= 400 ) {
				throw Refused::by( $answer );
			}
			$batch = self::as_array( $answer->data );
			yield $batch;
			$after = $batch['next'];
		} while ( null !== $after );
	}

	/**
	 * Objects as arrays, however deep.
	 *
	 * @param mixed $value Decoded JSON.
	 */
	private static function as_array( mixed $value ): mixed {
		return is_object( $value ) || is_array( $value ) ? array_map( self::as_array( ... ), (array) $value ) : $value;
	}
}
