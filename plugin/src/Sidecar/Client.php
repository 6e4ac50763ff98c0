<?php
/**
 * Talks HTTP to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

use Cohort_Enrollment\Identity\Current_User;
use Cohort_Enrollment\Identity\Operator;
use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Identity\Token_Signer;
use JsonException;
use LogicException;
use WP_Error;

/**
 * One request, one JSON answer, or {@see Unavailable}. Never a PHP warning, never longer than the timeout.
 *
 * @phpstan-import-type Identity from Token_Signer
 */
final class Client {

	/** Seconds for a whole call, so that with WordPress's own start a visitor waits less than 10. */
	public const TIMEOUT = 8.0;

	/** Answers are a few kilobytes; this only bounds what a wrong server may send. */
	private const MAXIMUM_ANSWER_BYTES = 4 * MB_IN_BYTES;

	/**
	 * Keeps its neighbours.
	 *
	 * @param Address      $address      Where the sidecar is.
	 * @param Secrets      $secrets      Key to sign with.
	 * @param Current_User $current_user Who speaks.
	 */
	public function __construct(
		private readonly Address $address,
		private readonly Secrets $secrets,
		private readonly Current_User $current_user,
	) {}

	/**
	 * Calls the sidecar on behalf of WordPress's current user.
	 *
	 * @param string $method       HTTP method, upper case.
	 * @param string $path         Path with query below the sidecar's base address, encoded, with a leading slash.
	 * @param string $body         Raw body, '' without one.
	 * @param string $content_type Of the body.
	 * @param float  $timeout      Seconds for the whole call.
	 * @throws Unavailable Without a usable answer.
	 */
	public function send_as_current_user( string $method, string $path, string $body = '', string $content_type = '', float $timeout = self::TIMEOUT ): Answer {
		return $this->send_signed( $this->current_user->identity(), $method, $path, $body, $content_type, $timeout );
	}

	/**
	 * Calls the sidecar as the operator, for WP-CLI and WordPress's privacy tools.
	 *
	 * @param string $method       HTTP method, upper case.
	 * @param string $path         Path with query below the sidecar's base address, encoded, with a leading slash.
	 * @param string $body         Raw body, '' without one.
	 * @param string $content_type Of the body.
	 * @param float  $timeout      Seconds for the whole call.
	 * @throws Unavailable     Without a usable answer.
	 * @throws LogicException  Anywhere else; see {@see Operator}.
	 */
	public function send_as_operator( string $method, string $path, string $body = '', string $content_type = '', float $timeout = self::TIMEOUT ): Answer {
		return $this->send_signed( ( new Operator( $this->current_user ) )->identity(), $method, $path, $body, $content_type, $timeout );
	}

	/**
	 * Calls the sidecar with a token.
	 *
	 * @param array  $identity     Who speaks.
	 * @param string $method       HTTP method, upper case.
	 * @param string $path         Path with query below the sidecar's base address, encoded, with a leading slash.
	 * @param string $body         Raw body, '' without one.
	 * @param string $content_type Of the body.
	 * @param float  $timeout      Seconds for the whole call.
	 * @phpstan-param Identity $identity
	 * @throws Unavailable Without a usable answer.
	 */
	private function send_signed( array $identity, string $method, string $path, string $body, string $content_type, float $timeout ): Answer {
		$secret = $this->secrets->current();
		if ( null === $secret ) {
			throw new Unavailable( Unavailable::NOT_CONFIGURED, 'The secret is missing or shorter than 32 bytes.' );
		}
		$token   = ( new Token_Signer( $secret ) )->sign( $identity, $method, $path, $body );
		$headers = [ 'Authorization' => 'Bearer ' . $token ];
		if ( '' !== $body && '' !== $content_type ) {
			$headers['Content-Type'] = $content_type;
		}
		return $this->send( $method, $path, $body, $headers, $timeout );
	}

