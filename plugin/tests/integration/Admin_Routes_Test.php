<?php
/**
 * The way of staff to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Identity\Operator;
use Cohort_Enrollment\Setup\Capabilities;

final class Admin_Routes_Test extends WordPress_Test_Case {

	/**
	 * Methods and paths.
	 *
	 * @dataProvider requests
	 * @param string $method HTTP method.
	 * @param string $path   Path.
	 * @param string $body   Raw body.
	 */
	public function test_whatever_staff_asks_is_forwarded_with_its_capabilities( string $method, string $path, string $body ): void {
		$this->log_in( 'administrator' );

		$response = $this->request( $method, '/admin' . $path, $body, 'GET' === $method ? [ 'orderBy' => 'name' ] : [] );

		self::assertSame( 200, $response->get_status() );
		[ $request ] = $this->sidecar->requests();
		self::assertSame( [ $method, '/admin' . $path . ( 'GET' === $method ? '?orderBy=name' : '' ), $body ], [ $request['method'], $request['url'], $request['body'] ] );
		self::assertSame( Capabilities::ALL, Token::claims_of( $request )['caps'] );
	}

	public function requests(): array {
		return [
			[ 'GET', '/group-classes', '' ],
			[ 'POST', '/group-classes', '{"name":"Träume"}' ],
			[ 'PUT', '/cohorts/3/schedule', '{"version":1}' ],
			[ 'DELETE', '/packages/3/steps/4/booking', '' ],
			[ 'POST', '/events/evt_1AbC/replay', '{}' ],
		];
	}

	public function test_nobody_else_gets_through(): void {
		self::assertSame( [ 401, 'login_required' ], $this->refusal() );
		foreach ( [ 'subscriber', 'editor' ] as $role ) {
			$this->log_in( $role );
			self::assertSame( [ 403, 'forbidden' ], $this->refusal(), $role );
		}
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_one_capability_is_enough_to_ask_and_the_sidecar_judges(): void {
		$user_id = $this->log_in( 'editor' );
		get_userdata( $user_id )->add_cap( Capabilities::VIEW_COHORT_ROSTERS );
		wp_set_current_user( 0 );
		wp_set_current_user( $user_id );

		$this->request( 'POST', '/admin/group-classes', '{}' );

		self::assertSame( [ Capabilities::VIEW_COHORT_ROSTERS ], Token::claims_of( $this->sidecar->requests()[0] )['caps'] );
	}

	/**
	 * What WordPress reserves to its own privacy tools: the sidecar refuses whoever lacks their capabilities.
	 *
	 * @testWith ["GET", "/admin/students/3/personal-data"]
	 *           ["POST", "/admin/students/3/erase"]
	 *           ["GET", "/admin/former-students"]
	 * @param string $method HTTP method.
	 * @param string $path   Path.
	 */
	public function test_nobody_reaches_the_privacy_tools_through_a_browser( string $method, string $path ): void {
		$this->log_in( 'administrator' );

		$this->request( $method, $path );

		$claims = Token::claims_of( $this->sidecar->requests()[0] );
		self::assertSame( [], array_intersect( Operator::PRIVACY_CAPABILITIES, $claims['caps'] ) );
	}

	/**
	 * Ways out of /admin.
	 *
	 * @testWith ["/admin/../healthz"]
	 *           ["/admin/cohorts/%2e%2e/courses"]
	 *           ["/admin/cohorts//roster"]
	 *           ["/admin/./cohorts"]
	 * @param string $path Path.
	 */
	public function test_no_path_climbs_out( string $path ): void {
		$this->log_in( 'administrator' );

		$response = $this->request( 'GET', $path );

		self::assertSame( [ 404, 'route_not_found' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_a_slash_that_is_encoded_stays_one_segment(): void {
		$this->log_in( 'administrator' );

		$this->request( 'GET', '/admin/events/a b%3F' );

		self::assertSame( '/admin/events/a%20b%3F', $this->sidecar->requests()[0]['url'] );
	}

	/**
	 * Status and code of a refused request.
	 *
	 * @return array{int, string}
	 */
	private function refusal(): array {
		$response = $this->request( 'GET', '/admin/group-classes' );
		return [ $response->get_status(), $response->get_data()['code'] ];
	}
}
