<?php
/**
 * Who may ask for mails, and how.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Mail;

use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use WP_REST_Request;

require_once __DIR__ . '/Notification_Calls.php';

final class Notification_Route_Test extends WordPress_Test_Case {

	use Notification_Calls;

	private array $body;

	protected function setUp(): void {
		parent::setUp();
		$this->keep_mails();
		$this->body = $this->notification( 'enrolled', $this->student() );
	}

	public function test_a_call_of_the_sidecar_sends_the_mail_to_the_students_current_address(): void {
		wp_update_user(
			[
				'ID'         => $this->body['studentId'],
				'user_email' => 'new-address@example.test',
			]
		);

		$mail = $this->sent( $this->body );

		self::assertSame( [ 'new-address@example.test' ], $mail['to'] );
		self::assertSame( '', $this->logged() );
	}

	public function test_a_server_that_keeps_authorization_from_php_is_no_hindrance(): void {
		$json    = json_encode( $this->body );
		$request = new WP_REST_Request( 'POST', '/cohort-enrollment/v1/notifications' );
		$request->set_header( 'X-Cohort-Enrollment-Token', $this->token( $json ) );
		$request->set_body( $json );

		self::assertSame( 200, rest_do_request( $request )->get_status() );
	}

	/**
	 * Tokens that are wrong in one way each.
	 *
	 * @dataProvider wrong_tokens
	 * @param callable $make What makes the token of the body.
	 */
	public function test_without_the_right_token_nothing_is_sent_and_nothing_explained( callable $make ): void {
		$json     = json_encode( $this->body );
		$response = $this->call( $json, $make->call( $this, $json ) );

		self::assertSame( 401, $response->get_status() );
		self::assertSame(
			[
				'code'    => 'invalid_token',
				'message' => 'The token is missing, expired, or not made for this request.',
				'data'    => [ 'status' => 401 ],
			],
			$response->get_data()
		);
		self::assertSame( [], $this->mail->kept );
		self::assertNull( $this->marker( $this->body['reference'] ) );
	}

	public function wrong_tokens(): array {
		return [
			'none'                  => [
				function (): string {
					return '';
				},
			],
			'expired'               => [
				function ( string $json ): string {
					return $this->token(
						$json,
						[
							'iat' => time() - 70,
							'exp' => time() - 10,
						]
					);
				},
			],
			'of another site'       => [
				function ( string $json ): string {
					return $this->token( $json, [ 'aud' => 'https://other.example.test' ] );
				},
			],
			'of another body'       => [
				function ( string $json ): string {
					return $this->token( $json . ' ' );
				},
			],
			'with another key'      => [
				function ( string $json ): string {
					return $this->token( $json, [], str_repeat( 'x', 64 ) );
				},
			],
			'of the plugin itself'  => [
				function ( string $json ): string {
					return $this->token(
						$json,
						[
							'iss' => untrailingslashit( home_url() ),
							'aud' => 'cohort-enrollment-sidecar',
						]
					);
				},
			],
			'that lives for a year' => [
				function ( string $json ): string {
					return $this->token( $json, [ 'exp' => time() + YEAR_IN_SECONDS ] );
				},
			],
		];
	}

	public function test_a_call_that_is_recorded_and_sent_again_sends_no_second_mail(): void {
		$json  = json_encode( $this->body );
		$token = $this->token( $json );

		$this->call( $json, $token );
		$response = $this->call( $json, $token );

		self::assertSame( [ 'outcome' => 'already_sent' ], $response->get_data() );
		self::assertCount( 1, $this->mail->kept );
	}

	public function test_while_the_key_is_rotated_the_old_one_is_believed(): void {
		$old = (string) get_option( 'cohort_enrollment_secret' );
		Plugin::instance()->secrets->rotate();
		$other = $this->notification( 'enrolled', $this->student() );

		self::assertSame( 200, $this->call( $this->body, $this->token( json_encode( $this->body ), [], $old ) )->get_status() );
		self::assertSame( 200, $this->call( $other )->get_status() );
	}

	public function test_a_site_without_a_key_believes_nobody(): void {
		update_option( 'cohort_enrollment_secret', '' );
		update_option( 'cohort_enrollment_secret_previous', '' );

		self::assertSame( 401, $this->call( $this->body, $this->token( json_encode( $this->body ), [], '' ) )->get_status() );
	}

	/**
	 * Bodies that are wrong in one way each.
	 *
	 * @dataProvider wrong_bodies
	 * @param array<string, mixed>|string $change What to change; null removes.
	 * @param string                      $field  What the message must name.
	 */
	public function test_a_body_that_breaks_the_contract_is_refused_with_the_field( array|string $change, string $field ): void {
		$body = is_string( $change ) ? $change : array_replace_recursive( $this->body, $change );
		if ( is_array( $body ) ) {
			$body['data'] = is_array( $body['data'] ) ? array_filter( $body['data'], static fn( mixed $value ): bool => 'removed' !== $value ) : $body['data'];
			$body         = array_filter( $body, static fn( mixed $value ): bool => 'removed' !== $value );
		}

		$response = $this->call( $body );

		self::assertSame( [ 400, 'invalid_request' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertStringContainsString( $field, $response->get_data()['message'] );
		self::assertSame( [], $this->mail->kept );
	}

	public function wrong_bodies(): array {
		return [
			'nothing'                    => [ '', 'body' ],
			'no JSON'                    => [ '{"reference":', 'body' ],
			'null'                       => [ 'null', 'body' ],
			'text'                       => [ '"enrolled"', 'body' ],
			'a list'                     => [ '[]', 'kind' ],
			'JSON that is nested deeply' => [ str_repeat( '[', 100 ) . str_repeat( ']', 100 ), 'body' ],
			'no kind'                    => [ [ 'kind' => 'removed' ], 'kind' ],
			'an unknown kind'            => [ [ 'kind' => 'greetings' ], 'kind' ],
			'a kind that is a list'      => [ [ 'kind' => [ 'enrolled' ] ], 'kind' ],
			'no reference'               => [ [ 'reference' => 'removed' ], 'reference' ],
			'a reference that is no id'  => [ [ 'reference' => '%' ], 'reference' ],
			'a reference and a line end' => [ [ 'reference' => "00000000-0000-4000-8000-000000000000\n" ], 'reference' ],
			'no student'                 => [ [ 'studentId' => null ], 'studentId' ],
			'student 0'                  => [ [ 'studentId' => 0 ], 'studentId' ],
			'no data'                    => [ [ 'data' => 'removed' ], 'data' ],
			'data that is text'          => [ [ 'data' => 'x' ], 'data' ],
			'no title'                   => [ [ 'data' => [ 'courseTitle' => 'removed' ] ], 'courseTitle' ],
			'a title that is a number'   => [ [ 'data' => [ 'courseTitle' => 5 ] ], 'courseTitle' ],
			'a title that never ends'    => [ [ 'data' => [ 'courseTitle' => str_repeat( 'ß', 256 ) ] ], 'courseTitle' ],
			'a broken amount'            => [ [ 'data' => [ 'amount' => 4.5 ] ], 'amount' ],
			'a negative amount'          => [ [ 'data' => [ 'amount' => -1 ] ], 'amount' ],
			'a currency of four letters' => [ [ 'data' => [ 'currency' => 'euro' ] ], 'currency' ],
			'no package'                 => [ [ 'data' => [ 'packageId' => 'removed' ] ], 'packageId' ],
		];
	}

	public function test_a_newer_sidecar_may_say_more_than_this_plugin_knows(): void {
		$this->sent(
			$this->notification(
				'refunded',
				$this->body['studentId'],
				[
					'reason' => 'moon_phase',
					'moon'   => 'full',
				]
			)
		);
		$mail = $this->sent( $this->notification( 'task', null, [ 'task' => 'moon_phase' ] ) );

		self::assertStringContainsString( 'Something needs a look', $mail['subject'] );
	}

	public function test_a_body_of_more_than_64_kibibytes_is_refused_before_its_token_is_read(): void {
		$response = $this->call( str_repeat( 'x', 65_537 ) );

		self::assertSame( [ 413, 'payload_too_large' ], [ $response->get_status(), $response->get_data()['code'] ] );
	}

	public function test_other_methods_are_not_allowed(): void {
		foreach ( [ 'GET', 'PUT', 'PATCH', 'DELETE' ] as $method ) {
			$response = $this->request( $method, '/notifications' );

			self::assertSame( [ 405, 'method_not_allowed', 'POST' ], [ $response->get_status(), $response->get_data()['code'], $response->get_headers()['Allow'] ] );
		}
	}
}
