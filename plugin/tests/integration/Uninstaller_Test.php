<?php
/**
 * What deleting the plugin deletes.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Uninstaller;

/**
 * Runs on a WordPress of its own: the same database, other table names. Dropping tables cannot be rolled back.
 */
final class Uninstaller_Test extends WordPress_Test_Case {

	private const PREFIX = 'cetest_';

	/** Tables of somebody else that look like ours, sorted. */
	private const OTHERS = [ self::PREFIX . 'ce_other', self::PREFIX . 'cex', 'cetestx_ce_checkouts' ];

	private string $prefix;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$this->prefix = $wpdb->prefix;
		$this->drop_everything();
		$wpdb->set_prefix( self::PREFIX );
		wp_cache_flush();
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		dbDelta( wp_get_db_schema( 'blog' ) );
		update_option( wp_roles()->role_key, get_option( wp_roles()->role_key, [] ) );
		populate_roles();
		do_action( 'activate_' . plugin_basename( COHORT_ENROLLMENT_FILE ) );
		$this->create_tables();
	}

	protected function tearDown(): void {
		global $wpdb;
		$this->drop_everything();
		$wpdb->set_prefix( $this->prefix );
		wp_cache_flush();
		wp_roles()->for_site();
		parent::tearDown();
	}

	public function test_without_the_setting_only_what_is_remembered_for_a_while_goes(): void {
		Plugin::instance()->availability->remember( true );
		wp_cache_flush();
		$this->leave_marker_of_a_mail();
		$options = array_map( 'get_option', Options::ALL );
		$tables  = $this->tables();

		$this->uninstall();

		self::assertFalse( get_transient( Options::SIDECAR_STATE_TRANSIENT ) );
		self::assertSame( $options, array_map( 'get_option', Options::ALL ) );
		self::assertSame( $tables, $this->tables() );
		self::assertNotNull( get_post( get_option( Options::SUCCESS_PAGE ) ) );
		self::assertTrue( get_role( 'administrator' )->has_cap( 'manage_cohorts' ) );
		self::assertFalse( wp_next_scheduled( 'cohort_enrollment_forget_mails' ) );
		self::assertNotFalse( get_option( 'cohort_enrollment_mail_marker_x' ), 'A mail must not go out again when the plugin comes back.' );
	}

	public function test_with_the_setting_everything_of_ours_goes_and_nothing_else(): void {
		global $wpdb;
		update_option( Options::REMOVE_DATA, '1' );
		$this->leave_marker_of_a_mail();
		get_role( 'editor' )->add_cap( 'view_cohort_rosters' );
		$made   = [ (int) get_option( Options::SUCCESS_PAGE ), (int) get_option( Options::DASHBOARD_PAGE ) ];
		$chosen = wp_insert_post(
			[
				'post_type'   => 'page',
				'post_status' => 'publish',
				'post_title'  => 'Chosen by an editor',
			]
		);
		update_option( Options::DASHBOARD_PAGE, $chosen );
		wp_trash_post( $made[0] );

		$this->uninstall();

		self::assertSame( [ null, null ], array_map( 'get_post', $made ) );
		self::assertNotNull( get_post( $chosen ) );
		self::assertSame( [], array_filter( array_map( 'get_option', Options::ALL ) ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%cohort\\_enrollment%'" ) );
		self::assertFalse( get_role( 'administrator' )->has_cap( 'manage_cohorts' ) );
		self::assertFalse( get_role( 'editor' )->has_cap( 'view_cohort_rosters' ) );
		self::assertSame( self::OTHERS, $this->tables() );
		self::assertSame( '1', $wpdb->get_var( 'SELECT @@SESSION.foreign_key_checks' ) );
	}

	public function test_a_site_on_which_the_sidecar_never_ran_is_cleaned_up_too(): void {
		update_option( Options::REMOVE_DATA, '1' );
		foreach ( $this->tables() as $table ) {
			$this->query( 'DROP TABLE `' . $table . '`' );
		}

		$this->uninstall();

		self::assertFalse( get_option( Options::SECRET ) );
	}

	/** As a mail that was sent leaves it. */
	private function leave_marker_of_a_mail(): void {
		global $wpdb;
		$wpdb->insert(
			$wpdb->options,
			[
				'option_name'  => 'cohort_enrollment_mail_marker_x',
				'option_value' => 'sent 1764000000',
				'autoload'     => 'off',
			]
		);
	}

	/** Runs uninstall.php as WordPress does. */
	private function uninstall(): void {
		if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
			define( 'WP_UNINSTALL_PLUGIN', 'cohort-enrollment/cohort-enrollment.php' );
		}
		require dirname( __DIR__, 2 ) . '/uninstall.php';
		wp_cache_flush();
		wp_roles()->for_site();
	}

	/** Creates our tables, two of them tied by a foreign key, one unfinished, and those of others. */
	private function create_tables(): void {
		foreach ( Uninstaller::TABLES as $table ) {
			$this->query( 'CREATE TABLE `' . self::PREFIX . 'ce_' . $table . '` ( id BIGINT UNSIGNED PRIMARY KEY ) ENGINE=InnoDB' );
		}
		$this->query( 'CREATE TABLE `' . self::PREFIX . 'ce_refunds__new` ( id INT )' );
		$this->query( 'ALTER TABLE `' . self::PREFIX . 'ce_activity` ADD FOREIGN KEY ( id ) REFERENCES `' . self::PREFIX . 'ce_course_programs` ( id )' );
		foreach ( self::OTHERS as $table ) {
			$this->query( 'CREATE TABLE `' . $table . '` ( id INT )' );
		}
	}

	/**
	 * Tables of ours and of those others, sorted.
	 *
	 * @return list<string>
	 */
	private function tables(): array {
		global $wpdb;
		$tables = $wpdb->get_col( "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name REGEXP '^cetestx?_ce'" );
		sort( $tables );
		return $tables;
	}

	/** Removes the other WordPress. */
	private function drop_everything(): void {
		global $wpdb;
		$this->query( 'SET SESSION foreign_key_checks = 0' );
		foreach ( $wpdb->get_col( "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name REGEXP '^cetestx?_'" ) as $table ) {
			$this->query( 'DROP TABLE `' . $table . '`' );
		}
		$this->query( 'SET SESSION foreign_key_checks = 1' );
	}

	/**
	 * Runs a statement.
	 *
	 * @param string $statement SQL.
	 */
	private function query( string $statement ): void {
		global $wpdb;
		self::assertNotFalse( $wpdb->query( $statement ) );
	}
}
