<?php
/**
 * The way to the sidecar's admin interface for what runs on this server.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * Calls `/admin/…` (see `sidecar/contract/admin`) and turns refusals into exceptions.
 */
final class Admin_Calls {

	/** Seconds: nobody's page waits for these calls. */
	private const PATIENCE = 60.0;

	/**
	 * Keeps who speaks.
	 *
	 * @param Client $client      Talks to the sidecar.
	 * @param bool   $as_operator As the operator; else as the current user.
	 */
	private function __construct(
		private readonly Client $client,
		private readonly bool $as_operator,
	) {}

	/**
	 * As the operator, for WP-CLI and WordPress's privacy tools; see {@see \Cohort_Enrollment\Identity\Operator}.
	 *
	 * @param Client $client Talks to the sidecar.
	 */
	public static function as_operator( Client $client ): self {
		return new self( $client, true );
	}

	/**
	 * With the capabilities of the current user.
	 *
	 * @param Client $client Talks to the sidecar.
	 */
	public static function as_current_user( Client $client ): self {
		return new self( $client, false );
	}

	/**
	 * Reads.
	 *
	 * @param string                               $path  Encoded, with a leading slash, below `/admin`.
	 * @param array<string, string|int|float|null> $query Parameters; null ones are left out.
	 * @return Facts What the sidecar answered.
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     With an error code.
	 */
	public function get( string $path, array $query = [] ): Facts {
		$text = http_build_query( array_filter( $query, static fn( mixed $value ): bool => null !== $value ), '', '&', PHP_QUERY_RFC3986 );
		return $this->call( 'GET', $path . ( '' === $text ? '' : '?' . $text ), '', self::PATIENCE );
	}

	/**
	 * Does something.
	 *
	 * @param string               $path    Encoded, with a leading slash, below `/admin`.
	 * @param array<string, mixed> $body    Becomes JSON.
	 * @param float                $timeout Seconds for the whole call.
	 * @return Facts What the sidecar answered.
	 * @throws Unavailable Without a usable answer: it may have been done all the same.
	 * @throws Refused     With an error code.
	 */
	public function post( string $path, array $body = [], float $timeout = self::PATIENCE ): Facts {
		return $this->call( 'POST', $path, (string) wp_json_encode( (object) $body ), $timeout );
	}

	/**
	 * Calls.
	 *
	 * @param string $method  HTTP method.
	 * @param string $path    With query, below `/admin`.
	 * @param string $body    JSON, or ''.
	 * @param float  $timeout Seconds for the whole call.
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     With an error code.
	 */
	private function call( string $method, string $path, string $body, float $timeout ): Facts {
		$target = '/admin' . $path;
		$answer = $this->as_operator
			? $this->client->send_as_operator( $method, $target, $body, 'application/json', $timeout )
			: $this->client->send_as_current_user( $method, $target, $body, 'application/json', $timeout );
		if ( $answer->status >= 400 ) {
			throw Refused::by( $answer );
		}
		return Facts::of( $answer->data ) ?? throw new Unavailable( Unavailable::NOT_THE_SIDECAR, 'Answer that is not a JSON object.' );
	}
}
