<?php
/**
 * Stripe's way to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Rest;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Sidecar\Answer;
use Cohort_Enrollment\Sidecar\Client;
use Cohort_Enrollment\Sidecar\Watch;
use Cohort_Enrollment\Sidecar\Unavailable;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

/**
 * Hands Stripe's events to the sidecar byte for byte, for sites on which the sidecar has no public address.
 *
 * The signature (`Stripe-Signature`) covers the raw bytes and is checked by the sidecar, so no login and no nonce here.
 * A sidecar that is down makes 503, and Stripe delivers again, for up to three days.
 *
 * @link https://docs.stripe.com/webhooks
 */
final class Stripe_Webhook {

	/** What to choose when the endpoint is registered in Stripe (`WEBHOOK_EVENTS` of the sidecar). */
	public const EVENTS = [
		'checkout.session.completed',
		'checkout.session.async_payment_succeeded',
		'checkout.session.async_payment_failed',
		'checkout.session.expired',
		'charge.refunded',
		'refund.created',
		'refund.updated',
		'refund.failed',
		'charge.refund.updated',
		'charge.dispute.created',
		'charge.dispute.updated',
		'charge.dispute.closed',
		'charge.dispute.funds_withdrawn',
		'charge.dispute.funds_reinstated',
	];

	/** Stripe's largest events stay far below. */
	private const MAXIMUM_BODY_BYTES = MB_IN_BYTES;

	/**
	 * Keeps its neighbours.
	 *
	 * @param Client $client Talks to the sidecar.
	 * @param Watch $watch Tells about a sidecar that does not answer.
	 */
	public function __construct(
		private readonly Client $client,
		private readonly Watch $watch,
	) {}

	/** The address to register in Stripe's dashboard. */
	public static function url(): string {
		return rest_url( Routes::NAMESPACE . Routes::WEBHOOK );
	}

	/**
	 * On `rest_api_init`: adds the route, so that it is listed in the index.
	 */
	public function register(): void {
		register_rest_route(
			Routes::NAMESPACE,
			Routes::WEBHOOK,
			[
				'methods'             => WP_REST_Server::ALLMETHODS,
				'callback'            => [ $this, 'forward' ],
				'permission_callback' => '__return_true',
			]
		);
	}

	/**
	 * On `rest_pre_dispatch`: answers before WordPress decodes the body, which it would refuse when it is not clean JSON.
	 * What the bytes are worth is for the sidecar to say.
	 *
	 * @param mixed           $result  Answer of another filter, or null.
	 * @param WP_REST_Server  $server  Not used.
	 * @param WP_REST_Request $request What was asked.
	 * @return mixed
	 */
	public function answer_early( mixed $result, WP_REST_Server $server, WP_REST_Request $request ): mixed {
		$is_ours = '/' . Routes::NAMESPACE . Routes::WEBHOOK === untrailingslashit( $request->get_route() );
		return null === $result && $is_ours ? $this->forward( $request ) : $result;
	}

	/**
	 * Sends one event on.
	 *
	 * @param WP_REST_Request $request What Stripe sent.
	 */
	public function forward( WP_REST_Request $request ): WP_REST_Response {
		if ( 'POST' !== $request->get_method() ) {
			return Responses::method_not_allowed( 'POST' );
		}
		$body = (string) $request->get_body();
		if ( strlen( $body ) > self::MAXIMUM_BODY_BYTES ) {
			return Responses::error( 413, 'payload_too_large', __( 'The request is too large.', 'cohort-enrollment' ) );
		}
		Options::prime();
		try {
			$answer = $this->client->send( 'POST', Routes::WEBHOOK, $body, $this->headers( $request ), $this->watch->patience() );
		} catch ( Unavailable $unavailable ) {
			$this->watch->failed( $unavailable, 'POST', Routes::WEBHOOK );
			return Responses::unavailable( $unavailable );
		}
		$this->watch->answered();
		return $this->pass_through( $answer );
	}

	/**
	 * The two headers that the sidecar needs.
	 *
	 * @param WP_REST_Request $request What Stripe sent.
	 * @return array<string, string>
	 */
	private function headers( WP_REST_Request $request ): array {
		return array_filter(
			[
				'Content-Type'     => (string) $request->get_header( 'content-type' ),
				'Stripe-Signature' => (string) $request->get_header( 'stripe-signature' ),
			],
			static fn( string $value ): bool => '' !== $value
		);
	}

	/**
	 * The sidecar's status, and of its body only what Stripe's dashboard can show: an error's code and message.
	 *
	 * @param Answer $answer What the sidecar said.
	 */
	private function pass_through( Answer $answer ): WP_REST_Response {
		$code = $answer->error_code();
		if ( $answer->status < 400 || null === $code ) {
			return new WP_REST_Response( 204 === $answer->status ? null : [ 'received' => $answer->status < 300 ], $answer->status );
		}
		$message = is_object( $answer->data ) && is_string( $answer->data->message ?? null ) ? $answer->data->message : $code;
		return Responses::error( $answer->status, $code, $message );
	}
}
