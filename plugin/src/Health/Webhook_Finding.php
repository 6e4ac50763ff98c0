<?php
/**
 * Judges whether Stripe gets through to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Rest\Stripe_Webhook;
use Cohort_Enrollment\Sidecar\Deliveries;

/**
 * Anybody can send nonsense to a public address, so a refusal alone is no alarm while good messages arrive too.
 */
final class Webhook_Finding {

	/**
	 * Says what the last messages tell.
	 *
	 * @param Deliveries $deliveries What Stripe delivered.
	 */
	public static function of( Deliveries $deliveries ): Finding {
		if ( $deliveries->is_failing() ) {
			return self::failing( $deliveries );
		}
		if ( null === $deliveries->last_success ) {
			return new Finding(
				Finding::RECOMMENDED,
				__( 'Stripe has not sent a message yet', 'cohort-enrollment' ),
				sprintf(
					/* translators: %s: web address. */
					__( 'That is fine before the first payment. If somebody has paid already, register this address in Stripe’s dashboard, and check that no security plugin, firewall or maintenance mode blocks it: %s', 'cohort-enrollment' ),
					Stripe_Webhook::url()
				)
			);
		}
		if ( 'previous' === $deliveries->secret ) {
			return new Finding(
				Finding::RECOMMENDED,
				__( 'Stripe still signs with the previous webhook secret', 'cohort-enrollment' ),
				self::last_success( $deliveries ) . ' ' . __( 'Roll the secret in Stripe’s dashboard before you take the second one out of STRIPE_WEBHOOK_SECRET, or put the one that Stripe uses first.', 'cohort-enrollment' )
			);
		}
		return new Finding( Finding::GOOD, __( 'Stripe’s messages arrive', 'cohort-enrollment' ), self::last_success( $deliveries ) );
	}

	/**
	 * The last message was refused.
	 *
	 * @param Deliveries $deliveries What Stripe delivered.
	 */
	private static function failing( Deliveries $deliveries ): Finding {
		$has_worked = null !== $deliveries->last_success;
		return new Finding(
			$has_worked ? Finding::RECOMMENDED : Finding::CRITICAL,
			$has_worked ? __( 'The last message to Stripe’s address was refused', 'cohort-enrollment' ) : __( 'Stripe’s messages are refused', 'cohort-enrollment' ),
			implode(
				' ',
				array_filter(
					[
						sprintf(
							/* translators: %s: how long ago, such as "5 minutes". */
							__( 'The last refused one came %s ago.', 'cohort-enrollment' ),
							human_time_diff( (int) $deliveries->last_failure )
						),
						self::reason( (string) $deliveries->failure_reason ),
						$has_worked ? self::last_success( $deliveries ) : '',
						__( 'Students who come back from paying are enrolled all the same.', 'cohort-enrollment' ),
					]
				)
			)
		);
	}

	/**
	 * When Stripe got through.
	 *
	 * @param Deliveries $deliveries With a success.
	 */
	private static function last_success( Deliveries $deliveries ): string {
		/* translators: %s: how long ago, such as "5 minutes". */
		return sprintf( __( 'The last good one came %s ago.', 'cohort-enrollment' ), human_time_diff( (int) $deliveries->last_success ) );
	}

	/**
	 * Why one was refused, and what to do.
	 *
	 * @param string $reason A word of the contract.
	 */
	private static function reason( string $reason ): string {
		return match ( $reason ) {
			'signature'    => __( 'Its signature did not fit: compare STRIPE_WEBHOOK_SECRET with Stripe’s dashboard. Somebody else may also have sent it.', 'cohort-enrollment' ),
			'clock_ahead'  => __( 'It was signed more than five minutes ago: the sidecar’s clock is ahead, or somebody sent an old message again.', 'cohort-enrollment' ),
			'clock_behind' => __( 'It was signed more than five minutes in the future: the sidecar’s clock is behind.', 'cohort-enrollment' ),
			'shape'        => __( 'It was signed, but it was no message of Stripe: somebody else may know the webhook secret.', 'cohort-enrollment' ),
			'size'         => __( 'It was too large.', 'cohort-enrollment' ),
			'type'         => __( 'It was not JSON, or compressed: something in between may change what Stripe sends.', 'cohort-enrollment' ),
			'incomplete'   => __( 'It broke off in the middle.', 'cohort-enrollment' ),
			'storage'      => __( 'The database could not keep it; Stripe sends it again.', 'cohort-enrollment' ),
			default        => '',
		};
	}
}
