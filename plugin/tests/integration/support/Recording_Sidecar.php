<?php
/**
 * Stands in for the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

/**
 * Starts `recording-server.mjs` and talks to its control addresses. It ends with this process.
 */
final class Recording_Sidecar {

	private static ?self $instance = null;

	/** The server's process, held so that its pipes stay open. */
	private mixed $process;

	/** The server's standard input: it ends when this is closed. */
	private mixed $input;

	private readonly int $port;

	/** The one server of this test run. */
	public static function instance(): self {
		return self::$instance ??= new self();
	}

	/** Starts the server and waits until it listens. */
	private function __construct() {
		$pipes         = [];
		$this->process = proc_open( [ 'node', __DIR__ . '/recording-server.mjs' ], [ [ 'pipe', 'r' ], [ 'pipe', 'w' ], STDERR ], $pipes );
		if ( false === $this->process ) {
			throw new \RuntimeException( 'Node could not be started.' );
		}
		$this->input = $pipes[0];
		$this->port  = (int) fgets( $pipes[1] );
	}

	/** Base address. */
	public function url(): string {
		return 'http://127.0.0.1:' . $this->port;
	}

	/** Forgets all requests and answers. */
	public function reset(): void {
		$this->control( 'DELETE', '/_requests' );
	}

	/**
	 * Says how to answer.
	 *
	 * @param array<string, mixed> $answer `status`, `headers`, `body`, `delay` in milliseconds, `reset`; `json` instead of `body`.
	 * @param string               $path   Path; `/*` = all others.
	 */
	public function answer( array $answer, string $path = '/*' ): void {
		if ( array_key_exists( 'json', $answer ) ) {
			$answer['body'] = json_encode( $answer['json'], JSON_THROW_ON_ERROR );
			unset( $answer['json'] );
		}
		$this->control( 'PUT', '/_answers' . $path, json_encode( $answer, JSON_THROW_ON_ERROR ) );
	}

	/**
	 * What arrived, oldest first, with the body decoded.
	 *
	 * @return list<array{method: string, url: string, headers: array<string, string>, body: string}>
	 */
	public function requests(): array {
		return array_map(
			static fn( array $request ): array => [ 'body' => base64_decode( $request['body'], true ) ] + $request,
			json_decode( $this->control( 'GET', '/_requests' ), true, 64, JSON_THROW_ON_ERROR )
		);
	}

	/**
	 * Calls a control address.
	 *
	 * @param string $method HTTP method.
	 * @param string $path   Path.
	 * @param string $body   Body.
	 */
	private function control( string $method, string $path, string $body = '' ): string {
		$context = stream_context_create(
			[
				'http' => [
					'method'  => $method,
					'header'  => 'Content-Type: application/json',
					'content' => $body,
				],
			]
		);
		return (string) file_get_contents( $this->url() . $path, false, $context );
	}
}
