<?php
/**
 * When Stripe last got through to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * The part `webhooks` of `/readyz` (see `sidecar/contract/health.ts`).
 */
final class Deliveries {

	/**
	 * Keeps the facts.
	 *
	 * @param int|null    $last_success   Unix seconds of the last good delivery; null = none yet.
	 * @param string|null $secret         Which webhook secret it was signed with: `current` or `previous`.
	 * @param int|null    $last_failure   Unix seconds of the last refused one; null = none yet.
	 * @param string|null $failure_reason Why, as a word of the contract.
	 */
	public function __construct(
		public readonly ?int $last_success,
		public readonly ?string $secret,
		public readonly ?int $last_failure,
		public readonly ?string $failure_reason,
	) {}

	/** Of which nothing is known. */
	public static function none(): self {
		return new self( null, null, null, null );
	}

	/**
	 * Reads the answer.
	 *
	 * @param Facts|null $told `webhooks` of the answer.
	 * @return self|null Null when the sidecar tells nothing of it.
	 */
	public static function of( ?Facts $told ): ?self {
		return null === $told ? null : new self(
			$told->time( 'lastSuccessAt' ),
			$told->text( 'secret' ),
			$told->time( 'lastFailureAt' ),
			$told->text( 'lastFailureReason' ),
		);
	}

	/** Whether the last message that came was refused. */
	public function is_failing(): bool {
		return null !== $this->last_failure && $this->last_failure > ( $this->last_success ?? 0 );
	}
}
