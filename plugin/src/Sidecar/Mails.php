<?php
/**
 * Whether mails to people go out.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * The part `mails` of `/readyz` (see `sidecar/contract/health.ts`).
 */
final class Mails {

	/**
	 * Keeps the facts.
	 *
	 * @param int|null    $last_sent      Unix seconds; null = none yet.
	 * @param int|null    $last_failure   Unix seconds; null = none yet.
	 * @param string|null $failure_reason The code that this site answered then, or `unreachable`.
	 * @param int|null    $waiting_since  Unix seconds since which the mail waits that waits longest; null = none does.
	 * @param int         $given_up       Mails that were given up, and of which nobody has taken care yet.
	 */
	public function __construct(
		public readonly ?int $last_sent,
		public readonly ?int $last_failure,
		public readonly ?string $failure_reason,
		public readonly ?int $waiting_since,
		public readonly int $given_up,
	) {}

	/**
	 * Reads the answer.
	 *
	 * @param Facts|null $told `mails` of the answer.
	 * @return self|null Null when the sidecar tells nothing of it.
	 */
	public static function of( ?Facts $told ): ?self {
		return null === $told ? null : new self(
			$told->time( 'lastSentAt' ),
			$told->time( 'lastFailureAt' ),
			$told->text( 'lastFailureReason' ),
			$told->time( 'waitingSince' ),
			$told->integer( 'givenUp' ) ?? 0,
		);
	}

	/** Whether the last try failed. */
	public function is_failing(): bool {
		return null !== $this->last_failure && $this->last_failure > ( $this->last_sent ?? 0 );
	}
}
