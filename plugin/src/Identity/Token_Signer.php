<?php
/**
 * Signs the token with which the plugin speaks for a WordPress user.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Identity;

use InvalidArgumentException;

/**
 * JWT (RFC 7519) with HS256. The twin of `sidecar/contract/identity.ts`.
 *
 * Calls nothing of WordPress, so that a test can load this file alone.
 *
 * @phpstan-type Identity array{iss: string, sub: string, name: string, email: string, locale: string, caps: list<string>, paths: array{success: string, dashboard: string}}
 */
final class Token_Signer {

	public const AUDIENCE             = 'cohort-enrollment-sidecar';
	public const LIFETIME_SECONDS     = 60;
	public const MINIMUM_SECRET_BYTES = 32;

	private const JSON_FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

	/**
	 * Keeps the key.
	 *
	 * @param string $secret Key, used byte for byte.
	 * @throws InvalidArgumentException When the key is shorter than 32 bytes.
	 */
	public function __construct( private readonly string $secret ) {
		if ( strlen( $secret ) < self::MINIMUM_SECRET_BYTES ) {
			throw new InvalidArgumentException( 'The secret must have at least 32 bytes.' );
		}
	}

	/**
	 * Signs a token for exactly one request to the sidecar.
	 *
	 * @param array    $identity Who speaks.
	 * @param string   $method   HTTP method, upper case.
	 * @param string   $path     Path with query, exactly as sent to the sidecar.
	 * @param string   $body     Raw body, '' without one.
	 * @param int|null $now      Unix seconds; null = now.
	 * @phpstan-param Identity $identity
	 * @return string The compact token: valid for 60 seconds, for this request only.
	 */
	public function sign( array $identity, string $method, string $path, string $body, ?int $now = null ): string {
		$issued_at = $now ?? time();
		$claims    = [
			'iss'    => $identity['iss'],
			'aud'    => self::AUDIENCE,
			'sub'    => $identity['sub'],
			'iat'    => $issued_at,
			'exp'    => $issued_at + self::LIFETIME_SECONDS,
			'jti'    => bin2hex( random_bytes( 16 ) ),
			'name'   => $identity['name'],
			'email'  => $identity['email'],
			'locale' => $identity['locale'],
			'caps'   => array_values( $identity['caps'] ),
			'req'    => self::binding( $method, $path, $body ),
			'paths'  => $identity['paths'],
		];
		$signed    = self::base64url( self::json( [ 'alg' => 'HS256', 'typ' => 'JWT' ] ) ) . '.' . self::base64url( self::json( $claims ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing.AssociativeArrayFound -- A header of two words.
		return $signed . '.' . self::base64url( hash_hmac( 'sha256', $signed, $this->secret, true ) );
	}

	/**
	 * What ties a token to one request (claim `req`).
	 *
	 * @param string $method HTTP method, upper case.
	 * @param string $path   Path with query, exactly as sent to the sidecar.
	 * @param string $body   Raw body, '' without one.
	 * @return string Lower-case hexadecimal SHA-256.
	 */
	public static function binding( string $method, string $path, string $body ): string {
		return hash( 'sha256', $method . "\n" . $path . "\n" . hash( 'sha256', $body ) );
	}

	/**
	 * Encodes as JSON; bytes that are not UTF-8 (an old display name) become U+FFFD instead of an error.
	 *
	 * @param array<string, mixed> $value What to encode.
	 */
	private static function json( array $value ): string {
		return json_encode( $value, self::JSON_FLAGS ); // phpcs:ignore WordPress.WP.AlternativeFunctions.json_encode_json_encode -- No WordPress in this file.
	}

	/**
	 * Base64url without padding (RFC 7515 §2).
	 *
	 * @param string $bytes What to encode.
	 */
	private static function base64url( string $bytes ): string {
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- The JWT format.
	}
}
