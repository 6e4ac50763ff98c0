<?php
/**
 * Verifies tokens with the plugin's own class, outside of WordPress, for `php-notification.test.ts`.
 *
 * Standard input: JSON `{ secrets, audience, calls: [ { token, path, body, now } ] }`, bodies in base64, Unix seconds.
 * Standard output: a JSON list of booleans.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

use Cohort_Enrollment\Identity\Token_Verifier;

require dirname( __DIR__, 2 ) . '/plugin/src/Identity/Token_Signer.php';
require dirname( __DIR__, 2 ) . '/plugin/src/Identity/Token_Verifier.php';

( static function (): void {
	$input    = json_decode( stream_get_contents( STDIN ), true, 16, JSON_THROW_ON_ERROR );
	$verifier = new Token_Verifier( $input['secrets'], $input['audience'] );
	$accepts  = static fn( array $call ): bool => $verifier->accepts(
		$call['token'],
		'POST',
		$call['path'],
		base64_decode( $call['body'], true ), // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- Bodies are bytes.
		$call['now']
	);
	echo json_encode( array_map( $accepts, $input['calls'] ), JSON_THROW_ON_ERROR ), "\n"; // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- No WordPress here.
} )();
