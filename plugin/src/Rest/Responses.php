<?php
/**
 * Answers to browsers and Stripe.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Rest;

use Cohort_Enrollment\Sidecar\Answer;
use Cohort_Enrollment\Sidecar\Unavailable;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

/**
 * Builds REST answers in the shape of `sidecar/contract/errors.ts`.
 */
final class Responses {

	/** Seconds after which it makes sense to ask a sidecar again that did not answer. */
	public const RETRY_AFTER = 10;

	/**
	 * The sidecar's own answer.
	 *
	 * @param Answer $answer Status and JSON.
	 */
	public static function from_answer( Answer $answer ): WP_REST_Response {
		$response = new WP_REST_Response( $answer->data, $answer->status );
		if ( null !== $answer->retry_after ) {
			$response->header( 'Retry-After', $answer->retry_after );
		}
		return $response;
	}

	/**
	 * An error of the plugin's own.
	 *
	 * @param int    $status  HTTP status.
	 * @param string $code    Stable code.
	 * @param string $message For people.
	 */
	public static function error( int $status, string $code, string $message ): WP_REST_Response {
		return new WP_REST_Response(
			[
				'code'    => $code,
				'message' => $message,
				'data'    => [ 'status' => $status ],
			],
			$status
		);
	}

	/**
	 * 405, for routes that another server calls.
	 *
	 * @param string $allowed The method that is allowed.
	 */
	public static function method_not_allowed( string $allowed ): WP_REST_Response {
		/* translators: %s: HTTP method. */
		$response = self::error( 405, 'method_not_allowed', sprintf( __( 'Only %s is allowed here.', 'cohort-enrollment' ), $allowed ) );
		$response->header( 'Allow', $allowed );
		return $response;
	}

	/**
	 * 503, because the sidecar gave no usable answer.
	 *
	 * @param Unavailable $unavailable Why.
	 */
	public static function unavailable( Unavailable $unavailable ): WP_REST_Response {
		$code     = Unavailable::NOT_CONFIGURED === $unavailable->reason ? 'sidecar_not_configured' : 'sidecar_unavailable';
		$response = self::error( 503, $code, __( 'Enrollment is not available right now. Please try again in a few minutes.', 'cohort-enrollment' ) );
		$response->header( 'Retry-After', (string) self::RETRY_AFTER );
		return $response;
	}

	/**
	 * On `rest_post_dispatch`: keeps every answer of our namespace, refusals too, out of all caches.
	 *
	 * @param WP_REST_Response $response Answer.
	 * @param WP_REST_Server   $server   Not used.
	 * @param WP_REST_Request  $request  What was asked.
	 */
	public static function forbid_caching( WP_REST_Response $response, WP_REST_Server $server, WP_REST_Request $request ): WP_REST_Response {
		if ( str_starts_with( $request->get_route(), '/' . Routes::NAMESPACE ) ) {
			$response->header( 'Cache-Control', 'no-store' );
		}
		return $response;
	}
}
