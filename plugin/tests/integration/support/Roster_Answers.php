<?php
/**
 * Rosters as the sidecar tells them.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

/**
 * `RosterExportResponse` of `sidecar/contract/admin/roster.ts`.
 */
final class Roster_Answers {

	private const COHORT = [
		'id'       => 7,
		'name'     => 'Fall Cohort',
		'timezone' => 'Europe/Berlin',
		'steps'    => [
			[
				'stepId'    => 1,
				'stepLabel' => 'Week 1',
			],
			[
				'stepId'    => 2,
				'stepLabel' => '=Week 2',
			],
		],
	];

	/**
	 * A batch.
	 *
	 * @param list<array<string, mixed>> $entries Enrollments.
	 * @param int|null                   $next    Where the next one begins.
	 * @return array<string, mixed>
	 */
	public static function batch( array $entries, ?int $next = null ): array {
		return [
			'cohort'  => self::COHORT,
			'entries' => $entries,
			'next'    => $next,
		];
	}

	/**
	 * An enrollment.
	 *
	 * @param array<string, mixed> $overrides What is different.
	 * @return array<string, mixed>
	 */
	public static function entry( array $overrides = [] ): array {
		return $overrides + [
			'packageId'      => 345,
			'studentId'      => 12,
			'name'           => 'Ada Okafor',
			'email'          => 'ada@example.test',
			'status'         => 'ACTIVE',
			'paymentState'   => 'enrolled',
			'reason'         => null,
			'amount'         => 49_000,
			'refundAmount'   => null,
			'currency'       => 'eur',
			'purchasedAt'    => '2026-06-30T22:30:00.000Z',
			'totalSteps'     => 2,
			'bookedSteps'    => 1,
			'completedSteps' => 0,
			'steps'          => [
				[
					'stepId'   => 1,
					'status'   => 'BOOKED',
					'startsAt' => '2026-12-01T17:30:00.000Z',
				],
				[
					'stepId'   => 2,
					'status'   => 'UNBOOKED',
					'startsAt' => null,
				],
			],
		];
	}
}
