<?php
/**
 * The plugin over real HTTP: cookies, nonces, raw bytes, whole pages.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Options;

/**
 * Another process answers, so what this test needs is committed, and removed again by hand.
 */
final class Browser_Test extends WordPress_Test_Case {

	private const REST = '/index.php?rest_route=/cohort-enrollment/v1';

	private const PASSWORD = 'test-password';

	private Web_Server $site;

	/** Users to delete again. */
	private array $user_ids = [];

	/** Options to put back. */
	private array $options = [];

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$wpdb->query( 'COMMIT' );
		$this->site = Web_Server::instance();
		foreach ( Options::ALL as $name ) {
			$this->options[ $name ] = get_option( $name );
		}
	}

	protected function tearDown(): void {
		require_once ABSPATH . 'wp-admin/includes/user.php';
		wp_cache_flush();
		array_map( 'wp_delete_user', $this->user_ids );
		foreach ( $this->options as $name => $value ) {
			false === $value ? delete_option( $name ) : update_option( $name, $value );
		}
		delete_transient( Options::SIDECAR_STATE_TRANSIENT );
		parent::tearDown();
	}

	public function test_a_student_with_cookie_and_nonce_reaches_the_sidecar_as_herself(): void {
		$cookie  = $this->cookie_of( 'subscriber' );
		$user_id = end( $this->user_ids );

		$answer = $this->ask( 'GET', '/students/me/course-packages', $cookie, $this->nonce( $cookie ) );

		self::assertSame( [ 200, '{"answered":true}' ], [ $answer['status'], $answer['body'] ] );
		self::assertStringContainsString( 'no-store', $answer['headers']['cache-control'] );
		[ $request ] = $this->sidecar->requests();
		self::assertSame( (string) $user_id, Token::claims_of( $request )['sub'] );
		self::assertArrayNotHasKey( 'cookie', $request['headers'] );
		self::assertArrayNotHasKey( 'x-wp-nonce', $request['headers'] );
		$this->assert_no_php_message();
	}

	public function test_a_cookie_without_a_nonce_is_nobody_and_a_wrong_nonce_is_refused(): void {
		$cookie = $this->cookie_of( 'subscriber' );

		$without = $this->ask( 'GET', '/students/me/course-packages', $cookie );
		$wrong   = $this->ask( 'POST', '/course-programs/YOGA/cohorts/1/enroll', $cookie, 'wrong' );

		self::assertSame( [ 401, 'login_required' ], [ $without['status'], json_decode( $without['body'] )->code ] );
		self::assertSame( [ 403, 'rest_cookie_invalid_nonce' ], [ $wrong['status'], json_decode( $wrong['body'] )->code ] );
		self::assertSame( 'no-store', $without['headers']['cache-control'] );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_a_posted_body_arrives_byte_for_byte(): void {
		$cookie = $this->cookie_of( 'subscriber' );
		$body   = "{ \"selections\":[ {\"courseStepId\":1,\r\n\"courseStepOptionId\":2} ], \"x\":\"O'Neil \\\\ é\" }";

		$answer = $this->ask( 'POST', '/students/me/course-packages/7/book-sessions', $cookie, $this->nonce( $cookie ), $body );

		self::assertSame( 200, $answer['status'] );
		self::assertSame( $body, $this->sidecar->requests()[0]['body'] );
		Token::claims_of( $this->sidecar->requests()[0] );
	}

	public function test_stripes_bytes_arrive_unchanged_without_cookie_and_nonce(): void {
		$body   = "{\"a\":1.0,\"b\":\"\\u00e9\xE9\0\xFF\"";
		$answer = $this->site->request(
			'POST',
			self::REST . '/webhooks/stripe',
			[
				'Content-Type'     => 'application/json; charset=utf-8',
				'Stripe-Signature' => 't=1,v1=abc',
			],
			$body
		);

		self::assertSame( [ 200, '{"received":true}' ], [ $answer['status'], $answer['body'] ] );
		[ $request ] = $this->sidecar->requests();
		self::assertSame( bin2hex( $body ), bin2hex( $request['body'] ) );
		self::assertSame( 't=1,v1=abc', $request['headers']['stripe-signature'] );
		$this->assert_no_php_message();
	}

	public function test_a_sidecar_that_is_down_makes_503_and_no_php_message(): void {
		$this->sidecar->answer( [ 'reset' => true ] );

		$answer = $this->ask( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( [ 503, 'sidecar_unavailable' ], [ $answer['status'], json_decode( $answer['body'] )->code ] );
		self::assertSame( [ '10', 'no-store' ], [ $answer['headers']['retry-after'], $answer['headers']['cache-control'] ] );
		$this->assert_no_php_message();
	}

	/**
	 * Each state of the sidecar.
	 *
	 * @dataProvider states
	 * @param array<string, mixed> $answer   Of `/readyz`.
	 * @param string               $expected Part of the page.
	 */
	public function test_the_settings_page_shows_the_state_and_never_the_secret( array $answer, string $expected ): void {
		$this->sidecar->answer( $answer, '/readyz' );
		$cookie = $this->cookie_of( 'administrator' );

		$page = $this->site->request( 'GET', '/wp-admin/options-general.php?page=cohort-enrollment', [ 'Cookie' => $cookie ] );

		self::assertSame( 200, $page['status'] );
		self::assertStringContainsString( $expected, $page['body'] );
		self::assertStringContainsString( 'Set by <code>COHORT_ENROLLMENT_SIDECAR_URL</code>', $page['body'] );
		self::assertStringNotContainsString( (string) $this->options[ Options::SECRET ], $page['body'] );
		$this->assert_no_php_message();
	}

	public function states(): array {
		$ready = static fn( string $mode ): array => [
			'json' => [
				'version' => COHORT_ENROLLMENT_VERSION,
				'time'    => gmdate( 'Y-m-d\TH:i:s.000\Z' ),
				'checks'  => [
					'database' => 'ok',
					'schema'   => 'ok',
					'stripe'   => 'ok',
				],
				'mode'    => $mode,
			],
		];
		return [
			'test mode' => [ $ready( 'test' ), 'Test mode: no real money' ],
			'live mode' => [ $ready( 'live' ), 'Live: real money' ],
			'down'      => [ [ 'reset' => true ], 'The enrollment sidecar cannot be reached' ],
		];
	}

	public function test_saving_the_settings_works_and_only_for_administrators(): void {
		$cookie = $this->cookie_of( 'administrator' );
		$page   = $this->site->request( 'GET', '/wp-admin/options-general.php?page=cohort-enrollment', [ 'Cookie' => $cookie ] )['body'];
		$form   = [
			'option_page'           => 'cohort_enrollment',
			'action'                => 'update',
			'_wpnonce'              => self::nonce_of_form( $page, 'options.php' ),
			Options::SUCCESS_PAGE   => (string) $this->options[ Options::SUCCESS_PAGE ],
			Options::DASHBOARD_PAGE => (string) $this->options[ Options::DASHBOARD_PAGE ],
			Options::REMOVE_DATA    => '1',
		];

		self::assertSame( 403, $this->post_form( '/wp-admin/options.php', $form, $this->cookie_of( 'editor' ) )['status'] );
		self::assertSame( '0', $this->stored( Options::REMOVE_DATA ) );
		self::assertSame( 302, $this->post_form( '/wp-admin/options.php', $form, $cookie )['status'] );
		self::assertSame( '1', $this->stored( Options::REMOVE_DATA ) );
		unset( $form[ Options::REMOVE_DATA ] );
		$this->post_form( '/wp-admin/options.php', $form, $cookie );
		self::assertSame( '0', $this->stored( Options::REMOVE_DATA ) );
	}

	public function test_the_secret_is_rotated_by_its_button_and_by_nothing_else(): void {
		$cookie = $this->cookie_of( 'administrator' );
		$page   = $this->site->request( 'GET', '/wp-admin/options-general.php?page=cohort-enrollment', [ 'Cookie' => $cookie ] )['body'];
		$nonce  = self::nonce_of_form( $page, 'cohort_enrollment_rotate_secret' );
		$form   = [ 'action' => 'cohort_enrollment_rotate_secret' ];
		$before = $this->stored( Options::SECRET );

		self::assertSame( 403, $this->post_form( '/wp-admin/admin-post.php', $form, $cookie )['status'], 'Without the nonce.' );
		self::assertSame( 403, $this->post_form( '/wp-admin/admin-post.php', $form + [ '_wpnonce' => $nonce ], $this->cookie_of( 'editor' ) )['status'], 'By an editor.' );
		self::assertSame( $before, $this->stored( Options::SECRET ) );

		$answer = $this->post_form( '/wp-admin/admin-post.php', $form + [ '_wpnonce' => $nonce ], $cookie );

		self::assertSame( 302, $answer['status'] );
		self::assertStringContainsString( 'page=cohort-enrollment&settings-updated=true', $answer['headers']['location'] );
		self::assertNotSame( $before, $this->stored( Options::SECRET ) );
		self::assertSame( $before, $this->stored( Options::SECRET_PREVIOUS ) );
		$this->assert_no_php_message();
	}

	public function test_a_page_without_our_blocks_asks_neither_database_nor_sidecar_for_us(): void {
		$home   = wp_parse_url( home_url() );
		$host   = $home['host'] . ( isset( $home['port'] ) ? ':' . $home['port'] : '' );
		$answer = $this->site->request( 'GET', '/?log-queries=1', [ 'Host' => $host ] );

		self::assertSame( 200, $answer['status'] );
		self::assertSame( [], $this->sidecar->requests() );
		self::assertDoesNotMatchRegularExpression( '#/plugins/cohort-enrollment/|id=.cohort-enrollment-#', $answer['body'] );
		$queries = $this->logged();
		self::assertStringContainsString( 'QUERY SELECT', $queries );
		self::assertDoesNotMatchRegularExpression( '/QUERY (?!SELECT option_name, option_value FROM \w+ WHERE autoload).*(cohort_enrollment|ce_)/', $queries );
	}

	/**
	 * Creates a user that exists for the web server too, and logs in.
	 *
	 * @param string $role Role.
	 * @return string Cookie header.
	 */
	private function cookie_of( string $role ): string {
		$this->user_ids[] = $this->log_in( $role );
		return $this->site->log_in( wp_get_current_user()->user_login, self::PASSWORD );
	}

	/**
	 * A fresh nonce, from where the blocks get theirs.
	 *
	 * @param string $cookie Cookie header.
	 */
	private function nonce( string $cookie ): string {
		$nonce = $this->site->request( 'GET', '/wp-admin/admin-ajax.php?action=rest-nonce', [ 'Cookie' => $cookie ] )['body'];
		self::assertMatchesRegularExpression( '/^[0-9a-f]{10}$/', $nonce );
		return $nonce;
	}

	/**
	 * Asks the REST interface.
	 *
	 * @param string $method HTTP method.
	 * @param string $path   Path below `/cohort-enrollment/v1`.
	 * @param string $cookie Cookie header.
	 * @param string $nonce  Nonce.
	 * @param string $body   Raw body.
	 */
	private function ask( string $method, string $path, string $cookie = '', string $nonce = '', string $body = '' ): array {
		$headers = array_filter(
			[
				'Cookie'       => $cookie,
				'X-WP-Nonce'   => $nonce,
				'Content-Type' => '' === $body ? '' : 'application/json',
			]
		);
		return $this->site->request( $method, self::REST . $path, $headers, $body );
	}

	/**
	 * Posts a form.
	 *
	 * @param string                $path   Path.
	 * @param array<string, string> $form   Fields.
	 * @param string                $cookie Cookie header.
	 */
	private function post_form( string $path, array $form, string $cookie ): array {
		$headers = [
			'Cookie'       => $cookie,
			'Content-Type' => 'application/x-www-form-urlencoded',
		];
		return $this->site->request( 'POST', $path, $headers, http_build_query( $form ) );
	}

	/**
	 * The nonce in one of the page's forms.
	 *
	 * @param string $page HTML.
	 * @param string $mark What that form holds.
	 */
	private static function nonce_of_form( string $page, string $mark ): string {
		foreach ( array_slice( explode( '<form', $page ), 1 ) as $form ) {
			$form = explode( '</form>', $form )[0];
			if ( str_contains( $form, $mark ) && preg_match( '/name="_wpnonce" value="(\w+)"/', $form, $found ) ) {
				return $found[1];
			}
		}
		self::fail( "No form with $mark." );
	}

	/**
	 * What another process stored.
	 *
	 * @param string $option Name.
	 */
	private function stored( string $option ): mixed {
		wp_cache_flush();
		return get_option( $option );
	}

	/** The web server's PHP said nothing, except perhaps that WordPress could not ask for updates. */
	private function assert_no_php_message(): void {
		$lines = array_filter( explode( "\n", $this->logged() ), static fn( string $line ): bool => ! preg_match( '/wp_(version_check|update_plugins|update_themes)\(\)/', $line ) );
		self::assertSame( [], preg_grep( '/PHP (Warning|Notice|Deprecated|Fatal|Parse)/', $lines ) );
	}
}
