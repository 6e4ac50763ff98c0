<?php
/**
 * What the plugin does on the sites of a network.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Network;
use Cohort_Enrollment\Setup\Schedule;
use Cohort_Enrollment\Setup\Uninstaller;
use Cohort_Enrollment\Sidecar\Address;
use ReflectionProperty;
use WP_Locale_Switcher;

/**
 * Making a site makes tables, which cannot be rolled back: what a test adds it deletes.
 */
final class Network_Test extends WordPress_Test_Case {

	private const PLUGIN = 'cohort-enrollment/cohort-enrollment.php';

	/** Sites to delete again. */
	private array $site_ids = [];

	protected function setUp(): void {
		parent::setUp();
		self::assertTrue( is_plugin_active_for_network( self::PLUGIN ), 'WORDPRESS_DIR must be a network with the plugin.' );
	}

	protected function tearDown(): void {
		global $wpdb;
		// Where a test failed it may have been on another site.
		while ( ms_is_switched() ) {
			restore_current_blog();
		}
		$this->activate_for_network( true );
		foreach ( $this->site_ids as $site_id ) {
			update_blog_option( $site_id, Options::REMOVE_DATA, '1' );
			wp_delete_site( $site_id );
		}
		$wpdb->query( 'COMMIT' );
		parent::tearDown();
	}

	public function test_a_site_that_is_added_gets_its_own_key_pages_capabilities_and_events(): void {
		$site_id = $this->add_site();

		self::assertTrue( $this->is_prepared( $site_id ) );
		switch_to_blog( $site_id );
		self::assertStringContainsString( 'cohort-enrollment/session-wizard', get_post( get_option( Options::SUCCESS_PAGE ) )->post_content );
		self::assertTrue( get_role( 'administrator' )->has_cap( 'manage_cohorts' ) );
		$secret = get_option( Options::SECRET );
		restore_current_blog();
		self::assertMatchesRegularExpression( '/^[0-9a-f]{64}$/', $secret );
		self::assertNotSame( get_option( Options::SECRET ), $secret );
	}

	public function test_the_pages_of_a_new_site_speak_its_own_language(): void {
		add_filter( 'get_available_languages', static fn(): array => [ 'de_DE' ] );
		// There WordPress has looked already.
		$languages = new ReflectionProperty( WP_Locale_Switcher::class, 'available_languages' );
		$languages->setAccessible( true );
		$languages->setValue( $GLOBALS['wp_locale_switcher'], [ 'en_US', 'de_DE' ] );

		$site_id = $this->add_site( [ 'WPLANG' => 'de_DE' ] );

		switch_to_blog( $site_id );
		self::assertSame( 'Meine Kurse', get_post( get_option( Options::DASHBOARD_PAGE ) )->post_title );
		self::assertSame( 'Deine Einschreibung', get_post( get_option( Options::SUCCESS_PAGE ) )->post_title );
	}

	public function test_a_site_that_is_added_gets_nothing_while_the_plugin_is_active_on_single_sites_only(): void {
		$this->activate_for_network( false );

		$site_id = $this->add_site();

		self::assertFalse( $this->is_prepared( $site_id ) );
	}

	public function test_activation_for_the_network_prepares_the_sites_that_are_there(): void {
		$this->activate_for_network( false );
		$site_id = $this->add_site();

		do_action( 'activate_' . self::PLUGIN, true );

		self::assertTrue( $this->is_prepared( $site_id ) );
	}

	public function test_activation_on_one_site_prepares_no_other(): void {
		$this->activate_for_network( false );
		$site_id = $this->add_site();

		do_action( 'activate_' . self::PLUGIN, false );

		self::assertFalse( $this->is_prepared( $site_id ) );
	}

	public function test_on_a_large_network_every_site_prepares_itself_at_its_first_page_in_wp_admin(): void {
		$this->activate_for_network( false );
		$site_id = $this->add_site();
		add_filter( 'wp_is_large_network', '__return_true' );

		do_action( 'activate_' . self::PLUGIN, true );
		self::assertFalse( $this->is_prepared( $site_id ) );

		Network::on_site( $site_id, [ Plugin::instance()->activation, 'activate_after_update' ] );
		self::assertTrue( $this->is_prepared( $site_id ) );
	}

