<?php
/**
 * The browser's way to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

final class Sidecar_Proxy_Test extends WordPress_Test_Case {

	public function test_method_path_query_and_body_arrive_unchanged_and_the_answer_comes_back(): void {
		$this->log_in();
		$this->sidecar->answer(
			[
				'status' => 201,
				'json'   => [ 'sessionId' => 'cs_test_1' ],
			]
		);
		$body = '{ "successPath" : "/thänks/?a=1" }';

		$response = $this->request( 'POST', '/course-programs/YOGA/cohorts/12/enroll', $body, [ 'from' => 'a b' ] );

		self::assertSame( 201, $response->get_status() );
		self::assertSame( '{"sessionId":"cs_test_1"}', wp_json_encode( $response->get_data() ) );
		[ $request ] = $this->sidecar->requests();
		self::assertSame( 'POST', $request['method'] );
		self::assertSame( '/course-programs/YOGA/cohorts/12/enroll?from=a%20b', $request['url'] );
		self::assertSame( $body, $request['body'] );
		self::assertSame( 'application/json', $request['headers']['content-type'] );
	}

	/**
	 * All routes of the contract.
	 *
	 * @dataProvider routes
	 * @param string $method HTTP method.
	 * @param string $path   Path.
	 */
	public function test_every_route_of_the_contract_is_forwarded( string $method, string $path ): void {
		$this->log_in();

		$response = $this->request( $method, $path, 'POST' === $method ? '{}' : '' );

		self::assertSame( 200, $response->get_status() );
		self::assertSame( [ $path ], array_column( $this->sidecar->requests(), 'url' ) );
		Token::claims_of( $this->sidecar->requests()[0] );
	}

	public function routes(): array {
		return [
			[ 'GET', '/course-programs/YOGA/cohorts' ],
			[ 'POST', '/course-programs/YOGA/cohorts/3/enroll' ],
			[ 'POST', '/course-programs/YOGA/cohorts/3/waiting-list' ],
			[ 'DELETE', '/course-programs/YOGA/cohorts/3/waiting-list' ],
			[ 'GET', '/enrollment/session/cs_test_a1B2' ],
			[ 'GET', '/students/me/course-packages' ],
			[ 'GET', '/students/me/course-packages/5/unbooked-steps' ],
			[ 'POST', '/students/me/course-packages/5/book-sessions' ],
		];
	}

	public function test_the_token_says_who_is_logged_in_and_is_bound_to_the_request(): void {
		$user_id = $this->log_in(
			'subscriber',
			[
				'user_email'   => 'ada@example.test',
				'display_name' => 'Ada Lovelace',
				'locale'       => 'de_DE',
			]
		);

		$this->request( 'GET', '/students/me/course-packages' );

		$claims = Token::claims_of( $this->sidecar->requests()[0] );
		self::assertSame( untrailingslashit( get_option( 'home' ) ), $claims['iss'] );
		self::assertSame( (string) $user_id, $claims['sub'] );
		self::assertSame( [ 'Ada Lovelace', 'ada@example.test', 'de_DE' ], [ $claims['name'], $claims['email'], $claims['locale'] ] );
		self::assertSame( [], $claims['caps'] );
		self::assertSame( 60, $claims['exp'] - $claims['iat'] );
	}

	public function test_an_administrators_token_carries_the_plugins_capabilities_and_no_others(): void {
		$this->log_in( 'administrator' );

		$this->request( 'GET', '/students/me/course-packages' );

		self::assertSame( [ 'manage_cohorts', 'view_cohort_rosters' ], Token::claims_of( $this->sidecar->requests()[0] )['caps'] );
	}

	public function test_a_visitor_may_list_cohorts_as_user_0(): void {
		$response = $this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( 200, $response->get_status() );
		$claims = Token::claims_of( $this->sidecar->requests()[0] );
		self::assertSame( [ '0', '', '' ], [ $claims['sub'], $claims['name'], $claims['email'] ] );
	}

	/**
	 * Everything but the list.
	 *
	 * @dataProvider routes
	 * @param string $method HTTP method.
	 * @param string $path   Path.
	 */
	public function test_a_visitor_is_asked_to_log_in_for_everything_else( string $method, string $path ): void {
		if ( '/course-programs/YOGA/cohorts' === $path ) {
			$path = '/students/me/course-packages';
		}

		$response = $this->request( $method, $path );

		self::assertSame( 401, $response->get_status() );
		self::assertSame( 'login_required', $response->get_data()['code'] );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_refusals_of_the_sidecar_keep_their_status_code_and_details(): void {
		$this->log_in();
		$refusal = '{"code":"cohort_full","message":"Full.","data":{"status":409,"details":{},"list":[]}}';
		$this->sidecar->answer(
			[
				'status' => 409,
				'body'   => $refusal,
			]
		);

		$response = $this->request( 'POST', '/course-programs/YOGA/cohorts/3/enroll' );

		self::assertSame( 409, $response->get_status() );
		self::assertSame( $refusal, wp_json_encode( $response->get_data() ), 'An empty object stays an object.' );
	}

	public function test_when_the_sidecar_asks_to_wait_the_browser_hears_it(): void {
		$this->log_in();
		$this->sidecar->answer(
			[
				'status'  => 503,
				'headers' => [
					'Content-Type' => 'application/json',
					'Retry-After'  => '5',
				],
				'json'    => [
					'code'    => 'stripe_unavailable',
					'message' => 'Stripe.',
					'data'    => [ 'status' => 503 ],
				],
			]
		);

		$response = $this->request( 'POST', '/course-programs/YOGA/cohorts/3/enroll' );

		self::assertSame( [ 503, '5' ], [ $response->get_status(), $response->get_headers()['Retry-After'] ] );
		self::assertSame( 'stripe_unavailable', $response->get_data()->code );
	}

	public function test_a_body_cannot_change_the_path(): void {
		$this->log_in();

		$this->request( 'POST', '/course-programs/YOGA/cohorts/3/enroll', '{"code":"FREE","id":"99"}' );

		self::assertSame( '/course-programs/YOGA/cohorts/3/enroll', $this->sidecar->requests()[0]['url'] );
	}

	public function test_path_segments_are_encoded_exactly_once(): void {
		foreach ( [ 'caf%C3%A9%20%26%20co', 'café & co' ] as $code ) {
			$this->sidecar->reset();

			$this->request( 'GET', "/course-programs/$code/cohorts" );

			[ $request ] = $this->sidecar->requests();
			self::assertSame( '/course-programs/caf%C3%A9%20%26%20co/cohorts', $request['url'] );
			Token::claims_of( $request );
		}
	}

	public function test_no_segment_can_climb_to_another_route(): void {
		foreach ( [ '..', '.', '%2e%2e', '..%2f..%2fhealthz' ] as $code ) {
			$this->sidecar->reset();

			$response = $this->request( 'GET', "/course-programs/$code/cohorts" );

			foreach ( array_column( $this->sidecar->requests(), 'url' ) as $url ) {
				self::assertSame( '/course-programs/..%2F..%2Fhealthz/cohorts', $url );
			}
			self::assertSame( str_contains( $code, 'healthz' ) ? 200 : 404, $response->get_status() );
		}
	}

	public function test_what_is_meant_for_wordpress_stays_here(): void {
		$query = [
			'_wpnonce'   => 'x',
			'_locale'    => 'user',
			'_fields'    => 'a',
			'_envelope'  => '1',
			'rest_route' => '/',
			'page'       => '2',
			'list'       => [ 'a', 'b' ],
		];

		$this->request( 'GET', '/course-programs/YOGA/cohorts', '', $query );

		[ $request ] = $this->sidecar->requests();
		self::assertSame( '/course-programs/YOGA/cohorts?page=2&list%5B0%5D=a&list%5B1%5D=b', $request['url'] );
		Token::claims_of( $request );
	}

	public function test_head_is_asked_as_get(): void {
		$response = $this->request( 'HEAD', '/course-programs/YOGA/cohorts' );

		self::assertSame( 200, $response->get_status() );
		self::assertSame( 'GET', $this->sidecar->requests()[0]['method'] );
	}

	public function test_without_a_usable_secret_nothing_is_sent(): void {
		update_option( 'cohort_enrollment_secret', 'short' );

		$response = $this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( [ 503, 'sidecar_not_configured' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_a_refused_token_is_logged_because_only_an_operator_can_help(): void {
		$this->sidecar->answer(
			[
				'status' => 401,
				'json'   => [
					'code'    => 'invalid_token',
					'message' => 'No.',
					'data'    => [ 'status' => 401 ],
				],
			]
		);

		$response = $this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( 401, $response->get_status() );
		self::assertStringContainsString( 'the sidecar refused the token for GET /course-programs/{code}/cohorts', $this->logged() );
	}
}
