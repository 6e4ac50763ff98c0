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
use Cohort_Enrollment\Health\Mail_Finding;
use Cohort_Enrollment\Health\Stripe_Clock_Finding;
use Cohort_Enrollment\Health\Stripe_Finding;
use Cohort_Enrollment\Options;
use Cohort_Enrollment\Mail\Last_Failure;
use Cohort_Enrollment\Mail\Mailer;
use Cohort_Enrollment\Mail\Message;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Schedule;
use Cohort_Enrollment\Sidecar\Inspection;
use Cohort_Enrollment\Sidecar\Mails;
use WP_Error;

final class Site_Health_Test extends WordPress_Test_Case {

	private const OWN = [ 'reachable', 'token', 'version', 'schema', 'stripe', 'clock', 'stripe_clock', 'webhooks', 'mails', 'reconciler', 'pages', 'roles', 'cron' ];

	protected function setUp(): void {
		parent::setUp();
		Plugin::instance()->pages->create_missing();
	}

	public function test_all_is_well_with_a_ready_sidecar_of_the_same_version(): void {
		$this->sidecar->answer( self::ready(), '/readyz' );

		$results = $this->results();

		self::assertSame( array_fill_keys( self::OWN, 'good' ), array_column( $results, 'status', 'id' ) );
		self::assertSame( [ '/readyz', '/course-programs/-/cohorts' ], array_column( $this->sidecar->requests(), 'url' ), 'All tests share the same answers.' );
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

	/**
	 * How the sidecar may answer to what this site signs.
	 *
	 * @dataProvider token_answers
	 * @param array<string, mixed> $answer   Of the recording sidecar.
	 * @param string|null          $severity How bad it is; null = nothing is known.
	 */
	public function test_a_sidecar_that_does_not_believe_this_site_is_found( array $answer, ?string $severity ): void {
		$this->sidecar->answer( self::ready(), '/readyz' );
		$this->sidecar->answer( $answer, '/course-programs/-/cohorts' );

		self::assertSame( $severity, $this->results()['token']['status'] ?? null );
	}

	public function token_answers(): array {
		$refusal = static fn( int $status, string $code ): array => [
			'status' => $status,
			'json'   => [
				'code'    => $code,
				'message' => 'No.',
				'data'    => [ 'status' => $status ],
			],
		];
		return [
			'believed'         => [ $refusal( 404, 'course_not_found' ), 'good' ],
			'not believed'     => [ $refusal( 401, 'invalid_token' ), 'critical' ],
			'without database' => [ $refusal( 503, 'database_unavailable' ), null ],
			'broken off'       => [ [ 'reset' => true ], null ],
		];
	}

	public function test_a_missing_secret_is_found(): void {
		$this->sidecar->answer( self::ready(), '/readyz' );
		update_option( Options::SECRET, 'short' );

		self::assertSame( 'critical', $this->results()['token']['status'] );
	}

	/**
	 * What the sidecar tells of mails.
	 *
	 * @dataProvider mails
	 * @param array<string, mixed> $mails    What `/readyz` says of them; moments as seconds ago.
	 * @param string               $severity How bad it is.
	 * @param string               $words    Part of the explanation.
	 */
	public function test_whether_mails_go_out_is_told_with_the_reason( array $mails, string $severity, string $words ): void {
		update_option(
			Options::MAIL_FAILURE,
			[
				'at'     => time() - 5 * HOUR_IN_SECONDS,
				'reason' => 'SMTP connect() <failed>.',
			]
		);
		$mails = array_map( static fn( mixed $value ): mixed => is_float( $value ) ? self::ago( (int) $value ) : $value, $mails );
		$this->sidecar->answer( self::ready( [ 'mails' => $mails ] ), '/readyz' );

		$results = $this->results();

		self::assertSame( array_merge( array_fill_keys( self::OWN, 'good' ), [ 'mails' => $severity ] ), array_column( $results, 'status', 'id' ) );
		self::assertStringContainsString( $words, $results['mails']['description'] );
	}

	public function mails(): array {
		$hour   = (float) HOUR_IN_SECONDS;
		$failed = static fn( string $reason ): array => [
			'lastFailureAt'     => 5 * $hour,
			'lastFailureReason' => $reason,
			'lastSentAt'        => 9 * $hour,
		];
		return [
			'none yet'           => [ [ 'lastSentAt' => null ], 'good', 'None had to be sent' ],
			'sent'               => [ [ 'lastSentAt' => 5 * $hour ], 'good', 'sent 5 hours ago' ],
			'sent after failing' => [ [ 'lastSentAt' => 4 * $hour ] + $failed( 'mail_failed' ), 'good', 'sent 4 hours ago' ],
			'one waits a little' => [ [ 'waitingSince' => $hour / 2 ], 'good', 'sent 1 minute ago' ],
			'one waits long'     => [ [ 'waitingSince' => 3 * $hour ], 'critical', 'waiting for 3 hours. The sidecar did not even try' ],
			'failing'            => [ $failed( 'mail_failed' ), 'recommended', 'mailer said: SMTP connect() &lt;failed&gt;.' ],
			'failing for long'   => [ [ 'waitingSince' => 3 * $hour ] + $failed( 'mail_failed' ), 'critical', 'waiting for 3 hours' ],
			'another reason now' => [ [ 'lastFailureAt' => $hour ] + $failed( 'mail_failed' ), 'recommended', 'check the site’s mail settings' ],
			'not reached'        => [ $failed( 'unreachable' ), 'recommended', 'WORDPRESS_URL' ],
			'refused'            => [ $failed( 'invalid_token' ), 'recommended', 'compare the secrets' ],
			'unknown answer'     => [ $failed( '<b>' ), 'recommended', '&lt;b&gt;' ],
			'one given up'       => [ [ 'givenUp' => 1 ], 'recommended', '1 mail to a student was given up' ],
			'some given up'      => [ [ 'givenUp' => 2 ], 'recommended', '2 mails to students were given up' ],
			'given up, failing'  => [ [ 'givenUp' => 2 ] + $failed( 'mail_failed' ), 'critical', '2 mails to students were given up' ],
		];
	}

	public function test_as_long_as_no_mail_was_sent_nothing_says_that_they_go_out(): void {
		$none    = new Mails( null, null, null, null, 0 );
		$waiting = new Mails( null, null, null, time() - MINUTE_IN_SECONDS, 0 );

		foreach ( [ $none, $waiting ] as $mails ) {
			self::assertSame( 'No mail about an enrollment was sent yet', Mail_Finding::of( $mails )->label );
		}
		self::assertSame( 'The oldest one has been waiting for 1 minute.', Mail_Finding::of( $waiting )->explanation );
		self::assertSame( 'Mails about enrollments go out', Mail_Finding::of( new Mails( time(), null, null, null, 0 ) )->label );
	}

	public function test_seconds_between_the_clocks_have_the_plural_form_of_the_language(): void {
		$forms = static fn( string $text, string $one, string $more, int $count ): string => "$count%s form";
		add_filter( 'ngettext_cohort-enrollment', $forms, 10, 4 );

		self::assertStringContainsString( '6161 form', Stripe_Clock_Finding::of( 61 )->explanation );
		self::assertStringContainsString( '6262 form', Stripe_Clock_Finding::of( -62 )->explanation );
	}

	public function test_what_wordpress_mailer_said_is_kept_without_anybodys_address(): void {
		add_filter(
			'pre_wp_mail',
			static function (): bool {
				do_action( 'wp_mail_failed', new WP_Error( 'wp_mail_failed', 'Recipients failed: <ada@example.test>, bob+1@example.test' ) );
				return false;
			}
		);
		$message = new Message( [ 'ada@example.test' ], 'Subject', '<p>Hello</p>', 'Hello', Mailer::HEADERS );

		self::assertFalse( ( new Mailer() )->send( $message ) );

		self::assertSame( 'Recipients failed: <…>, …', Last_Failure::reason( time() - 1 ) );
		self::assertSame( '', Last_Failure::reason( time() + 1 ), 'An older reason explains nothing.' );
		do_action( 'wp_mail_failed', new WP_Error( 'wp_mail_failed', 'Of another plugin.' ) );
		self::assertStringNotContainsString( 'another', Last_Failure::reason( 0 ) );
	}

	/**
	 * What the sidecar tells of its comparison with Stripe.
	 *
	 * @dataProvider reconciler_runs
	 * @param int|null $ago      Seconds since the last run.
	 * @param string   $severity How bad it is.
	 * @param string   $words    Part of the explanation.
	 */
	public function test_a_reconciler_that_does_not_come_to_its_end_is_found( ?int $ago, string $severity, string $words ): void {
		$this->sidecar->answer( self::ready( [ 'reconciler' => [ 'lastRunAt' => null === $ago ? null : self::ago( $ago ) ] ] ), '/readyz' );

		$result = $this->results()['reconciler'];

		self::assertSame( $severity, $result['status'] );
		self::assertStringContainsString( $words, $result['description'] );
	}

	public function reconciler_runs(): array {
		return [
			'never'    => [ null, 'recommended', 'after its start' ],
			'lately'   => [ 20 * MINUTE_IN_SECONDS, 'good', '20 minutes ago' ],
			'long ago' => [ 3 * HOUR_IN_SECONDS, 'recommended', '3 hours ago' ],
		];
	}

	public function test_a_site_on_which_nobody_can_manage_cohorts_is_pointed_out(): void {
		$this->sidecar->answer( self::ready(), '/readyz' );
		Plugin::instance()->capabilities->revoke();

		$result = $this->results()['roles'];

		self::assertSame( 'critical', $result['status'] );
		self::assertStringContainsString( 'manage_cohorts', $result['description'] );
		$user = new \WP_User( $this->log_in( 'editor' ) );
		$user->add_cap( 'manage_cohorts' );
		self::assertSame( 'good', $this->results()['roles']['status'], 'One person is enough.' );
	}

	public function test_a_daily_event_that_is_gone_or_late_is_pointed_out(): void {
		$this->sidecar->answer( self::ready(), '/readyz' );
		Schedule::stop();
		self::assertStringContainsString( 'activate it again', $this->results()['cron']['description'] );
		wp_schedule_event( time() - 3 * DAY_IN_SECONDS, 'daily', Schedule::FORGET_MAILS );

		$result = $this->results()['cron'];

		self::assertSame( 'recommended', $result['status'] );
		self::assertStringContainsString( 'due 3 days ago', $result['description'] );
	}

	public function test_case_61_a_test_key_on_a_production_site_is_pointed_out(): void {
		$with_mode = static fn( string $mode ): Inspection => new Inspection( null, stripe: 'ok', mode: $mode );

		self::assertSame( Finding::RECOMMENDED, Stripe_Finding::of( $with_mode( 'test' ), 'production' )->severity );
		self::assertSame( Finding::GOOD, Stripe_Finding::of( $with_mode( 'test' ), 'staging' )->severity );
		self::assertSame( Finding::GOOD, Stripe_Finding::of( $with_mode( 'live' ), 'production' )->severity );
	}

	public function test_what_a_sidecar_does_not_tell_is_nobodys_question(): void {
		$answer = self::ready();
		unset( $answer['json']['webhooks'], $answer['json']['clockSkewSeconds'], $answer['json']['reconciler'] );
		$answer['json']['mails'] = null;
		$this->sidecar->answer( $answer, '/readyz' );

		self::assertSame( [ 'reachable', 'token', 'version', 'schema', 'stripe', 'clock', 'pages', 'roles', 'cron' ], array_keys( $this->results() ) );
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
				'roles'     => 'good',
				'cron'      => 'good',
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
		$this->sidecar->answer( [ 'delay' => 300 ] + self::ready(), '/readyz' );
		$timeouts = [];
		add_filter(
			'http_request_args',
			static function ( array $arguments ) use ( &$timeouts ): array {
				$timeouts[] = $arguments['timeout'];
				return $arguments;
			}
		);

		$this->results();

		self::assertSame( 2.0, $timeouts[0] );
		self::assertLessThanOrEqual( 1.7, $timeouts[1] ?? 0.0, 'What the first answer took is not there for the second.' );
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
		self::assertSame( '0007_administration', $fields['schema_version']['value'] );
		self::assertSame( [ 'unknown', '0', 'nothing found' ], [ $fields['mail_reason']['value'], $fields['mails_given_up']['value'], $fields['reconciler_result']['value'] ] );
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
	 * @param array<string, mixed> $change `version`, `time`, `database`, `schema`, `stripe`, `clockSkewSeconds`, `webhooks`, `mails`, `reconciler`, and `skew` in seconds.
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
				'schemaVersion'    => '0007_administration',
				'clockSkewSeconds' => $change['clockSkewSeconds'] ?? 0,
				'webhooks'         => $change['webhooks'] ?? [
					'lastSuccessAt'     => gmdate( 'Y-m-d\TH:i:s.000\Z' ),
					'secret'            => 'current',
					'lastFailureAt'     => null,
					'lastFailureReason' => null,
				],
				'mails'            => ( $change['mails'] ?? [] ) + [
					'lastSentAt'        => self::ago( MINUTE_IN_SECONDS ),
					'lastFailureAt'     => null,
					'lastFailureReason' => null,
					'waitingSince'      => null,
					'givenUp'           => 0,
				],
				'reconciler'       => ( $change['reconciler'] ?? [] ) + [
					'lastRunAt'  => self::ago( 10 * MINUTE_IN_SECONDS ),
					'lastResult' => 'nothing found',
				],
			],
		];
	}

	/**
	 * A moment as the sidecar tells it.
	 *
	 * @param int $seconds How long ago.
	 */
	private static function ago( int $seconds ): string {
		return gmdate( 'Y-m-d\TH:i:s.000\Z', time() - $seconds );
	}
}