	public function test_deactivation_for_the_network_ends_the_events_of_all_sites(): void {
		$site_id = $this->add_site();

		do_action( 'deactivate_' . self::PLUGIN, true );

		self::assertFalse( wp_next_scheduled( Schedule::FORGET_MAILS ) );
		Network::on_site( $site_id, static fn() => self::assertFalse( wp_next_scheduled( Schedule::FORGET_MAILS ) ) );
		do_action( 'activate_' . self::PLUGIN, true );
		self::assertNotFalse( wp_next_scheduled( Schedule::FORGET_MAILS ) );
	}

	/**
	 * Both answers to the question in the settings.
	 *
	 * @dataProvider answers
	 * @param string $removes_data The setting.
	 * @param int    $left         How many of our tables are left.
	 */
	public function test_tables_go_with_a_deleted_site_when_its_settings_say_so( string $removes_data, int $left ): void {
		$site_id = $this->add_site();
		$this->create_tables( $site_id );
		update_blog_option( $site_id, Options::REMOVE_DATA, $removes_data );

		wp_delete_site( $site_id );

		self::assertSame( [], $this->tables( $site_id, 'options' ), 'WordPress has deleted the site.' );
		self::assertCount( $left, $this->tables( $site_id, 'ce_' ) );
		self::assertNotFalse( get_option( Options::SECRET ), 'This site is another one.' );
		$this->drop_tables( $site_id );
		$this->site_ids = [];
	}

	public function answers(): array {
		return [
			'delete' => [ '1', 0 ],
			'keep'   => [ '0', count( Uninstaller::TABLES ) ],
		];
	}

	public function test_deleting_the_plugin_cleans_up_every_site_that_says_so_and_leaves_the_others(): void {
		$deleted = $this->add_site();
		$kept    = $this->add_site();
		$this->create_tables( $deleted );
		$this->create_tables( $kept );
		update_blog_option( $deleted, Options::REMOVE_DATA, '1' );

		if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
			define( 'WP_UNINSTALL_PLUGIN', self::PLUGIN );
		}
		require COHORT_ENROLLMENT_DIRECTORY . '/uninstall.php';
		wp_cache_flush();

