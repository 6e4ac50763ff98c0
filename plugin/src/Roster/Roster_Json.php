<?php
/**
 * A roster for programs.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Roster;

use Cohort_Enrollment\Catalogue\Price;
use Closure;

/**
 * Writes batches of {@see Roster_Batches} as one JSON array with an object per enrollment: states by their codes, the same
 * in every language, and instants in UTC.
 *
 * @phpstan-import-type Batch from Roster_Batches
 * @phpstan-import-type Entry from Roster_Batches
 */
final class Roster_Json implements Roster_File {

	private int $rows = 0;

	/**
	 * Keeps where to write.
	 *
	 * @param Closure(string): void $write Takes the next bytes.
	 */
	public function __construct( private readonly Closure $write ) {}

	/**
	 * Writes one batch.
	 *
	 * @param array $batch `RosterExportResponse` of `sidecar/contract/admin/roster.ts`.
	 * @phpstan-param Batch $batch
	 */
	public function add( array $batch ): void {
		$labels = array_column( $batch['cohort']['steps'], 'stepLabel', 'stepId' );
		$bytes  = '';
		foreach ( $batch['entries'] as $entry ) {
			$bytes .= ( 0 === $this->rows ? '[' : ',' ) . "\n" . self::json( self::row( $entry, $labels ) );
			++$this->rows;
		}
		( $this->write )( $bytes );
	}

	/** Closes the array, an empty one as well. */
	public function finish(): void {
		( $this->write )( ( 0 === $this->rows ? '[' : "\n" ) . "]\n" );
	}

	/** How many enrollments were written. */
	public function rows(): int {
		return $this->rows;
	}

	/**
	 * One enrollment.
	 *
	 * @param array              $entry  `RosterEntry`.
	 * @param array<int, string> $labels Of the steps, by their ids.
	 * @phpstan-param Entry $entry
	 * @return array<string, mixed>
	 */
	private static function row( array $entry, array $labels ): array {
		$money = static fn( ?int $amount ): ?string => null === $amount ? null : ( new Price( $amount, $entry['currency'] ) )->decimal();
		return [
			'package'       => $entry['packageId'],
			'user_id'       => $entry['studentId'],
			'name'          => $entry['name'],
			'email'         => $entry['email'],
			'status'        => $entry['status'],
			'payment_state' => $entry['paymentState'],
			'reason'        => $entry['reason'] ?? null,
			'amount'        => $money( $entry['amount'] ),
			'refund_amount' => $money( $entry['refundAmount'] ?? null ),
			'currency'      => strtoupper( $entry['currency'] ),
			'enrolled_at'   => $entry['purchasedAt'],
			'steps'         => array_map(
				static fn( array $step ): array => [
					'step'      => $labels[ $step['stepId'] ] ?? '',
					'status'    => $step['status'],
					'starts_at' => $step['startsAt'],
				],
				$entry['steps']
			),
		];
	}

	/**
	 * JSON on one line.
	 *
	 * @param array<string, mixed> $row What it says.
	 */
	private static function json( array $row ): string {
		return (string) wp_json_encode( $row, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	}
}
