<?php
/**
 * A roster as a file for spreadsheets.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Roster;

use Cohort_Enrollment\Catalogue\Local_Time;
use Cohort_Enrollment\Catalogue\Price;
use Closure;
use DateTimeImmutable;
use DateTimeZone;

/**
 * Writes batches of {@see Roster_Batches} as CSV in UTF-8: a head in the current language, then one line per enrollment,
 * with dates in the cohort's time zone. Knows nothing of where the bytes go.
 *
 * @phpstan-import-type Batch from Roster_Batches
 * @phpstan-import-type Cohort from Roster_Batches
 * @phpstan-import-type Entry from Roster_Batches
 */
final class Roster_Csv implements Roster_File {

	/** By which Excel knows UTF-8; without it, it reads the file in the code page of the computer. */
	public const BYTE_ORDER_MARK = "\u{FEFF}";

	/** Between cells. */
	private readonly string $separator;

	private int $rows = 0;

	private ?DateTimeZone $zone = null;

	/**
	 * Ids of the steps that have columns.
	 *
	 * @var list<int>
	 */
	private array $step_ids = [];

	/**
	 * Keeps where to write, and for whom.
	 *
	 * @param Closure(string): void $write         Takes the next bytes.
	 * @param string                $decimal_point Of the reader's language. Where it is a comma spreadsheets expect
	 *                                             semicolons between cells, and would show all in one column.
	 */
	public function __construct(
		private readonly Closure $write,
		private readonly string $decimal_point = '.',
	) {
		$this->separator = ',' === $decimal_point ? ';' : ',';
	}

	/**
	 * Writes one batch; before the first one, the head.
	 *
	 * @param array $batch `RosterExportResponse` of `sidecar/contract/admin/roster.ts`.
	 * @phpstan-param Batch $batch
	 */
	public function add( array $batch ): void {
		$lines = null === $this->zone ? $this->head( $batch['cohort'] ) : '';
		foreach ( $batch['entries'] as $entry ) {
			$lines .= $this->line( $entry );
			++$this->rows;
		}
		( $this->write )( $lines );
	}

	/**
	 * Says in the last line that enrollments are missing, for whoever opens the file later.
	 */
	public function interrupt(): void {
		( $this->write )( $this->row( [ __( 'THIS FILE IS INCOMPLETE: the export stopped here. Please export again.', 'cohort-enrollment' ) ] ) );
	}

	/** Nothing: every line has its end already. */
	public function finish(): void {}

	/** How many enrollments were written. */
	public function rows(): int {
		return $this->rows;
	}

	/**
	 * The first line.
	 *
	 * @param array $cohort `RosterCohort`.
	 * @phpstan-param Cohort $cohort
	 */
	private function head( array $cohort ): string {
		$this->zone = Local_Time::zone( $cohort['timezone'] );
		$zone       = $this->zone->getName();
		$cells      = [
			// First, where neither the number of steps nor a comma in a name moves it: `wp cohort refund` takes it.
			__( 'Package', 'cohort-enrollment' ),
			__( 'Name', 'cohort-enrollment' ),
			__( 'Email', 'cohort-enrollment' ),
			__( 'User ID', 'cohort-enrollment' ),
			__( 'Status', 'cohort-enrollment' ),
			__( 'Payment', 'cohort-enrollment' ),
			__( 'Price', 'cohort-enrollment' ),
			__( 'Refunded part', 'cohort-enrollment' ),
			__( 'Currency', 'cohort-enrollment' ),
			/* translators: %s: time zone, such as Europe/Berlin. */
			sprintf( __( 'Enrolled (%s)', 'cohort-enrollment' ), $zone ),
			__( 'Steps', 'cohort-enrollment' ),
			__( 'Booked', 'cohort-enrollment' ),
			__( 'Completed', 'cohort-enrollment' ),
		];
		foreach ( $cohort['steps'] as $step ) {
			$this->step_ids[] = $step['stepId'];
			$cells[]          = $step['stepLabel'];
			/* translators: 1: label of a step, such as Week 1. 2: time zone, such as Europe/Berlin. */
			$cells[] = sprintf( __( '%1$s, session (%2$s)', 'cohort-enrollment' ), $step['stepLabel'], $zone );
		}
		return $this->row( $cells );
	}

	/**
	 * One enrollment.
	 *
	 * @param array $entry `RosterEntry`.
	 * @phpstan-param Entry $entry
	 */
	private function line( array $entry ): string {
		$refunded = $entry['refundAmount'] ?? null;
		$cells    = [
			$entry['packageId'],
			$entry['name'],
			$entry['email'],
			$entry['studentId'],
			Status_Words::enrollment( $entry['status'] ),
			Status_Words::payment( $entry['paymentState'], $entry['reason'] ?? null ),
			$this->amount( new Price( $entry['amount'], $entry['currency'] ) ),
			null === $refunded ? '' : $this->amount( new Price( $refunded, $entry['currency'] ) ),
			strtoupper( $entry['currency'] ),
			$this->moment( $entry['purchasedAt'] ),
			$entry['totalSteps'],
			$entry['bookedSteps'],
			$entry['completedSteps'],
		];
		$steps    = array_column( $entry['steps'], null, 'stepId' );
		foreach ( $this->step_ids as $step_id ) {
			$step    = $steps[ $step_id ] ?? null;
			$cells[] = null === $step ? '' : Status_Words::step( $step['status'] );
			$cells[] = $this->moment( $step['startsAt'] ?? null );
		}
		return $this->row( $cells );
	}

	/**
	 * A line as this reader's spreadsheet takes it.
	 *
	 * @param list<string|int> $cells What stands in it.
	 */
	private function row( array $cells ): string {
		return Csv_Row::line( $cells, $this->separator );
	}

	/**
	 * An amount as this reader's spreadsheet takes it for a number: "490.00", "490,00".
	 *
	 * @param Price $price The amount.
	 */
	private function amount( Price $price ): string {
		return ',' === $this->decimal_point ? str_replace( '.', ',', $price->decimal() ) : $price->decimal();
	}

	/**
	 * A moment as every spreadsheet reads it.
	 *
	 * @param string|null $instant ISO 8601 in UTC; null = none.
	 */
	private function moment( ?string $instant ): string {
		return null === $instant || null === $this->zone ? '' : ( new DateTimeImmutable( $instant ) )->setTimezone( $this->zone )->format( 'Y-m-d H:i' );
	}
}
