<?php
/**
 * What all tests within WordPress share.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use PHPUnit\Framework\TestCase;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Every test runs in a transaction that is rolled back, and starts with an untouched recording sidecar.
 */
abstract class WordPress_Test_Case extends TestCase {

	protected Recording_Sidecar $sidecar;

	/** Hooks as they were. */
	private array $hooks = [];

	/** Begins a transaction. */
	protected function setUp(): void {
		global $wpdb, $wp_filter;
		$this->hooks = array_map( static fn( object $hook ): object => clone $hook, $wp_filter );
		$wpdb->query( 'START TRANSACTION' );
		wp_cache_flush();
		wp_set_current_user( 0 );
		$this->sidecar = Recording_Sidecar::instance();
		$this->sidecar->reset();
		// The site may have been used: what it remembers of its sidecar is not about ours.
		delete_transient( 'cohort_enrollment_sidecar_state' );
		file_put_contents( WP_DEBUG_LOG, '' );
	}

	/** Takes everything back. */
	protected function tearDown(): void {
		global $wpdb, $wp_filter;
		$wpdb->query( 'ROLLBACK' );
		wp_cache_flush();
		$wp_filter = $this->hooks;
		wp_set_current_user( 0 );
	}

	/** What PHP and the plugin logged during this test. */
	protected function logged(): string {
		return (string) file_get_contents( WP_DEBUG_LOG );
	}

	/**
	 * Creates a user and logs in.
	 *
	 * @param string               $role Role.
	 * @param array<string, mixed> $more Further fields.
	 * @return int User id.
	 */
	protected function log_in( string $role = 'subscriber', array $more = [] ): int {
		$user_id = wp_insert_user(
			$more + [
				'user_login' => 'test-' . wp_generate_password( 12, false ),
				'user_pass'  => 'test-password',
				'role'       => $role,
			]
		);
		self::assertIsInt( $user_id );
		wp_set_current_user( $user_id );
		return $user_id;
	}

	/**
	 * Asks WordPress's REST interface within this process.
	 *
	 * @param string               $method HTTP method.
	 * @param string               $path   Path below `/cohort-enrollment/v1`.
	 * @param string               $body   Raw body.
	 * @param array<string, mixed> $query  Query parameters.
	 */
	protected function request( string $method, string $path, string $body = '', array $query = [] ): WP_REST_Response {
		$request = new WP_REST_Request( $method, '/cohort-enrollment/v1' . $path );
		$request->set_query_params( $query );
		if ( '' !== $body ) {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( $body );
		}
		return rest_do_request( $request );
	}
}
