<?php
/**
 * The sidecar's token, without WordPress.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Identity\Token_Verifier;
use PHPUnit\Framework\TestCase;

/**
 * `sidecar/test/php-notification.test.ts` proves the same with what the sidecar signs.
 */
final class Token_Verifier_Test extends TestCase {

	private const SECRET = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

	private const PREVIOUS = 'fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210';

	private const SITE = 'https://school.example.test';

	private const PATH = '/cohort-enrollment/v1/notifications';

	private const BODY = '{"kind":"enrolled"}';

	private const NOW = 1_800_000_000;

	public function test_a_token_of_this_minute_for_this_request_is_accepted_with_either_key(): void {
		self::assertTrue( self::accepts( self::token() ) );
		self::assertTrue( self::accepts( self::token( [], self::PREVIOUS ) ) );
		self::assertFalse( self::accepts( self::token( [], str_repeat( 'x', 64 ) ) ) );
	}

	public function test_another_method_path_or_body_is_refused(): void {
		$verifier = new Token_Verifier( [ self::SECRET ], self::SITE );

		self::assertTrue( $verifier->accepts( self::token(), 'POST', self::PATH, self::BODY, self::NOW ) );
		self::assertFalse( $verifier->accepts( self::token(), 'PUT', self::PATH, self::BODY, self::NOW ) );
		self::assertFalse( $verifier->accepts( self::token(), 'POST', self::PATH . '/', self::BODY, self::NOW ) );
		self::assertFalse( $verifier->accepts( self::token(), 'POST', self::PATH, self::BODY . "\n", self::NOW ) );
		self::assertFalse( $verifier->accepts( self::token(), 'POST', self::PATH, '', self::NOW ) );
	}

	/**
	 * Claims that are not as they should be; null removes one.
	 *
	 * @dataProvider wrong_claims
	 * @param array<string, mixed> $claims What to change.
	 */
	public function test_each_claim_must_be_right( array $claims ): void {
		self::assertFalse( self::accepts( self::token( $claims ) ) );
	}

	public function wrong_claims(): array {
		return [
			'another issuer'       => [ [ 'iss' => 'cohort-enrollment' ] ],
			'no issuer'            => [ [ 'iss' => null ] ],
			'another site'         => [ [ 'aud' => 'https://other.example.test' ] ],
			'a slash more'         => [ [ 'aud' => self::SITE . '/' ] ],
			'a list of sites'      => [ [ 'aud' => [ self::SITE ] ] ],
			'no site'              => [ [ 'aud' => null ] ],
			'no binding'           => [ [ 'req' => null ] ],
			'a binding of nothing' => [ [ 'req' => '' ] ],
			'a numeric binding'    => [ [ 'req' => 0 ] ],
			'no time of issue'     => [ [ 'iat' => null ] ],
			'no end'               => [ [ 'exp' => null ] ],
			'a time that is text'  => [ [ 'exp' => (string) ( self::NOW + 60 ) ] ],
			'a time with a point'  => [ [ 'iat' => self::NOW + 0.5 ] ],
			'a life of 61 seconds' => [ [ 'exp' => self::NOW + 61 ] ],
		];
	}

	/**
	 * The same limits as in `sidecar/src/http/identity.test.ts`.
	 *
	 * @testWith [0, true]
	 *           [64, true]
	 *           [65, false]
	 *           [3600, false]
	 *           [-5, true]
	 *           [-6, false]
	 * @param int  $age      Seconds since the token was issued, by our clock.
	 * @param bool $accepted Whether it still is believed.
	 */
	public function test_a_token_lives_a_minute_and_clocks_may_differ_by_five_seconds( int $age, bool $accepted ): void {
		self::assertSame( $accepted, self::accepts( self::token(), self::NOW + $age ) );
	}

	public function test_a_shorter_life_is_respected(): void {
		$token = self::token( [ 'exp' => self::NOW + 10 ] );

		self::assertTrue( self::accepts( $token, self::NOW + 14 ) );
		self::assertFalse( self::accepts( $token, self::NOW + 15 ) );
	}

	public function test_the_algorithm_is_not_the_tokens_to_choose(): void {
		foreach ( [ '{"alg":"none"}', '{"alg":"hs256"}', '{"alg":"HS512"}', '{"alg":"RS256"}', '{"alg":["HS256"]}', '{"typ":"JWT"}', '"HS256"', 'null', '{' ] as $header ) {
			self::assertFalse( self::accepts( self::token( [], self::SECRET, $header ) ), $header );
		}
		self::assertFalse( self::accepts( self::token( [], self::SECRET, '{"alg":"HS256","crit":["b64"],"b64":false}' ) ) );
		[ $header, $payload ] = explode( '.', self::token( [], self::SECRET, '{"alg":"none"}' ) );
		self::assertFalse( self::accepts( "$header.$payload." ) );
	}

	public function test_what_is_no_token_is_refused_in_silence(): void {
		$token = self::token();
		foreach ( [ '', '.', '..', 'a.b.c', '!.!.!', $token . '.x', $token . "\n", " $token", $token . '=', substr( $token, 0, -1 ), str_repeat( 'a', 5000 ), "\0", 'ä.ö.ü' ] as $wrong ) {
			self::assertFalse( self::accepts( $wrong ), substr( $wrong, 0, 40 ) );
		}
	}

	public function test_without_a_key_or_a_site_nobody_is_believed(): void {
		$token = self::token( [ 'aud' => '' ], '' );

		self::assertFalse( ( new Token_Verifier( [], self::SITE ) )->accepts( self::token(), 'POST', self::PATH, self::BODY, self::NOW ) );
		self::assertFalse( ( new Token_Verifier( [ '' ], '' ) )->accepts( $token, 'POST', self::PATH, self::BODY, self::NOW ) );
	}

	/**
	 * Asks with the usual keys and request.
	 *
	 * @param string $token Token.
	 * @param int    $now   Unix seconds.
	 */
	private static function accepts( string $token, int $now = self::NOW ): bool {
		return ( new Token_Verifier( [ self::SECRET, self::PREVIOUS ], self::SITE ) )->accepts( $token, 'POST', self::PATH, self::BODY, $now );
	}

	/**
	 * Makes a token with arithmetic of its own.
	 *
	 * @param array<string, mixed> $change Claims to replace; null removes one.
	 * @param string               $secret Key.
	 * @param string               $header JSON.
	 */
	private static function token( array $change = [], string $secret = self::SECRET, string $header = '{"alg":"HS256","typ":"JWT"}' ): string {
		$encode     = static fn( string $bytes ): string => rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
		$claims     = array_filter(
			$change + [
				'iss' => 'cohort-enrollment-sidecar',
				'aud' => self::SITE,
				'iat' => self::NOW,
				'exp' => self::NOW + 60,
				'jti' => 'a',
				'req' => hash( 'sha256', "POST\n" . self::PATH . "\n" . hash( 'sha256', self::BODY ) ),
			],
			static fn( mixed $claim ): bool => null !== $claim
		);
			$signed = $encode( $header ) . '.' . $encode( json_encode( $claims ) );
			return $signed . '.' . $encode( hash_hmac( 'sha256', $signed, $secret, true ) );
	}
}
