<?php
/**
 * Stripe's way to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Rest\Stripe_Webhook;
use WP_REST_Request;
use WP_REST_Response;

final class Stripe_Webhook_Test extends WordPress_Test_Case {

	/**
	 * Bodies that a parser would change or refuse.
	 *
	 * @dataProvider bodies
	 * @param string $body         Raw body.
	 * @param string $content_type Header.
	 */
	public function test_the_bytes_arrive_as_stripe_signed_them( string $body, string $content_type ): void {
		$response = $this->deliver( $body, $content_type );

		self::assertSame( 200, $response->get_status() );
		[ $request ] = $this->sidecar->requests();
		self::assertSame( bin2hex( $body ), bin2hex( $request['body'] ) );
		self::assertSame( [ 'POST', '/webhooks/stripe' ], [ $request['method'], $request['url'] ] );
		self::assertSame( $content_type, $request['headers']['content-type'] );
		self::assertSame( 't=1,v1=abc', $request['headers']['stripe-signature'] );
		self::assertArrayNotHasKey( 'authorization', $request['headers'] );
		self::assertArrayNotHasKey( 'cookie', $request['headers'] );
	}

	public function bodies(): array {
		$json = 'application/json; charset=utf-8';
		return [
			'pretty JSON with odd spaces' => [ "{\n  \"id\" : \"evt_1\",\r\n\t\"amount\": 1.0,\"a\":1,\"a\":2 }\n", $json ],
			'escapes and other scripts'   => [ '{"name":"\u00e9é\/李","emoji":"😀"}', $json ],
			'bytes that are not UTF-8'    => [ "{\"name\":\"Ren\xE9\"}\0\xFF\xFE", $json ],
			'JSON that is cut off'        => [ '{"id":"evt_1"', $json ],
			'a form'                      => [ 'a=1&b=%20', 'application/x-www-form-urlencoded' ],
			'slashes and quotes'          => [ '{"a":"O\'Neil \\\\ \"x\""}', $json ],
		];
	}

	/**
	 * Statuses that Stripe must see.
	 *
	 * @dataProvider answers
	 * @param int                  $status   Of the sidecar.
	 * @param array<string, mixed> $json     Of the sidecar.
	 * @param mixed                $expected What Stripe gets.
	 */
	public function test_the_sidecars_status_reaches_stripe_with_a_minimal_body( int $status, array $json, mixed $expected ): void {
		$this->sidecar->answer(
			[
				'status' => $status,
				'json'   => $json,
			]
		);

		$response = $this->deliver( '{}' );

		self::assertSame( $status, $response->get_status() );
		self::assertSame( $expected, $response->get_data() );
	}

	public function answers(): array {
		$error = static fn( int $status, string $code ): array => [
			'code'    => $code,
			'message' => 'No.',
			'data'    => [ 'status' => $status ],
		];
		return [
			'stored'          => [ 200, [ 'internal' => 'detail' ], [ 'received' => true ] ],
			'bad signature'   => [ 400, $error( 400, 'invalid_signature' ) + [ 'stack' => 'x' ], $error( 400, 'invalid_signature' ) ],
			'nothing stored'  => [ 500, $error( 500, 'internal_error' ), $error( 500, 'internal_error' ) ],
			'database is out' => [ 503, $error( 503, 'database_unavailable' ), $error( 503, 'database_unavailable' ) ],
		];
	}

	public function test_an_answer_without_a_body_passes_through(): void {
		$this->sidecar->answer(
			[
				'status' => 204,
				'body'   => '',
			]
		);

		$response = $this->deliver( '{}' );

		self::assertSame( [ 204, null ], [ $response->get_status(), $response->get_data() ] );
	}

	public function test_case_44_a_sidecar_that_is_down_makes_503_so_that_stripe_delivers_again(): void {
		$this->sidecar->answer( [ 'reset' => true ] );

		$response = $this->deliver( '{}' );

		self::assertSame( [ 503, 'sidecar_unavailable' ], [ $response->get_status(), $response->get_data()['code'] ] );
	}

	public function test_case_49_a_body_of_more_than_one_mebibyte_is_refused_before_it_is_sent_on(): void {
		self::assertSame( 200, $this->deliver( str_repeat( 'x', MB_IN_BYTES ) )->get_status() );
		$this->sidecar->reset();

		$response = $this->deliver( str_repeat( 'x', MB_IN_BYTES + 1 ) );

		self::assertSame( [ 413, 'payload_too_large' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_case_53_other_methods_are_not_allowed(): void {
		foreach ( [ 'GET', 'PUT', 'PATCH', 'DELETE' ] as $method ) {
			$response = $this->request( $method, '/webhooks/stripe' );

			self::assertSame( [ 405, 'method_not_allowed', 'POST' ], [ $response->get_status(), $response->get_data()['code'], $response->get_headers()['Allow'] ] );
		}
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_the_address_for_stripe_is_that_of_the_route(): void {
		self::assertSame( rest_url( 'cohort-enrollment/v1/webhooks/stripe' ), Stripe_Webhook::url() );
		self::assertArrayHasKey( '/cohort-enrollment/v1/webhooks/stripe', rest_get_server()->get_routes() );
	}

	/**
	 * Delivers an event as Stripe does.
	 *
	 * @param string $body         Raw body.
	 * @param string $content_type Header.
	 */
	private function deliver( string $body, string $content_type = 'application/json' ): WP_REST_Response {
		$request = new WP_REST_Request( 'POST', '/cohort-enrollment/v1/webhooks/stripe' );
		$request->set_headers(
			[
				'Content-Type'     => $content_type,
				'Stripe-Signature' => 't=1,v1=abc',
				'Cookie'           => 'a=b',
			]
		);
		$request->set_body( $body );
		return rest_do_request( $request );
	}
}
