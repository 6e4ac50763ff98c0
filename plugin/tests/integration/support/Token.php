<?php
/**
 * Reads the plugin's tokens.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use PHPUnit\Framework\Assert;

/**
 * Checks a token the way the sidecar does, with its own arithmetic.
 */
final class Token {

	/**
	 * Verifies signature and binding.
	 *
	 * @param array{method: string, url: string, headers: array<string, string>, body: string} $request What the recording sidecar got.
	 * @return array<string, mixed> The claims.
	 */
	public static function claims_of( array $request ): array {
		Assert::assertMatchesRegularExpression( '/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/', $request['headers']['authorization'] ?? '' );
		[ $header, $payload, $signature ] = explode( '.', substr( $request['headers']['authorization'], 7 ) );
		Assert::assertSame( hash_hmac( 'sha256', "$header.$payload", (string) get_option( 'cohort_enrollment_secret' ), true ), self::decode( $signature ) );
		$claims = json_decode( self::decode( $payload ), true );
		Assert::assertSame(
			hash( 'sha256', $request['method'] . "\n" . $request['url'] . "\n" . hash( 'sha256', $request['body'] ) ),
			$claims['req'],
			'The token is bound to what arrived.'
		);
		return $claims;
	}

	/**
	 * Decodes base64url.
	 *
	 * @param string $text Text.
	 */
	private static function decode( string $text ): string {
		return (string) base64_decode( strtr( $text, '-_', '+/' ), true );
	}
}
