<?php
/**
 * What Site Health says.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Admin\Admin;
use Cohort_Enrollment\Health\Finding;
use Cohort_Enrollment\Health\Stripe_Finding;
use Cohort_Enrollment\Options;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Sidecar\Inspection;

final class Site_Health_Test extends WordPress_Test_Case {

	private const OWN = [ 'reachable', 'version', 'schema', 'stripe', 'clock', 'stripe_clock', 'webhooks', 'pages' ];

	protected function setUp(): void {
		parent::setUp();
		Plugin::instance()->pages->create_missing();
	}

	public function test_all_is_well_with_a_ready_sidecar_of_the_same_version(): void {
		$this->sidecar->answer( self::ready(), '/readyz' );

		$results = $this->results();

		self::assertSame( array_fill_keys( self::OWN, 'good' ), array_column( $results, 'status', 'id' ) );
		self::assertSame( [ '/readyz' ], array_column( $this->sidecar->requests(), 'url' ), 'All tests share one question.' );
	}

	/**
	 * What can be wrong.
	 *
	 * @dataProvider faults
	 * @param array<string, mixed> $change   What `/readyz` says differently.
	 * @param string               $id       Test that finds it.
	 * @param string               $severity How bad it is.
	 * @param string               $words    Part of the explanation.
	 */
	public function test_a_fault_is_found_by_its_test_and_explained( array $change, string $id, string $severity, string $words ): void {
		$this->sidecar->answer( [ 'status' => 503 ] + self::ready( $change ), '/readyz' );

		$results = $this->results();

		self::assertSame( array_merge( array_fill_keys( self::OWN, 'good' ), [ $id => $severity ] ), array_column( $results, 'status', 'id' ) );
		self::assertStringContainsString( $words, $results[ $id ]['description'] );
	}

	public function faults(): array {
		return [
			'older version'     => [ [ 'version' => '0.0.9' ], 'version', 'recommended', 'the sidecar is version 0.0.9' ],
			'hostile version'   => [ [ 'version' => '<script>' ], 'version', 'recommended', '&lt;script&gt;' ],
			'tables behind'     => [ [ 'schema' => 'behind' ], 'schema', 'critical', 'Restart the sidecar' ],
			'tables ahead'      => [ [ 'schema' => 'ahead' ], 'schema', 'recommended', 'newer sidecar' ],
			'tables unknown'    => [ [ 'schema' => 'unknown' ], 'schema', 'recommended', 'could not tell' ],
			'no database'       => [ [ 'database' => 'unreachable' ], 'schema', 'critical', 'DATABASE_' ],
			'wrong Stripe key'  => [ [ 'stripe' => 'invalid_key' ], 'stripe', 'critical', 'STRIPE_SECRET_KEY' ],
			'no Stripe key'     => [ [ 'stripe' => 'not_configured' ], 'stripe', 'critical', 'no Stripe key' ],
			'Stripe is down'    => [ [ 'stripe' => 'unreachable' ], 'stripe', 'critical', 'cannot reach Stripe' ],
			'clock a bit ahead' => [ [ 'skew' => 30 ], 'clock', 'recommended', 'seconds ahead' ],
			'clock ahead'       => [ [ 'skew' => 90 ], 'clock', 'critical', 'refuses this site’s requests' ],
			'clock behind'      => [ [ 'skew' => -30 ], 'clock', 'critical', 'seconds behind' ],
			'clock far away'    => [ [ 'skew' => 4000 ], 'clock', 'critical', 'Stripe’s messages are refused' ],
			'Stripe’s clock'    => [ [ 'clockSkewSeconds' => 61 ], 'stripe_clock', 'recommended', '61 seconds ahead of Stripe’s' ],
			'… far away'        => [ [ 'clockSkewSeconds' => -301 ], 'stripe_clock', 'critical', 'refuses every message' ],
			'no clock'          => [ [ 'time' => 'noon' ], 'clock', 'recommended', 'did not tell its time' ],
		];
	}

	/**
	 * What Stripe's messages tell.
	 *
	 * @dataProvider deliveries
	 * @param array<string, mixed> $webhooks What `/readyz` says of them.
	 * @param string               $severity How bad it is.
	 * @param string               $words    Part of the explanation.
	 */
	public function test_case_54_the_health_box_tells_the_last_success_the_last_failure_and_its_reason( array $webhooks, string $severity, string $words ): void {
		$this->sidecar->answer( self::ready( [ 'webhooks' => $webhooks ] ), '/readyz' );

		$results = $this->results();

		self::assertSame( array_merge( array_fill_keys( self::OWN, 'good' ), [ 'webhooks' => $severity ] ), array_column( $results, 'status', 'id' ) );
		self::assertStringContainsString( $words, $results['webhooks']['description'] );
	}

	public function deliveries(): array {
		$then = gmdate( 'Y-m-d\TH:i:s.000\Z', time() - 9 * HOUR_IN_SECONDS );
		// PHPUnit asks for these when it starts; the tests may run minutes later.
		$now  = gmdate( 'Y-m-d\TH:i:s.000\Z', time() - 5 * HOUR_IN_SECONDS );
		$none = [
			'lastSuccessAt'     => null,
			'secret'            => null,
			'lastFailureAt'     => null,
			'lastFailureReason' => null,
		];
		$good = [
			'lastSuccessAt' => $now,
			'secret'        => 'current',
		] + $none;
		$bad  = static fn( string $reason ): array => [
			'lastFailureAt'     => $now,
			'lastFailureReason' => $reason,
		];
		return [
			'none yet'               => [ $none, 'recommended', 'webhooks/stripe' ],
			'good'                   => [ $good, 'good', 'came 5 hours ago' ],
			'the previous secret'    => [ [ 'secret' => 'previous' ] + $good, 'recommended', 'STRIPE_WEBHOOK_SECRET' ],
			'good after bad'         => [ [ 'lastFailureAt' => $then ] + $bad( 'signature' ) + $good, 'good', 'came 5 hours ago' ],
			'bad after good'         => [ $bad( 'signature' ) + [ 'lastSuccessAt' => $then ] + $good, 'recommended', 'came 9 hours ago' ],
			'never good: signature'  => [ $bad( 'signature' ) + $none, 'critical', 'STRIPE_WEBHOOK_SECRET' ],
			'never good: ahead'      => [ $bad( 'clock_ahead' ) + $none, 'critical', 'clock is ahead' ],
			'never good: behind'     => [ $bad( 'clock_behind' ) + $none, 'critical', 'clock is behind' ],
			'never good: shape'      => [ $bad( 'shape' ) + $none, 'critical', 'know the webhook secret' ],
			'never good: size'       => [ $bad( 'size' ) + $none, 'critical', 'too large' ],
			'never good: type'       => [ $bad( 'type' ) + $none, 'critical', 'not JSON' ],
			'never good: incomplete' => [ $bad( 'incomplete' ) + $none, 'critical', 'broke off' ],
			'never good: storage'    => [ $bad( 'storage' ) + $none, 'critical', 'could not keep it' ],
			'a word from the future' => [ $bad( '<b>' ) + $none, 'critical', 'refused one came 5 hours ago' ],
		];
	}

	public function test_case_61_a_test_key_on_a_production_site_is_pointed_out(): void {
		$with_mode = static fn( string $mode ): Inspection => new Inspection( null, stripe: 'ok', mode: $mode );

		self::assertSame( Finding::RECOMMENDED, Stripe_Finding::of( $with_mode( 'test' ), 'production' )->severity );
		self::assertSame( Finding::GOOD, Stripe_Finding::of( $with_mode( 'test' ), 'staging' )->severity );
		self::assertSame( Finding::GOOD, Stripe_Finding::of( $with_mode( 'live' ), 'production' )->severity );
	}

	public function test_what_a_sidecar_does_not_tell_is_nobodys_question(): void {
		$answer = self::ready();
		unset( $answer['json']['webhooks'], $answer['json']['clockSkewSeconds'] );
		$this->sidecar->answer( $answer, '/readyz' );

		self::assertSame( [ 'reachable', 'version', 'schema', 'stripe', 'clock', 'pages' ], array_keys( $this->results() ) );
	}

	/**
	 * Why there is no answer.
	 *
	 * @dataProvider silences
	 * @param array<string, mixed> $answer Of the recording sidecar.
	 * @param string               $words  Part of the explanation.
	 */
	public function test_a_silent_sidecar_is_one_critical_issue_with_its_reason( array $answer, string $words ): void {
		$this->sidecar->answer( $answer, '/readyz' );
		add_filter( 'cohort_enrollment_sidecar_request_arguments', static fn( array $arguments ): array => [ 'timeout' => 0.5 ] + $arguments );

		$results = $this->results();

		self::assertSame(
			[
				'reachable' => 'critical',
				'pages'     => 'good',
			],
			array_column( $results, 'status', 'id' )
		);
		self::assertStringContainsString( $words, $results['reachable']['description'] );
	}

	public function silences(): array {
		return [
			'down'           => [ [ 'reset' => true ], 'Nothing answers at its address' ],
			'hanging'        => [ [ 'delay' => 3000 ], 'no answer comes in time' ],
			'something else' => [ [ 'body' => '<html>' ], 'Something else answers' ],
			'another API'    => [ [ 'body' => '{"status":"ok"}' ], 'Something else answers' ],
		];
	}

	public function test_an_admin_page_never_waits_longer_than_two_seconds(): void {
		$timeouts = [];
		add_filter(
			'http_request_args',
			static function ( array $arguments ) use ( &$timeouts ): array {
				$timeouts[] = $arguments['timeout'];
				return $arguments;
			}
		);

		$this->results();

		self::assertSame( [ 2.0 ], $timeouts );
	}

	public function test_pages_that_students_cannot_use_are_named(): void {
		$this->sidecar->answer( self::ready(), '/readyz' );
		wp_update_post(
			[
				'ID'           => (int) get_option( Options::SUCCESS_PAGE ),
				'post_title'   => 'Thanks & <b>bye</b>',
				'post_content' => 'No block.',
			]
		);
		delete_option( Options::DASHBOARD_PAGE );

		$result = $this->results()['pages'];

		self::assertSame( 'critical', $result['status'] );
		self::assertStringContainsString( 'lacks the Session wizard block', $result['description'] );
		self::assertStringContainsString( 'no page on which students see their courses', $result['description'] );
		self::assertStringNotContainsString( '<b>', $result['description'] );
	}

	public function test_the_debug_information_tells_facts_and_never_the_secret(): void {
		$this->sidecar->answer( self::ready( [ 'skew' => 90 ] ), '/readyz' );

		$fields = ( new Admin( Plugin::instance() ) )->debug_information->add( [] )['cohort-enrollment']['fields'];

		self::assertSame( COHORT_ENROLLMENT_VERSION, $fields['sidecar_version']['value'] );
		self::assertSame( 'test', $fields['mode']['value'] );
		self::assertEqualsWithDelta( 90, (int) $fields['clock_skew']['value'], 2 );
		self::assertTrue( $fields['address']['private'] );
		self::assertSame( 'option', $fields['secret']['value'] );
		self::assertSame( '0', $fields['stripe_clock']['value'] );
		self::assertMatchesRegularExpression( '/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/', $fields['webhook_success']['value'] );
		self::assertSame( [ 'current', 'unknown', 'unknown' ], [ $fields['webhook_secret']['value'], $fields['webhook_failure']['value'], $fields['webhook_reason']['value'] ] );
		self::assertStringNotContainsString( (string) get_option( Options::SECRET ), (string) wp_json_encode( $fields ) );
	}

	public function test_wordpress_finds_the_tests_and_the_section(): void {
		$this->sidecar->answer( self::ready(), '/readyz' );

		self::assertArrayHasKey( 'cohort_enrollment_reachable', apply_filters( 'site_status_tests', [] )['direct'] );
		self::assertArrayHasKey( 'cohort-enrollment', apply_filters( 'debug_information', [] ) );
	}

	/**
	 * Runs our tests as Site Health does.
	 *
	 * @return array<string, array<string, mixed>> By their id without prefix, which is also in `id`.
	 */
	private function results(): array {
		$tests   = ( new Admin( Plugin::instance() ) )->site_health->add_tests( [] )['direct'];
		$results = [];
		foreach ( $tests as $name => $test ) {
			$id             = substr( $name, strlen( 'cohort_enrollment_' ) );
			$results[ $id ] = call_user_func( $test['test'] ) + [ 'id' => $id ];
			self::assertNotSame( '', $test['label'] );
		}
		return $results;
	}

	/**
	 * An answer of `/readyz`.
	 *
	 * @param array<string, mixed> $change `version`, `time`, `database`, `schema`, `stripe`, `clockSkewSeconds`, `webhooks`, and `skew` in seconds.
	 * @return array<string, mixed> For the recording sidecar.
	 */
	private static function ready( array $change = [] ): array {
		return [
			'json' => [
				'status'           => 'ready',
				'version'          => $change['version'] ?? COHORT_ENROLLMENT_VERSION,
				'time'             => $change['time'] ?? gmdate( 'Y-m-d\TH:i:s.000\Z', time() + ( $change['skew'] ?? 0 ) ),
				'checks'           => [
					'database' => $change['database'] ?? 'ok',
					'schema'   => $change['schema'] ?? 'ok',
					'stripe'   => $change['stripe'] ?? 'ok',
				],
				'mode'             => 'test',

				'clockSkewSeconds' => $change['clockSkewSeconds'] ?? 0,
				'webhooks'         => $change['webhooks'] ?? [
					'lastSuccessAt'     => gmdate( 'Y-m-d\TH:i:s.000\Z' ),
					'secret'            => 'current',
					'lastFailureAt'     => null,
					'lastFailureReason' => null,
				],
			],
		];
	}
}