		self::assertSame( [], $this->tables( $deleted, 'ce_' ) );
		self::assertFalse( get_blog_option( $deleted, Options::SECRET ) );
		self::assertCount( count( Uninstaller::TABLES ), $this->tables( $kept, 'ce_' ) );
		self::assertTrue( $this->is_prepared( $kept, false ) );
		self::assertSame( get_main_site_id(), get_current_blog_id() );
		do_action( 'activate_' . self::PLUGIN, true );
	}

	public function test_every_site_is_visited_once_however_many_there_are(): void {
		global $wpdb;
		$visited = [];
		$domain  = get_network()->domain;
		for ( $number = 1; $number <= 250; $number++ ) {
			// Rows alone: tables would take minutes, and nobody looks into them here.
			$wpdb->insert(
				$wpdb->blogs,
				[
					'site_id' => get_current_network_id(),
					'domain'  => $domain,
					'path'    => "/many-$number/",
				]
			);
		}
		$expected = $wpdb->get_col( "SELECT blog_id FROM $wpdb->blogs ORDER BY blog_id" );
		remove_all_actions( 'switch_blog' );
		$suppressed = $wpdb->suppress_errors();

		Network::on_every_site(
			static function () use ( &$visited ): void {
				$visited[] = (string) get_current_blog_id();
			}
		);

		$wpdb->suppress_errors( $suppressed );
		self::assertGreaterThan( 250, count( $expected ) );
		self::assertSame( $expected, $visited );
		$wpdb->query( 'ROLLBACK' );
	}

	public function test_only_administrators_of_the_network_say_where_the_sidecar_is(): void {
		$address = new Address( null );
		$this->log_in( 'administrator' );
		self::assertFalse( $address->is_changeable() );

		wp_set_current_user( get_user_by( 'login', get_super_admins()[0] )->ID );
		self::assertTrue( $address->is_changeable() );
		self::assertFalse( ( new Address( 'http://127.0.0.1:1' ) )->is_changeable() );
	}

	public function test_a_token_names_the_site_that_it_was_made_on_and_its_own_pages(): void {
		$site_id = $this->add_site();
		$path    = get_site( $site_id )->path;
		$this->log_in( 'administrator' );

		$claims = [];
		Network::on_site(
			$site_id,
			function () use ( &$claims ): void {
				$this->request( 'GET', '/course-programs/YOGA/cohorts' );
				$claims = Token::claims_of( $this->sidecar->requests()[0] );
			}
		);

		self::assertSame( untrailingslashit( get_home_url( $site_id ) ), $claims['iss'] );
		self::assertSame( [], $claims['caps'], 'Its roles are other ones than those of the main site.' );
		self::assertStringStartsWith( $path, $claims['paths']['success'] );
	}

	/**
	 * Adds a site in a folder of the network.
	 *
	 * @param array<string, mixed> $options Of the site.
	 */
	private function add_site( array $options = [] ): int {
		$path    = '/test-' . strtolower( wp_generate_password( 10, false ) ) . '/';
		$site_id = wp_insert_site(
			[
				'domain'     => get_network()->domain,
				'path'       => $path,
				'network_id' => get_current_network_id(),
				'title'      => 'Test',
				'user_id'    => get_user_by( 'login', get_super_admins()[0] )->ID,
				'options'    => $options,
			]
		);
		self::assertIsInt( $site_id );
		$this->site_ids[] = $site_id;
		// WordPress looks for its uploads when it is deleted.
		Network::on_site( $site_id, 'wp_upload_dir' );
		return $site_id;
	}

	/**
	 * Whether the site has what the plugin gives to each.
	 *
	 * @param int  $site_id A site.
	 * @param bool $planned Whether that includes its events.
	 */
	private function is_prepared( int $site_id, bool $planned = true ): bool {
		switch_to_blog( $site_id );
		$has = [
			null !== Plugin::instance()->secrets->current(),
			false !== get_option( Options::SUCCESS_PAGE ),
			get_role( 'administrator' )->has_cap( 'manage_cohorts' ),
			COHORT_ENROLLMENT_VERSION === get_option( Options::VERSION ),
			! $planned || false !== wp_next_scheduled( Schedule::FORGET_MAILS ),
		];
		restore_current_blog();
		self::assertCount( 1, array_unique( $has ), 'All of it or nothing.' );
		return $has[0];
	}

	/**
	 * Notes, without running any hook, whether the plugin is active on every site.
	 *
	 * @param bool $active Whether it is.
	 */
	private function activate_for_network( bool $active ): void {
		update_site_option( 'active_sitewide_plugins', $active ? [ self::PLUGIN => time() ] : [] );
	}

	/**
	 * Creates the sidecar's tables of a site, two of them tied by a foreign key.
	 *
	 * @param int $site_id A site.
	 */
	private function create_tables( int $site_id ): void {
		global $wpdb;
		$prefix = $wpdb->get_blog_prefix( $site_id ) . 'ce_';
		foreach ( Uninstaller::TABLES as $table ) {
			self::assertNotFalse( $wpdb->query( "CREATE TABLE `$prefix$table` ( id BIGINT UNSIGNED PRIMARY KEY ) ENGINE=InnoDB" ) );
		}
		self::assertNotFalse( $wpdb->query( "ALTER TABLE `{$prefix}course_programs` ADD FOREIGN KEY ( id ) REFERENCES `{$prefix}tasks` ( id )" ) );
	}

	/**
	 * Drops what a test left on purpose.
	 *
	 * @param int $site_id A site.
	 */
	private function drop_tables( int $site_id ): void {
		global $wpdb;
		$wpdb->query( 'SET SESSION foreign_key_checks = 0' );
		foreach ( $this->tables( $site_id, 'ce_' ) as $table ) {
			$wpdb->query( "DROP TABLE `$table`" );
		}
		$wpdb->query( 'SET SESSION foreign_key_checks = 1' );
	}

	/**
	 * Tables of a site whose names go on like this.
	 *
	 * @param int    $site_id A site.
	 * @param string $name    Beginning after the site's prefix.
	 * @return list<string>
	 */
	private function tables( int $site_id, string $name ): array {
		global $wpdb;
		return $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->get_blog_prefix( $site_id ) . $name ) . '%' ) );
	}
}
