<?php
/**
 * The token, without WordPress.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Identity\Token_Signer;
use InvalidArgumentException;
use PHPUnit\Framework\TestCase;

/**
 * `sidecar/test/php-token.test.ts` proves the same from the other side.
 */
final class Token_Signer_Test extends TestCase {

	private const SECRET = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

	private const IDENTITY = [
		'iss'    => 'https://example.test',
		'sub'    => '7',
		'name'   => 'Ada Lovelace',
		'email'  => 'ada@example.test',
		'locale' => 'en_US',
		'caps'   => [],
		'paths'  => [
			'success'   => '/your-enrollment/',
			'dashboard' => '/my-courses/',
		],
	];

	public function test_a_token_is_an_hs256_jwt_signed_with_the_secret_as_it_is(): void {
		[ $header, $payload, $signature ] = explode( '.', ( new Token_Signer( self::SECRET ) )->sign( self::IDENTITY, 'GET', '/x', '' ) );

		self::assertSame( '{"alg":"HS256","typ":"JWT"}', self::decode( $header ) );
		self::assertSame( hash_hmac( 'sha256', "$header.$payload", self::SECRET, true ), self::decode( $signature ) );
		self::assertStringNotContainsString( '=', $header . $payload . $signature );
	}

	/** The example is in appendix A.1. */
	public function test_the_signature_agrees_with_the_example_of_rfc_7515(): void {
		$key    = self::decode( 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow' );
		$signed = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';

		self::assertSame( self::decode( 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' ), hash_hmac( 'sha256', $signed, $key, true ) );
	}

	public function test_the_claims_are_those_of_the_contract_and_live_sixty_seconds(): void {
		$claims = self::claims( self::IDENTITY, 1_800_000_000 );

		self::assertSame( [ 'iss', 'aud', 'sub', 'iat', 'exp', 'jti', 'name', 'email', 'locale', 'caps', 'req', 'paths' ], array_keys( $claims ) );
		self::assertSame( 'cohort-enrollment-sidecar', $claims['aud'] );
		self::assertSame( '7', $claims['sub'] );
		self::assertSame( 1_800_000_000, $claims['iat'] );
		self::assertSame( 1_800_000_060, $claims['exp'] );
		self::assertSame( self::IDENTITY['paths'], $claims['paths'] );
	}

	public function test_capabilities_are_a_json_list_also_when_there_are_none_or_gaps(): void {
		$signer = new Token_Signer( self::SECRET );
		$with   = static fn( array $capabilities ): string => self::decode( explode( '.', $signer->sign( [ 'caps' => $capabilities ] + self::IDENTITY, 'GET', '/x', '' ) )[1] );

		self::assertStringContainsString( '"caps":[]', $with( [] ) );
		self::assertStringContainsString( '"caps":["manage_cohorts"]', $with( [ 3 => 'manage_cohorts' ] ) );
	}

	public function test_two_tokens_never_have_the_same_identifier(): void {
		self::assertNotSame( self::claims( self::IDENTITY, 1 )['jti'], self::claims( self::IDENTITY, 1 )['jti'] );
	}

	public function test_names_of_any_script_survive_and_broken_bytes_do_not_break_the_token(): void {
		self::assertSame( 'Žofie 李', self::claims( [ 'name' => 'Žofie 李' ] + self::IDENTITY, 1 )['name'] );
		self::assertSame( "Ren\u{FFFD}", self::claims( [ 'name' => "Ren\xE9" ] + self::IDENTITY, 1 )['name'] );
	}

	public function test_the_binding_is_the_digest_of_method_path_and_body_digest(): void {
		// printf 'POST\n/a/b?c=d\n%s' "$(printf '{"x":1}' | sha256sum | cut -c1-64)" | sha256sum.
		self::assertSame( 'a5ff2252bfe431c4e4dde7a0e6d0b3a7ff3afdaf4879a47e20d6f30ec7200950', Token_Signer::binding( 'POST', '/a/b?c=d', '{"x":1}' ) );
	}

	public function test_another_method_path_query_or_body_has_another_binding(): void {
		$bindings = [
			Token_Signer::binding( 'POST', '/a?b=1', '{}' ),
			Token_Signer::binding( 'PUT', '/a?b=1', '{}' ),
			Token_Signer::binding( 'POST', '/b?b=1', '{}' ),
			Token_Signer::binding( 'POST', '/a?b=2', '{}' ),
			Token_Signer::binding( 'POST', '/a?b=1', '{ }' ),
			Token_Signer::binding( 'POST', '/a?b=1', '' ),
		];

		self::assertCount( 6, array_unique( $bindings ) );
	}

	public function test_a_secret_of_less_than_32_bytes_is_refused(): void {
		$this->expectException( InvalidArgumentException::class );
		new Token_Signer( str_repeat( 'x', 31 ) );
	}

	public function test_the_file_works_alone_without_wordpress_and_without_the_autoloader(): void {
		$file = var_export( dirname( __DIR__, 2 ) . '/src/Identity/Token_Signer.php', true );
		$code = "require $file; echo Cohort_Enrollment\\Identity\\Token_Signer::binding( 'GET', '/', '' );";

		self::assertSame( Token_Signer::binding( 'GET', '/', '' ), shell_exec( escapeshellarg( PHP_BINARY ) . ' -r ' . escapeshellarg( $code ) ) );
	}

	/**
	 * Signs and reads back.
	 *
	 * @param array<string, mixed> $identity Who speaks.
	 * @param int                  $now      Unix seconds.
	 * @return array<string, mixed>
	 */
	private static function claims( array $identity, int $now ): array {
		$token = ( new Token_Signer( self::SECRET ) )->sign( $identity, 'GET', '/x', '', $now );
		return json_decode( self::decode( explode( '.', $token )[1] ), true, 16, JSON_THROW_ON_ERROR );
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
