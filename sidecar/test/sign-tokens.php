<?php
/**
 * Signs tokens with the plugin's own class, outside of WordPress, for `php-token.db.test.ts`.
 *
 * Standard input: JSON `{ secret, orders: [ { identity, method, path, body, now } ] }`, bodies in base64, Unix seconds.
 * Standard output: a JSON list of tokens.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

use Cohort_Enrollment\Identity\Token_Signer;

require dirname( __DIR__, 2 ) . '/plugin/src/Identity/Token_Signer.php';

( static function (): void {
	$input  = json_decode( stream_get_contents( STDIN ), true, 16, JSON_THROW_ON_ERROR );
	$signer = new Token_Signer( $input['secret'] );
	$sign   = static fn( array $order ): string => $signer->sign(
		$order['identity'],
		$order['method'],
		$order['path'],
		base64_decode( $order['body'], true ), // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- Bodies are bytes.
		$order['now']
	);
	echo json_encode( array_map( $sign, $input['orders'] ), JSON_THROW_ON_ERROR ), "\n"; // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- No WordPress here.
} )();
