<?php
/**
 * Cheap knowledge of whether the sidecar is up.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Sidecar\Availability;

final class Availability_Test extends WordPress_Test_Case {

	private Availability $availability;

	protected function setUp(): void {
		parent::setUp();
		$this->availability = Plugin::instance()->availability;
	}

	public function test_the_first_page_asks_and_the_next_ones_remember(): void {
		self::assertTrue( $this->availability->is_reachable() );
		self::assertTrue( $this->availability->is_reachable() );

		self::assertSame( [ '/healthz' ], array_column( $this->sidecar->requests(), 'url' ) );
	}

	public function test_an_outage_is_noticed_remembered_and_forgotten_when_it_is_over(): void {
		$this->sidecar->answer( [ 'reset' => true ] );
		self::assertFalse( $this->availability->is_reachable() );
		$this->sidecar->reset();
		self::assertFalse( $this->availability->is_reachable() );
		self::assertSame( [], $this->sidecar->requests() );

		$this->pretend( false, 11 );

		self::assertTrue( $this->availability->is_reachable() );
	}

	public function test_a_good_answer_is_believed_for_a_minute(): void {
		$this->sidecar->answer( [ 'reset' => true ] );

		$this->pretend( true, 55 );
		self::assertTrue( $this->availability->is_reachable() );
		$this->pretend( true, 61 );
		self::assertFalse( $this->availability->is_reachable() );
	}

	public function test_while_one_page_waits_for_a_hanging_sidecar_others_get_the_last_answer(): void {
		$this->pretend( true, 61 );
		$meanwhile = null;
		add_filter(
			'pre_http_request',
			function () use ( &$meanwhile ) {
				$meanwhile = $this->availability->is_reachable();
				return new \WP_Error( 'http_request_failed', 'cURL error 28: Operation timed out' );
			}
		);

		self::assertFalse( $this->availability->is_reachable() );
		self::assertTrue( $meanwhile );
	}

	public function test_a_page_never_waits_longer_than_a_second(): void {
		$timeout = 0;
		add_filter(
			'http_request_args',
			static function ( array $arguments ) use ( &$timeout ): array {
				$timeout = $arguments['timeout'];
				return $arguments;
			}
		);

		$this->availability->is_reachable();

		self::assertSame( 1.0, $timeout );
	}

	public function test_a_failed_call_of_a_student_tells_the_pages_too(): void {
		$this->availability->is_reachable();
		$this->sidecar->answer( [ 'reset' => true ] );

		$this->request( 'GET', '/course-programs/YOGA/cohorts' );

		self::assertFalse( $this->availability->is_reachable() );
	}

	public function test_case_61_a_key_that_stripe_refuses_switches_enrolling_off_and_a_mended_one_on(): void {
		$this->sidecar->answer( self::alive( false ), '/healthz' );
		self::assertFalse( $this->availability->can_enroll() );
		self::assertTrue( $this->availability->is_reachable() );

		$this->sidecar->answer( self::alive( true ), '/healthz' );
		self::assertFalse( $this->availability->can_enroll(), 'Believed for ten seconds.' );
		$this->pretend( true, 11, false );
		self::assertTrue( $this->availability->can_enroll() );
	}

	public function test_case_61_a_call_that_is_answered_does_not_switch_enrolling_on(): void {
		$this->pretend( true, 1, false );
		$this->availability->remember( true );

		self::assertFalse( $this->availability->can_enroll() );
	}

	public function test_a_sidecar_that_does_not_tell_is_taken_to_sell(): void {
		self::assertTrue( $this->availability->can_enroll() );
	}

	public function test_a_damaged_memory_is_no_memory(): void {
		set_transient( Options::SIDECAR_STATE_TRANSIENT, [ 'up' => 'yes' ] );

		self::assertTrue( $this->availability->is_reachable() );
		self::assertCount( 1, $this->sidecar->requests() );
	}

	/**
	 * Puts a state into the memory.
	 *
	 * @param bool $up      Whether the sidecar answered.
	 * @param int  $age     Seconds ago.
	 * @param bool $selling Whether Stripe took its key.
	 */
	private function pretend( bool $up, int $age, bool $selling = true ): void {
		set_transient(
			Options::SIDECAR_STATE_TRANSIENT,
			[
				'up'      => $up,
				'selling' => $selling,
				'checked' => time() - $age,
			]
		);
	}

	/**
	 * An answer of `/healthz`.
	 *
	 * @param bool $selling What it says.
	 * @return array<string, mixed> For the recording sidecar.
	 */
	private static function alive( bool $selling ): array {
		return [
			'json' => [
				'status'  => 'ok',
				'version' => COHORT_ENROLLMENT_VERSION,
				'time'    => gmdate( 'Y-m-d\TH:i:s.000\Z' ),
				'selling' => $selling,
			],
		];
	}
}