	/**
	 * Calls the sidecar without a token.
	 *
	 * @param string                $method  HTTP method, upper case.
	 * @param string                $path    Path with query below the sidecar's base address, encoded, with a leading slash.
	 * @param string                $body    Raw body, '' without one.
	 * @param array<string, string> $headers Request headers.
	 * @param float                 $timeout Seconds for the whole call.
	 * @throws Unavailable Without a usable answer.
	 */
	public function send( string $method, string $path, string $body = '', array $headers = [], float $timeout = self::TIMEOUT ): Answer {
		$base = $this->address->url();
		if ( null === $base ) {
			throw new Unavailable( Unavailable::NOT_CONFIGURED, 'The sidecar address is not an http(s) address.' );
		}
		$arguments = [
			'method'              => $method,
			'timeout'             => $timeout,
			'redirection'         => 0,
			'user-agent'          => 'cohort-enrollment/' . COHORT_ENROLLMENT_VERSION,
			'headers'             => [ 'Accept' => 'application/json' ] + $headers,
			'cookies'             => [],
			'limit_response_size' => self::MAXIMUM_ANSWER_BYTES,
		];
		if ( '' !== $body ) {
			$arguments['body'] = $body;
		}
		/**
		 * Filters the arguments of `wp_remote_request()` for a call to the sidecar, for example to pin a certificate.
		 *
		 * The body, method and path are covered by the token: change them and the sidecar refuses the call.
		 *
		 * @since 0.1.0
		 *
		 * @param array<string, mixed> $arguments See WP_Http::request().
		 * @param string               $method    HTTP method.
		 * @param string               $path      Path with query below the sidecar's base address.
		 */
		$arguments = (array) apply_filters( 'cohort_enrollment_sidecar_request_arguments', $arguments, $method, $path );
		// Not wp_safe_remote_request(): it refuses loopback addresses, which is where the sidecar normally lives.
		return $this->read( wp_remote_request( $base . $path, $arguments ) );
	}

	/**
	 * Turns WordPress's answer into ours.
	 *
	 * @param array<string, mixed>|WP_Error $response From wp_remote_request().
	 * @throws Unavailable Without a usable answer.
	 */
	private function read( array|WP_Error $response ): Answer {
		if ( $response instanceof WP_Error ) {
			throw self::failure( $response );
		}
		$status = (int) wp_remote_retrieve_response_code( $response );
		$body   = wp_remote_retrieve_body( $response );
		if ( $status < 200 || ( $status >= 300 && $status < 400 ) ) {
			throw new Unavailable( Unavailable::NOT_THE_SIDECAR, sprintf( 'Answer with status %d.', $status ) );
		}
		$retry_after = wp_remote_retrieve_header( $response, 'retry-after' );
		$answer      = new Answer( $status, self::decode( $status, $body ), is_string( $retry_after ) && '' !== $retry_after ? $retry_after : null );
		if ( $status >= 400 && null === $answer->error_code() && ! self::is_readiness( $answer ) ) {
			throw new Unavailable( Unavailable::NOT_THE_SIDECAR, sprintf( 'Answer with status %d and without an error code.', $status ) );
		}
		return $answer;
	}

	/**
	 * Decodes the body.
	 *
	 * @param int    $status HTTP status.
	 * @param string $body   Raw body.
	 * @return mixed Object, list, or null without a body.
	 * @throws Unavailable When it is not a JSON object or list.
	 */
	private static function decode( int $status, string $body ): mixed {
		if ( '' === $body && 204 === $status ) {
			return null;
		}
		try {
			$data = json_decode( $body, false, 64, JSON_THROW_ON_ERROR );
		} catch ( JsonException ) {
			$data = null;
		}
		if ( ! is_object( $data ) && ! is_array( $data ) ) {
			throw new Unavailable( Unavailable::NOT_THE_SIDECAR, sprintf( 'Answer with status %d that is not a JSON object.', $status ) );
		}
		return $data;
	}

	/**
	 * Whether an answer is that of `/readyz`, which says 503 in its own shape.
	 *
	 * @param Answer $answer What came.
	 */
	private static function is_readiness( Answer $answer ): bool {
		return is_object( $answer->data ) && isset( $answer->data->checks, $answer->data->version );
	}

	/**
	 * Names what went wrong on the way.
	 *
	 * @param WP_Error $error From wp_remote_request().
	 */
	private static function failure( WP_Error $error ): Unavailable {
		if ( 'http_request_not_executed' === $error->get_error_code() ) {
			return new Unavailable( Unavailable::BLOCKED, 'WordPress blocks requests to this host.' );
		}
		$message = $error->get_error_message();
		// WordPress passes on the transport's English text; curl's number 28 is the only mark of a timeout.
		return preg_match( '/cURL error 28\b|timed out/i', $message )
			? new Unavailable( Unavailable::TIMEOUT, 'No answer in time.' )
			: new Unavailable( Unavailable::NO_CONNECTION, 'No connection.' );
	}
}
