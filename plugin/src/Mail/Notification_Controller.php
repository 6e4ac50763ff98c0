<?php
/**
 * The sidecar's way to people.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Identity\Token_Verifier;
use Cohort_Enrollment\Rest\Responses;
use Cohort_Enrollment\Rest\Routes;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

/**
 * `POST /notifications`, see `sidecar/contract/notifications.ts`. No login and no nonce: a token of the sidecar that is
 * bound to the raw bytes of the body. A token that is sent twice does no harm, because its notification is told once.
 */
final class Notification_Controller {

	/** Ours are below 4 KiB. */
	private const MAXIMUM_BODY_BYTES = 65_536;

	/**
	 * Keeps its neighbours.
	 *
	 * @param Secrets  $secrets  Keys shared with the sidecar.
	 * @param Notifier $notifier Tells people.
	 */
	public function __construct(
		private readonly Secrets $secrets,
		private readonly Notifier $notifier,
	) {}

	/**
	 * On `rest_api_init`: adds the route, so that it is listed in the index.
	 */
	public function register(): void {
		register_rest_route(
			Routes::NAMESPACE,
			Routes::NOTIFICATIONS,
			[
				'methods'             => WP_REST_Server::ALLMETHODS,
				'callback'            => [ $this, 'receive' ],
				// The token is checked in receive(), which answers before WordPress gets here.
				'permission_callback' => '__return_true',
			]
		);
	}

	/**
	 * On `rest_pre_dispatch`: answers before WordPress decodes the body, so that nobody without a token learns whether
	 * it was JSON.
	 *
	 * @param mixed           $result  Answer of another filter, or null.
	 * @param WP_REST_Server  $server  Not used.
	 * @param WP_REST_Request $request What was asked.
	 * @return mixed
	 */
	public function answer_early( mixed $result, WP_REST_Server $server, WP_REST_Request $request ): mixed {
		$is_ours = self::path() === untrailingslashit( $request->get_route() );
		return null === $result && $is_ours ? $this->receive( $request ) : $result;
	}

	/**
	 * Tells what the sidecar wants told.
	 *
	 * @param WP_REST_Request $request What the sidecar sent.
	 */
	public function receive( WP_REST_Request $request ): WP_REST_Response {
		if ( 'POST' !== $request->get_method() ) {
			return Responses::method_not_allowed( 'POST' );
		}
		$body = (string) $request->get_body();
		if ( strlen( $body ) > self::MAXIMUM_BODY_BYTES ) {
			return Responses::error( 413, 'payload_too_large', __( 'The request is too large.', 'cohort-enrollment' ) );
		}
		if ( ! $this->is_from_sidecar( $request, $body ) ) {
			return Responses::error( 401, 'invalid_token', __( 'The token is missing, expired, or not made for this request.', 'cohort-enrollment' ) );
		}
		try {
			$notification = Notification::parse( $body );
		} catch ( Invalid_Notification $invalid ) {
			return Responses::error( 400, 'invalid_request', $invalid->getMessage() );
		}
		return self::answer( $this->notifier->tell( $notification ) );
	}

	/** What tokens are bound to: the route, whatever the permalinks look like. */
	private static function path(): string {
		return '/' . Routes::NAMESPACE . Routes::NOTIFICATIONS;
	}

	/**
	 * Whether the sidecar made this request.
	 *
	 * @param WP_REST_Request $request What was sent.
	 * @param string          $body    Raw body.
	 */
	private function is_from_sidecar( WP_REST_Request $request, string $body ): bool {
		// Some servers keep Authorization from PHP, and some plugins take it for theirs.
		$token = (string) $request->get_header( 'x-cohort-enrollment-token' );
		if ( '' === $token && preg_match( '/^Bearer (\S+)$/Di', (string) $request->get_header( 'authorization' ), $matches ) ) {
			$token = $matches[1];
		}
		$verifier = new Token_Verifier( $this->secrets->all(), untrailingslashit( (string) get_option( 'home' ) ) );
		return $verifier->accepts( $token, 'POST', self::path(), $body );
	}

	/**
	 * The answer to the sidecar.
	 *
	 * @param Outcome $outcome What became of the notification.
	 */
	private static function answer( Outcome $outcome ): WP_REST_Response {
		return match ( $outcome ) {
			Outcome::In_Progress => Responses::error( 409, $outcome->value, __( 'This mail is being sent by another call.', 'cohort-enrollment' ) ),
			Outcome::Failed      => Responses::error( 502, $outcome->value, __( 'WordPress could not send the mail.', 'cohort-enrollment' ) ),
			default              => new WP_REST_Response( [ 'outcome' => $outcome->value ] ),
		};
	}
}
