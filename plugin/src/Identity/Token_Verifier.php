<?php
/**
 * Verifies the token with which the sidecar speaks to the plugin.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Identity;

/**
 * JWT (RFC 7519) with HS256 and nothing else. The twin of `sidecar/contract/notifications.ts`.
 *
 * Calls nothing of WordPress, so that a test can load it with Token_Signer alone.
 */
final class Token_Verifier {

	public const ISSUER = 'cohort-enrollment-sidecar';

	/** Two machines never agree on the second. */
	public const CLOCK_TOLERANCE_SECONDS = 5;

	/** Ours are below 700. */
	private const MAXIMUM_TOKEN_BYTES = 4096;

	/**
	 * Keeps the keys and the audience.
	 *
	 * @param list<string> $secrets  Keys that are believed, used byte for byte; two while they are rotated.
	 * @param string       $audience The site's home URL without a trailing slash.
	 */
	public function __construct(
		private readonly array $secrets,
		private readonly string $audience,
	) {}

	/**
	 * Whether a token was made by the sidecar, a moment ago, for exactly this request.
	 *
	 * @param string   $token  The compact token.
	 * @param string   $method HTTP method, upper case.
	 * @param string   $path   What the token must be bound to.
	 * @param string   $body   Raw body, '' without one.
	 * @param int|null $now    Unix seconds; null = now.
	 */
	public function accepts( string $token, string $method, string $path, string $body, ?int $now = null ): bool {
		$claims = $this->signed_claims( $token );
		return null !== $claims
			&& $this->is_addressed( $claims )
			&& self::is_fresh( $claims, $now ?? time() )
			&& is_string( $claims['req'] ?? null )
			&& hash_equals( Token_Signer::binding( $method, $path, $body ), $claims['req'] );
	}

	/**
	 * The claims of a token that one of the keys has signed.
	 *
	 * @param string $token The compact token.
	 * @return array<array-key, mixed>|null
	 */
	private function signed_claims( string $token ): ?array {
		if ( strlen( $token ) > self::MAXIMUM_TOKEN_BYTES || 1 !== preg_match( '/^([\w-]+)\.([\w-]+)\.([\w-]+)$/D', $token, $parts ) ) {
			return null;
		}
		[ , $header, $payload, $signature ] = $parts;
		// The algorithm is ours to choose, not the token's; "crit" would ask for what we do not know (RFC 7515 §4.1.11).
		$head = self::decode( $header );
		if ( null === $head || 'HS256' !== ( $head['alg'] ?? null ) || isset( $head['crit'] ) ) {
			return null;
		}
		return $this->is_signed( "$header.$payload", $signature ) ? self::decode( $payload ) : null;
	}

	/**
	 * Whether one of the keys made the signature.
	 *
	 * @param string $signed    What was signed.
	 * @param string $signature Base64url.
	 */
	private function is_signed( string $signed, string $signature ): bool {
		foreach ( $this->secrets as $secret ) {
			$expected = rtrim( strtr( base64_encode( hash_hmac( 'sha256', $signed, $secret, true ) ), '+/', '-_' ), '=' ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- The JWT format.
			if ( hash_equals( $expected, $signature ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether the sidecar speaks, and to this site.
	 *
	 * @param array<array-key, mixed> $claims Of the token.
	 */
	private function is_addressed( array $claims ): bool {
		return self::ISSUER === ( $claims['iss'] ?? null )
			&& '' !== $this->audience
			&& ( $claims['aud'] ?? null ) === $this->audience;
	}

	/**
	 * Whether the token is of this minute.
	 *
	 * @param array<array-key, mixed> $claims Of the token.
	 * @param int                     $now    Unix seconds.
	 */
	private static function is_fresh( array $claims, int $now ): bool {
		$issued  = $claims['iat'] ?? null;
		$expires = $claims['exp'] ?? null;
		return is_int( $issued )
			&& is_int( $expires )
			&& $now + self::CLOCK_TOLERANCE_SECONDS >= $issued
			&& $now - self::CLOCK_TOLERANCE_SECONDS < $expires
			// So the token is at most a minute old, too.
			&& $expires - $issued <= Token_Signer::LIFETIME_SECONDS;
	}

	/**
	 * Reads one part of a token.
	 *
	 * @param string $part Base64url of a JSON object.
	 * @return array<array-key, mixed>|null
	 */
	private static function decode( string $part ): ?array {
		$json    = base64_decode( strtr( $part, '-_', '+/' ), true ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- The JWT format.
		$decoded = false === $json ? null : json_decode( $json, true, 8 );
		return is_array( $decoded ) ? $decoded : null;
	}
}
