<?php
/**
 * The browser's way to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Rest;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Setup\Capabilities;
use Cohort_Enrollment\Sidecar\Client;
use Cohort_Enrollment\Sidecar\Watch;
use Cohort_Enrollment\Sidecar\Unavailable;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Forwards the routes of {@see Routes} to the sidecar: same path, query and body, signed for the current user.
 *
 * WordPress checks cookie and nonce (or the application password) before anything here runs; the sidecar judges the
 * input and answers, and its status and JSON are passed through.
 */
final class Sidecar_Proxy {

	/**
	 * Keeps its neighbours.
	 *
	 * @param Client $client      Talks to the sidecar.
	 * @param Watch  $watch       Tells about a sidecar that does not answer students.
	 * @param Watch  $staff_watch Tells about one that does not answer staff.
	 */
	public function __construct(
		private readonly Client $client,
		private readonly Watch $watch,
		private readonly Watch $staff_watch,
	) {}

	/**
	 * On `rest_api_init`: adds the routes.
	 */
	public function register(): void {
		foreach ( Routes::PROXIED as $path => $route ) {
			register_rest_route(
				Routes::NAMESPACE,
				Routes::pattern( $path ),
				[
					'methods'             => $route['method'],
					'callback'            => fn( WP_REST_Request $request ): WP_REST_Response => $this->forward( $request, $path, Routes::target( $path, $request ), $this->watch ),
					'permission_callback' => $route['public'] ? '__return_true' : [ $this, 'require_login' ],
					'show_in_index'       => true,
				]
			);
		}
		register_rest_route(
			Routes::NAMESPACE,
			Routes::ADMIN,
			[
				'methods'             => 'GET, POST, PUT, DELETE',
				'callback'            => fn( WP_REST_Request $request ): WP_REST_Response => $this->forward( $request, '/admin', Routes::admin_target( $request ), $this->staff_watch ),
				'permission_callback' => [ $this, 'require_staff' ],
				'show_in_index'       => false,
			]
		);
	}

	/**
	 * Permission callback of everything that belongs to one student.
	 *
	 * @return true|WP_Error 401 `login_required`.
	 */
	public function require_login(): bool|WP_Error {
		return is_user_logged_in() ? true : new WP_Error(
			'login_required',
			__( 'Please log in first.', 'cohort-enrollment' ),
			[ 'status' => 401 ]
		);
	}

	/**
	 * Permission callback of everything for staff; the sidecar asks for the capability that each route needs.
	 *
	 * @return true|WP_Error 401 `login_required`, 403 `forbidden`.
	 */
	public function require_staff(): bool|WP_Error {
		foreach ( Capabilities::ALL as $capability ) {
			if ( current_user_can( $capability ) ) {
				return true;
			}
		}
		return is_user_logged_in()
			? new WP_Error( 'forbidden', __( 'Sorry, you are not allowed to do that.', 'cohort-enrollment' ), [ 'status' => 403 ] )
			: $this->require_login();
	}

	/**
	 * Sends one request on and passes the answer through.
	 *
	 * @param WP_REST_Request $request What the browser sent.
	 * @param string          $path    Path without what varies, for the log.
	 * @param string|null     $target  Path and query for the sidecar; null when there can be no such route.
	 * @param Watch           $watch   Over whoever asks.
	 */
	private function forward( WP_REST_Request $request, string $path, ?string $target, Watch $watch ): WP_REST_Response {
		if ( null === $target ) {
			return Responses::error( 404, 'route_not_found', __( 'There is nothing at this address.', 'cohort-enrollment' ) );
		}
		// WordPress serves HEAD by the GET route and drops the body itself; GET has no body to bind the token to.
		$method = 'HEAD' === $request->get_method() ? 'GET' : $request->get_method();
		$body   = 'GET' === $method ? '' : (string) $request->get_body();
		Options::prime();
		try {
			$answer = $this->client->send_as_current_user( $method, $target, $body, (string) $request->get_header( 'content-type' ), $watch->patience() );
		} catch ( Unavailable $unavailable ) {
			$watch->failed( $unavailable, $method, $path );
			return Responses::unavailable( $unavailable );
		}
		$watch->answered();
		if ( 401 === $answer->status && 'invalid_token' === $answer->error_code() ) {
			$watch->refused_token( $method, $path );
		}
		return Responses::from_answer( $answer );
	}
}
