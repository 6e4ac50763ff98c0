<?php
/**
 * A web server in front of WordPress.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

/**
 * PHP's own server with the WordPress under test, on a free port of loopback, with our constants. Ends with this process.
 */
final class Web_Server {

	private static ?self $instance = null;

	private mixed $process;

	private readonly int $port;

	/** The one server of this test run. */
	public static function instance(): self {
		return self::$instance ??= new self();
	}

	/** Starts the server and waits until it answers. */
	private function __construct() {
		$this->port    = self::free_port();
		$pipes         = [];
		$command       = [ PHP_BINARY, '-d', 'auto_prepend_file=' . dirname( __DIR__ ) . '/constants.php', '-S', '127.0.0.1:' . $this->port, '-t', (string) getenv( 'WORDPRESS_DIR' ) ];
		$silence       = [ 'file', '/dev/null', 'a' ];
		$this->process = proc_open( $command, [ [ 'file', '/dev/null', 'r' ], $silence, $silence ], $pipes );
		register_shutdown_function( fn() => proc_terminate( $this->process ) );
		for ( $attempt = 0; $attempt < 100; $attempt++ ) {
			if ( 200 === $this->request( 'GET', '/wp-includes/images/blank.gif' )['status'] ) {
				return;
			}
			usleep( 50_000 );
		}
		throw new \RuntimeException( 'PHP’s web server did not start.' );
	}

	/**
	 * Asks for a page.
	 *
	 * @param string                $method  HTTP method.
	 * @param string                $path    Path with query.
	 * @param array<string, string> $headers Request headers.
	 * @param string                $body    Raw body.
	 * @return array{status: int, headers: array<string, string>, cookies: string, body: string}
	 */
	public function request( string $method, string $path, array $headers = [], string $body = '' ): array {
		$curl     = curl_init( 'http://127.0.0.1:' . $this->port . $path );
		$received = [];
		$cookies  = [];
		curl_setopt_array(
			$curl,
			[
				CURLOPT_CUSTOMREQUEST  => $method,
				CURLOPT_RETURNTRANSFER => true,
				CURLOPT_HTTPHEADER     => array_map( static fn( string $name, string $value ): string => "$name: $value", array_keys( $headers ), $headers ),
				CURLOPT_HEADERFUNCTION => static function ( $handle, string $line ) use ( &$received, &$cookies ): int {
					[ $name, $value ] = array_pad( explode( ':', $line, 2 ), 2, '' );
					if ( 'set-cookie' === strtolower( $name ) ) {
						$cookies[] = trim( explode( ';', $value )[0] );
					}
					$received[ strtolower( $name ) ] = trim( $value );
					return strlen( $line );
				},
			] + ( '' === $body ? [] : [ CURLOPT_POSTFIELDS => $body ] )
		);
		$answer = (string) curl_exec( $curl );
		return [
			'status'  => (int) curl_getinfo( $curl, CURLINFO_RESPONSE_CODE ),
			'headers' => $received,
			'cookies' => implode( '; ', $cookies ),
			'body'    => $answer,
		];
	}

	/**
	 * Logs in as a browser does.
	 *
	 * @param string $login    User name.
	 * @param string $password Password.
	 * @return string The Cookie header to send from now on.
	 */
	public function log_in( string $login, string $password ): string {
		$form = http_build_query(
			[
				'log'        => $login,
				'pwd'        => $password,
				'testcookie' => '1',
			]
		);
		return $this->request(
			'POST',
			'/wp-login.php',
			[
				'Content-Type' => 'application/x-www-form-urlencoded',
				'Cookie'       => 'wordpress_test_cookie=WP%20Cookie%20check',
			],
			$form
		)['cookies'];
	}

	/** A port that nobody listens on. */
	private static function free_port(): int {
		$socket = stream_socket_server( 'tcp://127.0.0.1:0' );
		$name   = (string) stream_socket_get_name( $socket, false );
		fclose( $socket );
		return (int) substr( $name, strrpos( $name, ':' ) + 1 );
	}
}
