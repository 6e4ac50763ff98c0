<?php
/**
 * What browsers get when the sidecar gives no usable answer.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use ArrayObject;
use Cohort_Enrollment\Plugin;
use WP_Error;

final class Sidecar_Outage_Test extends WordPress_Test_Case {

	/**
	 * Answers that are none.
	 *
	 * @dataProvider bad_answers
	 * @param array<string, mixed> $answer Of the recording sidecar.
	 * @param string               $reason Reason that monitoring hears.
	 */
	public function test_a_sidecar_without_a_usable_answer_makes_503( array $answer, string $reason ): void {
		$this->sidecar->answer( $answer );
		add_filter( 'cohort_enrollment_sidecar_request_arguments', static fn( array $arguments ): array => [ 'timeout' => 0.5 ] + $arguments );
		$heard = [];
		add_action(
			'cohort_enrollment_sidecar_unavailable',
			static function ( string ...$facts ) use ( &$heard ): void {
				$heard = $facts;
			},
			10,
			3
		);

		$response = $this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( 503, $response->get_status() );
		self::assertSame( 'sidecar_unavailable', $response->get_data()['code'] );
		self::assertSame( 503, $response->get_data()['data']['status'] );
		self::assertSame( '10', $response->get_headers()['Retry-After'] );
		self::assertSame( [ $reason, 'GET', '/course-programs/{code}/cohorts' ], $heard );
	}

	public function bad_answers(): array {
		$json = [ 'Content-Type' => 'application/json' ];
		return [
			'connection broken off'   => [ [ 'reset' => true ], 'no_connection' ],
			'slow'                    => [ [ 'delay' => 3000 ], 'timeout' ],
			'an HTML error page'      => [
				[
					'status' => 502,
					'body'   => '<html><h1>Bad gateway</h1></html>',
				],
				'not_the_sidecar',
			],
			'an HTML page with 200'   => [ [ 'body' => '<!doctype html>Welcome to nginx!' ], 'not_the_sidecar' ],
			'nothing'                 => [ [ 'body' => '' ], 'not_the_sidecar' ],
			'JSON that is cut off'    => [ [ 'body' => '{"course":{"code":"YO' ], 'not_the_sidecar' ],
			'JSON that is only text'  => [ [ 'body' => '"hello"' ], 'not_the_sidecar' ],
			'bytes that are not text' => [ [ 'body' => "\u{FFFF}\0\1" ], 'not_the_sidecar' ],
			'a redirect'              => [
				[
					'status'  => 302,
					'headers' => $json + [ 'Location' => '/elsewhere' ],
				],
				'not_the_sidecar',
			],
			'an error of another API' => [
				[
					'status' => 404,
					'body'   => '{"error":"not found"}',
				],
				'not_the_sidecar',
			],
		];
	}

	public function test_a_sidecar_that_is_not_running_makes_503(): void {
		// A port of loopback that nobody listens on: the discard service's.
		add_filter( 'pre_http_request', static fn( mixed $answer, array $arguments, string $url ): mixed => str_contains( $url, '127.0.0.1:9/' ) ? $answer : wp_remote_request( 'http://127.0.0.1:9/', $arguments ), 10, 3 );

		$response = $this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( 503, $response->get_status() );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function test_a_host_that_wordpress_may_not_call_makes_503_with_its_own_reason(): void {
		add_filter( 'block_local_requests', '__return_true' );
		$reason = '';
		add_action(
			'cohort_enrollment_sidecar_unavailable',
			static function ( string $heard ) use ( &$reason ): void {
				$reason = $heard;
			}
		);
		add_filter( 'pre_http_request', static fn(): WP_Error => new WP_Error( 'http_request_not_executed', 'User has blocked requests through HTTP.' ) );

		$this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( 'blocked', $reason );
	}

	public function test_a_call_is_given_up_early_enough_to_answer_within_ten_seconds_and_follows_no_redirect(): void {
		$seen = [];
		add_filter(
			'http_request_args',
			static function ( array $arguments ) use ( &$seen ): array {
				$seen = $arguments;
				return $arguments;
			}
		);

		$this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( 8.0, $seen['timeout'] );
		self::assertSame( 0, $seen['redirection'] );
		self::assertSame( [], $seen['cookies'] );
	}

	public function test_after_a_failure_calls_are_given_up_sooner_until_one_is_answered(): void {
		$timeouts = [];
		add_filter(
			'http_request_args',
			static function ( array $arguments ) use ( &$timeouts ): array {
				$timeouts[] = $arguments['timeout'];
				return $arguments;
			}
		);
		$this->sidecar->answer( [ 'reset' => true ] );
		$this->request( 'GET', '/course-programs/YOGA/cohorts' );
		$this->request( 'POST', '/webhooks/stripe', '{}' );
		$this->sidecar->reset();
		$this->request( 'GET', '/course-programs/YOGA/cohorts' );
		$this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( [ 8.0, 2.0, 2.0, 8.0 ], $timeouts );
	}

	public function test_staff_waits_longer_than_a_student_but_less_than_its_browser(): void {
		$this->log_in( 'administrator' );
		$timeouts = [];
		add_filter(
			'http_request_args',
			static function ( array $arguments ) use ( &$timeouts ): array {
				$timeouts[] = $arguments['timeout'];
				return $arguments;
			}
		);

		$this->request( 'GET', '/admin/courses' );
		$this->sidecar->answer( [ 'reset' => true ] );
		$this->request( 'GET', '/course-programs/YOGA/cohorts' );
		$this->request( 'GET', '/admin/courses' );

		self::assertSame( [ 25.0, 8.0, 2.0 ], $timeouts );
	}

	public function test_one_slow_answer_to_staff_does_not_close_the_site_to_students(): void {
		$this->log_in( 'administrator' );
		Plugin::instance()->availability->remember( true );
		$this->sidecar->answer( [ 'delay' => 3000 ], '/admin/stripe-prices' );
		add_filter( 'cohort_enrollment_sidecar_request_arguments', static fn( array $arguments ): array => [ 'timeout' => 0.5 ] + $arguments );

		$response = $this->request( 'GET', '/admin/stripe-prices' );

		self::assertSame( [ 503, 'sidecar_unavailable' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertTrue( Plugin::instance()->availability->can_enroll() );
		self::assertStringContainsString( 'the sidecar is unavailable for GET /admin (timeout)', $this->logged() );
	}

	public function test_a_sidecar_that_hangs_is_known_down_after_one_call_of_staff_and_logged_once(): void {
		$this->log_in( 'administrator' );
		$availability = Plugin::instance()->availability;
		$availability->remember( true );
		$asked = $this->hang();

		$this->request( 'GET', '/admin/courses' );
		self::assertTrue( $availability->is_known_down() );
		self::assertFalse( $availability->can_enroll() );
		$this->request( 'GET', '/admin/courses' );
		$this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame(
			[ '/admin/courses 25', '/healthz 1', '/admin/courses 2', '/healthz 1', '/course-programs/YOGA/cohorts 2' ],
			$asked->getArrayCopy()
		);
		self::assertSame( 1, substr_count( $this->logged(), 'the sidecar is unavailable' ), $this->logged() );
		self::assertStringContainsString( 'the sidecar is unavailable for GET /admin (timeout)', $this->logged() );
	}

	public function test_a_slow_answer_to_staff_from_a_sidecar_that_is_back_does_not_prolong_the_outage(): void {
		$this->log_in( 'administrator' );
		$availability = Plugin::instance()->availability;
		$availability->remember( false );
		$asked = $this->hang( '/admin/stripe-prices' );

		$this->request( 'GET', '/admin/stripe-prices' );
		self::assertFalse( $availability->is_known_down() );
		self::assertTrue( $availability->can_enroll() );
		$this->request( 'GET', '/admin/stripe-prices' );

		self::assertSame( [ '/admin/stripe-prices 2', '/healthz 1', '/admin/stripe-prices 25', '/healthz 1' ], $asked->getArrayCopy() );
	}

	public function test_a_student_without_an_answer_in_time_does_not_wait_for_a_probe_too(): void {
		$asked = $this->hang();

		$this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertSame( [ '/course-programs/YOGA/cohorts 8' ], $asked->getArrayCopy() );
		self::assertTrue( Plugin::instance()->availability->is_known_down() );
	}

	public function test_staff_whose_connection_is_refused_does_tell_the_pages(): void {
		$this->log_in( 'administrator' );
		Plugin::instance()->availability->remember( true );
		$this->sidecar->answer( [ 'reset' => true ] );

		$this->request( 'GET', '/admin/courses' );

		self::assertFalse( Plugin::instance()->availability->can_enroll() );
	}

	public function test_an_outage_is_logged_once_without_a_word_about_people(): void {
		$this->log_in( 'subscriber', [ 'user_email' => 'ada@example.test' ] );
		$this->sidecar->answer( [ 'reset' => true ] );

		$this->request( 'GET', '/enrollment/session/cs_test_secret' );
		$this->request( 'GET', '/enrollment/session/cs_test_secret' );

		$log = $this->logged();
		self::assertSame( 1, substr_count( $log, "\n" ), $log );
		self::assertStringContainsString( 'Cohort Enrollment: the sidecar is unavailable for GET /enrollment/session/{id} (no_connection)', $log );
		self::assertDoesNotMatchRegularExpression( '/ada|cs_test|Bearer|eyJ/', $log );
	}

	/**
	 * Lets calls end without an answer in time, at once.
	 *
	 * @param string|null $only The one path without an answer; null = all.
	 * @return ArrayObject<int, string> Fills with path and patience in seconds of each call.
	 */
	private function hang( ?string $only = null ): ArrayObject {
		$asked = new ArrayObject();
		add_filter(
			'pre_http_request',
			static function ( mixed $answer, array $arguments, string $url ) use ( $asked, $only ): mixed {
				$path    = (string) wp_parse_url( $url, PHP_URL_PATH );
				$asked[] = $path . ' ' . $arguments['timeout'];
				return null === $only || $only === $path ? new WP_Error( 'http_request_failed', 'cURL error 28: Operation timed out' ) : $answer;
			},
			10,
			3
		);
		return $asked;
	}
}
