<?php
/**
 * When the sidecar last compared its books with Stripe's.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * The part `reconciler` of `/readyz` (see `sidecar/contract/health.ts`).
 */
final class Reconciler {

	/**
	 * Keeps the facts.
	 *
	 * @param int|null    $last_run    Unix seconds of the last time that it came to its end; null = never.
	 * @param string|null $last_result English: what it found.
	 */
	public function __construct(
		public readonly ?int $last_run,
		public readonly ?string $last_result,
	) {}

	/**
	 * Reads the answer.
	 *
	 * @param Facts|null $told `reconciler` of the answer.
	 * @return self|null Null when the sidecar tells nothing of it.
	 */
	public static function of( ?Facts $told ): ?self {
		return null === $told ? null : new self( $told->time( 'lastRunAt' ), $told->text( 'lastResult' ) );
	}
}
