<?php
/**
 * What one look at the sidecar showed.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * The answer of `/readyz` (see `sidecar/contract/health.ts`), or why there was none.
 */
final class Inspection {

	/**
	 * Keeps the facts. Without an answer, everything but the reason is null.
	 *
	 * @param string|null     $unavailable_reason One of the reasons of {@see Unavailable}; null with an answer.
	 * @param string|null     $version            Version of the sidecar.
	 * @param string|null     $database           `ok` or `unreachable`.
	 * @param string|null     $schema             `ok`, `behind`, `ahead` or `unknown`.
	 * @param string|null     $stripe             `ok`, `unreachable`, `invalid_key` or `not_configured`.
	 * @param string|null     $mode               `test` or `live`.
	 * @param int|null        $clock_skew         Seconds by which the sidecar's clock is ahead of this one; negative = behind.
	 * @param int|null        $stripe_clock_skew  Seconds by which the sidecar's clock is ahead of Stripe's; negative = behind.
	 * @param Deliveries|null $deliveries         What Stripe delivered.
	 * @param string|null     $schema_version     The last change of the tables that has run.
	 * @param Mails|null      $mails              Whether mails go out.
	 * @param Reconciler|null $reconciler         When the books were last compared.
	 * @param bool|null       $accepts_token      Whether the sidecar believes what this site signs.
	 */
	public function __construct(
		public readonly ?string $unavailable_reason,
		public readonly ?string $version = null,
		public readonly ?string $database = null,
		public readonly ?string $schema = null,
		public readonly ?string $stripe = null,
		public readonly ?string $mode = null,
		public readonly ?int $clock_skew = null,
		public readonly ?int $stripe_clock_skew = null,
		public readonly ?Deliveries $deliveries = null,
		public readonly ?string $schema_version = null,
		public readonly ?Mails $mails = null,
		public readonly ?Reconciler $reconciler = null,
		public readonly ?bool $accepts_token = null,
	) {}

	/** Whether the sidecar answered. */
	public function is_reachable(): bool {
		return null === $this->unavailable_reason;
	}
}
