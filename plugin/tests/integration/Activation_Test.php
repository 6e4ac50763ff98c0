<?php
/**
 * What activation makes, once.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Pages;

final class Activation_Test extends WordPress_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		// As on a site that never saw the plugin.
		array_map( 'delete_option', Options::ALL );
		wp_clear_scheduled_hook( 'cohort_enrollment_forget_mails' );
		Plugin::instance()->capabilities->revoke();
	}

	protected function tearDown(): void {
		// Read again: the roles are cached in an object, which the rollback does not know.
		parent::tearDown();
		wp_roles()->for_site();
	}

	public function test_activation_makes_the_secret_the_pages_and_the_capabilities(): void {
		$this->activate();

		self::assertMatchesRegularExpression( '/^[0-9a-f]{64}$/', get_option( Options::SECRET ) );
		$success   = get_post( get_option( Options::SUCCESS_PAGE ) );
		$dashboard = get_post( get_option( Options::DASHBOARD_PAGE ) );
		self::assertSame( [ 'Your enrollment', 'publish' ], [ $success->post_title, $success->post_status ] );
		self::assertStringStartsWith( '<!-- wp:cohort-enrollment/session-wizard /-->', $success->post_content );
		self::assertSame( [ 'My courses', 'publish' ], [ $dashboard->post_title, $dashboard->post_status ] );
		self::assertStringStartsWith( '<!-- wp:cohort-enrollment/student-dashboard /-->', $dashboard->post_content );
		self::assertStringStartsWith( 'your-enrollment', $success->post_name );
		self::assertStringStartsWith( 'my-courses', $dashboard->post_name );
		self::assertTrue( get_role( 'administrator' )->has_cap( 'manage_cohorts' ) );
		self::assertTrue( get_role( 'administrator' )->has_cap( 'view_cohort_rosters' ) );
		self::assertFalse( get_role( 'editor' )->has_cap( 'manage_cohorts' ) );
		self::assertSame( 'daily', wp_get_schedule( 'cohort_enrollment_forget_mails' ) );
	}

	public function test_activating_again_changes_nothing(): void {
		$this->activate();
		$before = $this->everything();

		$this->activate();

		self::assertSame( $before, $this->everything() );
		self::assertCount( 1, array_column( _get_cron_array(), 'cohort_enrollment_forget_mails' ) );
	}

	public function test_what_an_editor_made_of_a_page_is_left_alone(): void {
		$this->activate();
		$page_id = (int) get_option( Options::SUCCESS_PAGE );
		wp_update_post(
			[
				'ID'          => $page_id,
				'post_title'  => 'Welcome aboard',
				'post_status' => 'draft',
			]
		);

		$this->activate();

		self::assertSame( $page_id, (int) get_option( Options::SUCCESS_PAGE ) );
		self::assertSame( 'Welcome aboard', get_post( $page_id )->post_title );
	}

	public function test_a_page_in_the_trash_and_a_deleted_page_are_replaced(): void {
		$this->activate();
		$trashed = (int) get_option( Options::SUCCESS_PAGE );
		$deleted = (int) get_option( Options::DASHBOARD_PAGE );
		wp_trash_post( $trashed );
		wp_delete_post( $deleted, true );

		$this->activate();

		self::assertNotSame( $trashed, (int) get_option( Options::SUCCESS_PAGE ) );
		self::assertNotSame( $deleted, (int) get_option( Options::DASHBOARD_PAGE ) );
		self::assertSame( 'trash', get_post_status( $trashed ) );
		self::assertTrue( Plugin::instance()->pages->has_its_block( Pages::SUCCESS ) );
		self::assertTrue( Plugin::instance()->pages->has_its_block( Pages::DASHBOARD ) );
	}

	public function test_pages_speak_the_language_of_the_site_not_of_the_person_who_activates(): void {
		$this->log_in( 'administrator', [ 'locale' => 'de_DE' ] );
		switch_to_user_locale( get_current_user_id() );
		add_filter( 'gettext_cohort-enrollment', static fn( string $text ): string => determine_locale() . ': ' . $text );

		$this->activate();
		restore_previous_locale();

		self::assertSame( get_locale() . ': My courses', get_post( get_option( Options::DASHBOARD_PAGE ) )->post_title );
	}

	public function test_only_the_version_is_loaded_on_every_page(): void {
		global $wpdb;
		$this->activate();
		Plugin::instance()->secrets->rotate();

		$autoloaded = $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%cohort\\_enrollment%' AND autoload IN ( 'on', 'yes', 'auto', 'auto-on' )" );

		self::assertSame( [ Options::VERSION ], $autoloaded );
	}

	public function test_a_site_can_give_the_capabilities_to_other_roles(): void {
		add_filter(
			'cohort_enrollment_role_capabilities',
			static fn( array $map ): array => $map + [
				'editor'  => [ 'view_cohort_rosters', 'delete_users' ],
				'nobody!' => [ 'manage_cohorts' ],
			]
		);

		$this->activate();

		self::assertTrue( get_role( 'editor' )->has_cap( 'view_cohort_rosters' ) );
		self::assertFalse( get_role( 'editor' )->has_cap( 'delete_users' ) );
	}

	public function test_a_capability_that_was_taken_from_a_role_stays_taken_after_an_update(): void {
		$offer = static fn( array $map ): array => [ 'editor' => [ 'view_cohort_rosters' ] ] + $map;
		add_filter( 'cohort_enrollment_role_capabilities', $offer );
		$this->activate();
		get_role( 'editor' )->remove_cap( 'view_cohort_rosters' );

		$this->update();

		self::assertFalse( get_role( 'editor' )->has_cap( 'view_cohort_rosters' ) );
	}

	public function test_a_capability_that_a_later_version_offers_is_given_by_the_update(): void {
		$this->activate();
		add_filter( 'cohort_enrollment_role_capabilities', static fn( array $map ): array => $map + [ 'editor' => [ 'view_cohort_rosters' ] ] );

		$this->update();
		self::assertTrue( get_role( 'editor' )->has_cap( 'view_cohort_rosters' ) );

		add_filter( 'cohort_enrollment_role_capabilities', static fn( array $map ): array => [ 'editor' => [ 'view_cohort_rosters', 'manage_cohorts' ] ] + $map );
		get_role( 'editor' )->remove_cap( 'view_cohort_rosters' );
		$this->update();
		self::assertTrue( get_role( 'editor' )->has_cap( 'manage_cohorts' ) );
		self::assertFalse( get_role( 'editor' )->has_cap( 'view_cohort_rosters' ) );
	}

	public function test_administrators_get_back_what_they_have_lost(): void {
		$this->activate();
		get_role( 'administrator' )->remove_cap( 'manage_cohorts' );

		$this->activate();

		self::assertTrue( get_role( 'administrator' )->has_cap( 'manage_cohorts' ) );
	}

	public function test_after_an_update_the_first_admin_page_does_what_activation_would_have_done(): void {
		Plugin::instance()->activation->activate_after_update();
		self::assertNotFalse( get_option( Options::SECRET ) );
		self::assertSame( COHORT_ENROLLMENT_VERSION, get_option( Options::VERSION ) );
		delete_option( Options::SUCCESS_PAGE );

		Plugin::instance()->activation->activate_after_update();

		self::assertFalse( get_option( Options::SUCCESS_PAGE ), 'Only once for each version.' );
	}

	public function test_deactivation_keeps_all_data(): void {
		$this->activate();
		Plugin::instance()->availability->remember( true );
		$before = $this->everything();

		do_action( 'deactivate_' . plugin_basename( COHORT_ENROLLMENT_FILE ) );

		self::assertSame( $before, $this->everything() );
		self::assertFalse( get_transient( Options::SIDECAR_STATE_TRANSIENT ) );
		self::assertFalse( wp_next_scheduled( 'cohort_enrollment_forget_mails' ) );
	}

	/** Runs the activation hook. */
	private function activate(): void {
		do_action( 'activate_' . plugin_basename( COHORT_ENROLLMENT_FILE ) );
	}

	/** Does what the first admin page after an update does. */
	private function update(): void {
		update_option( Options::VERSION, '0.0.1' );
		Plugin::instance()->activation->activate_after_update();
	}

	/** What activation is responsible for. */
	private function everything(): array {
		return [
			array_map( 'get_option', Options::ALL ),
			wp_count_posts( 'page' )->publish,
			get_role( 'administrator' )->capabilities,
		];
	}
}
