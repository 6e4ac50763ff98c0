<?php
/**
 * What every script in this folder starts with: reads its input and pretends to be a web request, so that
 * WordPress builds the right addresses.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

/**
 * Reads what bin/lib/wordpress.mjs wrote to standard input.
 *
 * @return array<string, mixed> At least `directory` (of WordPress) and `siteUrl`.
 */
function demo_input(): array {
	static $input = null;
	if ( null === $input ) {
		$input = json_decode( (string) stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );
	}
	return $input;
}

/**
 * Prints the script's result as the JSON that bin/lib/wordpress.mjs reads, and nothing else.
 *
 * @param array<string, mixed> $result What the script found or made.
 */
function demo_output( array $result ): void {
	echo json_encode( $result, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ), "\n";
}

( static function (): void {
	$site                       = parse_url( demo_input()['siteUrl'] );
	$_SERVER['HTTP_HOST']       = $site['host'] . ( isset( $site['port'] ) ? ':' . $site['port'] : '' );
	$_SERVER['SERVER_NAME']     = $site['host'];
	$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
	$_SERVER['SERVER_SOFTWARE'] = 'nginx';
	$_SERVER['REQUEST_METHOD']  = 'GET';
	$_SERVER['REQUEST_URI']     = '/';
	$_SERVER['REMOTE_ADDR']     = '127.0.0.1';
} )();
