<?php
/**
 * What a person of the staff must look at.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * `TaskData` of `sidecar/contract/notifications.ts`.
 */
final class Task {

	/**
	 * Holds the parts.
	 *
	 * @param string        $kind      `TaskKind`, or a word of a newer sidecar.
	 * @param int           $id        Number of the task.
	 * @param string|null   $stripe_id What to look at in Stripe.
	 * @param bool          $livemode  Whether real money is meant.
	 * @param Purchase|null $purchase  What it is about, if it is about one.
	 */
	private function __construct(
		public readonly string $kind,
		public readonly int $id,
		public readonly ?string $stripe_id,
		public readonly bool $livemode,
		public readonly ?Purchase $purchase,
	) {}

	/**
	 * Reads the checked fields.
	 *
	 * @param array<string, mixed> $data As {@see Notification_Schema} describes it.
	 */
	public static function from_data( array $data ): self {
		return new self( $data['task'], $data['taskId'], $data['stripeId'], $data['livemode'], null === $data['purchase'] ? null : Purchase::from_data( $data['purchase'] ) );
	}

	/**
	 * Where Stripe's dashboard shows it. TypeScript twin: `sidecar/src/domain/administration/stripe-dashboard.ts`.
	 *
	 * @return string|null Null without an id.
	 */
	public function stripe_url(): ?string {
		if ( null === $this->stripe_id ) {
			return null;
		}
		$id   = rawurlencode( $this->stripe_id );
		$path = match ( strstr( $this->stripe_id, '_', true ) ) {
			'pi' => 'payments/' . $id,
			'du', 'dp' => 'disputes/' . $id,
			'evt' => 'events/' . $id,
			'price' => 'prices/' . $id,
			'prod' => 'products/' . $id,
			'cus' => 'customers/' . $id,
			// Sessions and refunds have no page of their own; the search leads to the payment.
			default => 'search?query=' . $id,
		};
		return 'https://dashboard.stripe.com/' . ( $this->livemode ? '' : 'test/' ) . $path;
	}
}
