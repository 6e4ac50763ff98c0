<?php
/**
 * What people are told of their data, and how it is erased.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Identity\Current_User;
use Cohort_Enrollment\Identity\Operator;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Privacy\Policy;
use LogicException;
use WP_Error;
use WP_Privacy_Policy_Content;

final class Privacy_Test extends WordPress_Test_Case {

	private const EMAIL = 'ada+1@example.test';

	protected function setUp(): void {
		parent::setUp();
		$this->sidecar->answer( [ 'json' => [ 'studentIds' => [] ] ], '/admin/former-students' );
	}

	public function test_wordpress_finds_exporter_and_eraser(): void {
		self::assertIsCallable( apply_filters( 'wp_privacy_personal_data_exporters', [] )['cohort-enrollment']['callback'] );
		self::assertIsCallable( apply_filters( 'wp_privacy_personal_data_erasers', [] )['cohort-enrollment']['callback'] );
	}

	public function test_what_the_sidecar_keeps_is_handed_out_with_names_amounts_and_moments_that_people_read(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		update_option( 'timezone_string', 'Europe/Berlin' );
		update_option( 'date_format', 'Y-m-d' );
		update_option( 'time_format', 'H:i' );
		$this->answer_data(
			$student,
			[
				[
					'group' => 'checkouts',
					'items' => [
						[
							'id'     => '7',
							'fields' => [
								'course'   => 'Yoga <b>',
								'amount'   => 49000,
								'currency' => 'eur',
								'openedAt' => '2026-07-01T10:00:00.000Z',
								'email'    => null,
							],
						],
					],
				],
				[
					'group' => 'mails',
					'items' => [
						[
							'id'     => '9',
							'fields' => [ 'kind' => 'enrolled' ],
						],
					],
				],
			]
		);

		$exported = $this->export();

		self::assertSame(
			[
				'data' => [
					[
						'group_id'    => 'cohort-enrollment-checkouts',
						'group_label' => 'Course purchases',
						'item_id'     => 'cohort-enrollment-checkouts-7',
						'data'        => [
							[
								'name'  => 'Course',
								'value' => 'Yoga <b>',
							],
							[
								'name'  => 'Amount',
								'value' => '€490',
							],
							[
								'name'  => 'Opened',
								'value' => '2026-07-01 12:00 CEST',
							],
						],
					],
					[
						'group_id'    => 'cohort-enrollment-mails',
						'group_label' => 'Mails about courses',
						'item_id'     => 'cohort-enrollment-mails-9',
						'data'        => [
							[
								'name'  => 'Kind',
								'value' => 'welcome to the course',
							],
						],
					],
				],
				'done' => true,
			],
			$exported
		);
	}

	public function test_pages_are_asked_for_until_the_sidecar_has_no_more(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		$this->answer_data( $student, [], false );

		self::assertFalse( $this->export( 3 )['done'] );

		self::assertSame(
			[ '/admin/former-students?email=ada%2B1%40example.test', "/admin/students/$student/personal-data?page=3" ],
			array_column( $this->sidecar->requests(), 'url' )
		);
	}

	public function test_somebody_without_account_and_purchases_has_nothing(): void {
		$this->log_in( 'administrator' );

		self::assertSame(
			[
				'data' => [],
				'done' => true,
			],
			$this->export()
		);
		self::assertSame(
			[
				'items_removed'  => false,
				'items_retained' => false,
				'messages'       => [],
				'done'           => true,
			],
			$this->erase()
		);
	}

	public function test_a_deleted_account_is_found_by_the_address_of_its_purchases(): void {
		$this->log_in( 'administrator' );
		$this->sidecar->answer( [ 'json' => [ 'studentIds' => [ 901, 902 ] ] ], '/admin/former-students' );
		$this->answer_erasure( 901, 2, 0 );
		$this->answer_erasure( 902, 1, 1 );

		$erased = $this->erase();

		self::assertSame( [ true, true ], [ $erased['items_removed'], $erased['items_retained'] ] );
		self::assertSame( [ 'GET', 'POST', 'POST' ], array_column( $this->sidecar->requests(), 'method' ) );
	}

	public function test_an_erasure_says_what_stays_here_and_at_stripe(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		$this->answer_erasure( $student, 5, 2 );

		$erased = $this->erase();

		self::assertSame( [ true, true, true ], [ $erased['items_removed'], $erased['items_retained'], $erased['done'] ] );
		self::assertStringContainsString( 'without name and address', $erased['messages'][0] );
		self::assertStringContainsString( 'Stripe’s dashboard', $erased['messages'][1] );
	}

	public function test_whoever_never_bought_is_erased_without_a_word_about_payments(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		$this->answer_erasure( $student, 1, 0 );

		self::assertSame( [ true, false, [] ], array_values( array_slice( $this->erase(), 0, 3 ) ) );
	}

	public function test_somebody_who_is_enrolled_is_not_erased_and_staff_hears_what_to_do_first(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		$this->sidecar->answer( self::refusal( 409, 'enrollment_is_live' ), "/admin/students/$student/erase" );

		$erased = $this->erase();

		self::assertSame( [ false, true, true ], [ $erased['items_removed'], $erased['items_retained'], $erased['done'] ] );
		self::assertCount( 1, $erased['messages'] );
		self::assertStringContainsString( 'erased nothing', $erased['messages'][0] );
		self::assertStringContainsString( 'Cancel the enrollment', $erased['messages'][0] );
	}

	public function test_staff_hears_that_something_was_erased_although_another_account_of_the_address_is_enrolled(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		$this->sidecar->answer( [ 'json' => [ 'studentIds' => [ 901 ] ] ], '/admin/former-students' );
		$this->sidecar->answer( self::refusal( 409, 'enrollment_is_live' ), "/admin/students/$student/erase" );
		$this->answer_erasure( 901, 2, 0 );

		$erased = $this->erase();

		self::assertSame( [ true, true ], [ $erased['items_removed'], $erased['items_retained'] ] );
		self::assertCount( 1, $erased['messages'] );
		self::assertStringContainsString( 'erased only a part', $erased['messages'][0] );
		self::assertStringContainsString( 'Cancel the enrollment', $erased['messages'][0] );
	}

	public function test_the_sidecar_hears_who_works_with_the_tools_and_that_wordpress_entitled_them(): void {
		$student = $this->student();
		$staff   = $this->log_in( 'administrator' );
		$this->answer_erasure( $student, 1, 0 );

		$this->erase();

		foreach ( $this->sidecar->requests() as $request ) {
			$claims = Token::claims_of( $request );
			self::assertSame( [ (string) $staff, Operator::PRIVACY_CAPABILITIES ], [ $claims['sub'], $claims['caps'] ] );
		}
	}

	public function test_the_sidecar_hears_only_of_what_wordpress_entitled_them_to(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		$this->answer_data( $student, [] );
		add_filter( 'map_meta_cap', static fn( array $caps, string $cap ): array => 'erase_others_personal_data' === $cap ? [ 'do_not_allow' ] : $caps, 10, 2 );

		$this->export();

		foreach ( $this->sidecar->requests() as $request ) {
			self::assertSame( [ 'export_others_personal_data' ], Token::claims_of( $request )['caps'] );
		}
	}

	/**
	 * Who may not.
	 *
	 * @dataProvider others
	 * @param string|null $role Null for a visitor.
	 */
	public function test_nobody_else_gets_anything_whoever_calls_the_callbacks( ?string $role ): void {
		$this->student();
		if ( null !== $role ) {
			$user = new \WP_User( $this->log_in( $role ) );
			$user->add_cap( 'manage_cohorts' );
		}

		self::assertSame( 'forbidden', $this->export_error()->get_error_code() );
		self::assertSame( 'forbidden', $this->erase_error()->get_error_code() );

		self::assertSame( [], $this->sidecar->requests() );
		$this->expectException( LogicException::class );
		( new Operator( new Current_User( Plugin::instance()->pages ) ) )->identity();
	}

	public function others(): array {
		return [ [ null ], [ 'subscriber' ], [ 'editor' ] ];
	}

	public function test_a_sidecar_that_is_away_or_refuses_fails_the_request_instead_of_skipping_the_data(): void {
		$student = $this->student();
		$this->log_in( 'administrator' );
		$this->sidecar->answer( self::refusal( 503, 'database_unavailable' ), "/admin/students/$student/erase" );
		self::assertSame( 'database_unavailable', $this->erase_error()->get_error_code() );
		$this->sidecar->answer( [ 'reset' => true ], '/admin/former-students' );

		self::assertSame( 'sidecar_unavailable', $this->erase_error()->get_error_code() );
		self::assertSame( 'sidecar_unavailable', $this->export_error()->get_error_code() );
		self::assertStringContainsString( 'Nothing answers', $this->export_error()->get_error_message() );
	}

	public function test_the_policy_guide_suggests_a_text(): void {
		set_current_screen( 'privacy' );
		remove_all_actions( 'admin_init' );
		add_action( 'admin_init', [ Policy::class, 'suggest' ] );
		do_action( 'admin_init' );

		$suggested = array_column( WP_Privacy_Policy_Content::get_suggested_policy_text(), 'policy_text', 'plugin_name' );
		unset( $GLOBALS['current_screen'] );

		self::assertStringContainsString( 'Stripe', $suggested['Cohort Enrollment'] );
		self::assertSame( wp_kses_post( $suggested['Cohort Enrollment'] ), $suggested['Cohort Enrollment'] );
	}

	/** A user with the address. */
	private function student(): int {
		$id = $this->log_in( 'subscriber', [ 'user_email' => self::EMAIL ] );
		wp_set_current_user( 0 );
		return $id;
	}

	/**
	 * Says what the sidecar keeps.
	 *
	 * @param int                        $student Number of the user.
	 * @param list<array<string, mixed>> $groups  As in the contract.
	 * @param bool                       $done    Whether that is all.
	 */
	private function answer_data( int $student, array $groups, bool $done = true ): void {
		$data = [
			'groups' => $groups,
			'done'   => $done,
		];
		$this->sidecar->answer( [ 'json' => $data ], "/admin/students/$student/personal-data" );
	}

	/**
	 * Says what the sidecar erases.
	 *
	 * @param int $student  Number of the user.
	 * @param int $removed  Rows that say less.
	 * @param int $retained Payments that stay.
	 */
	private function answer_erasure( int $student, int $removed, int $retained ): void {
		$this->sidecar->answer( [ 'json' => compact( 'removed', 'retained' ) ], "/admin/students/$student/erase" );
	}

	/**
	 * An error answer.
	 *
	 * @param int    $status HTTP status.
	 * @param string $code   Stable code.
	 * @return array<string, mixed>
	 */
	private static function refusal( int $status, string $code ): array {
		return [
			'status' => $status,
			'json'   => [
				'code'    => $code,
				'message' => 'No.',
				'data'    => [ 'status' => $status ],
			],
		];
	}

	/**
	 * Exports as WordPress does.
	 *
	 * @param int $page From 1.
	 * @return array<string, mixed>|WP_Error
	 */
	private function export( int $page = 1 ): array|WP_Error {
		return call_user_func( apply_filters( 'wp_privacy_personal_data_exporters', [] )['cohort-enrollment']['callback'], self::EMAIL, $page );
	}

	/**
	 * Erases as WordPress does.
	 *
	 * @return array<string, mixed>|WP_Error
	 */
	private function erase(): array|WP_Error {
		return call_user_func( apply_filters( 'wp_privacy_personal_data_erasers', [] )['cohort-enrollment']['callback'], self::EMAIL, 1 );
	}

	/** An export that fails. */
	private function export_error(): WP_Error {
		$result = $this->export();
		self::assertInstanceOf( WP_Error::class, $result );
		return $result;
	}

	/** An erasure that fails. */
	private function erase_error(): WP_Error {
		$result = $this->erase();
		self::assertInstanceOf( WP_Error::class, $result );
		return $result;
	}
}
