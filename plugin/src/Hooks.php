<?php
/**
 * The one list of hooks: read this to know what the plugin does when.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment;

use Cohort_Enrollment\Admin\Admin;
use Cohort_Enrollment\Admin\Roster_Export;
use Cohort_Enrollment\Admin\Role_Form;
use Cohort_Enrollment\Admin\Settings_Actions;
use Cohort_Enrollment\Catalogue\Courses_Controller;
use Cohort_Enrollment\Catalogue\Student_Page;
use Cohort_Enrollment\Cli\Commands;
use Cohort_Enrollment\Rest\Responses;
use Cohort_Enrollment\Privacy\Policy;
use Cohort_Enrollment\Setup\Schedule;
use Cohort_Enrollment\Setup\Translations;

/**
 * Connects the parts to WordPress.
 */
final class Hooks {

	/**
	 * Adds every hook.
	 *
	 * @param Plugin $plugin The parts.
	 */
	public static function add( Plugin $plugin ): void {
		// At once: an activation comes after `init`.
		Translations::name_folder();
		register_activation_hook( COHORT_ENROLLMENT_FILE, [ $plugin->activation, 'activate' ] );
		register_deactivation_hook( COHORT_ENROLLMENT_FILE, [ $plugin->activation, 'deactivate' ] );
		// After WordPress made the tables of a new site, before it drops those of an old one: it does both at 10.
		add_action( 'wp_initialize_site', [ $plugin->activation, 'prepare_new_site' ], 100 );
		add_action( 'wp_uninitialize_site', [ $plugin->uninstaller, 'drop_tables_of' ], 5 );

		add_action( 'init', [ $plugin->block_types, 'register' ] );
		add_action( 'init', [ $plugin->patterns, 'register' ] );
		add_filter( 'block_categories_all', [ $plugin->block_types, 'add_category' ] );
		add_filter( 'render_block_cohort-enrollment/session-wizard', [ Student_Page::class, 'spare_visitors_the_scripts' ], 10, 3 );
		add_filter( 'render_block_cohort-enrollment/student-dashboard', [ Student_Page::class, 'spare_visitors_the_scripts' ], 10, 3 );

		add_action( 'rest_api_init', [ $plugin->proxy, 'register' ] );
		add_action( 'rest_api_init', [ $plugin->webhook, 'register' ] );
		add_action( 'rest_api_init', [ $plugin->notifications, 'register' ] );
		add_action( 'rest_api_init', [ Courses_Controller::class, 'register_routes' ] );
		add_action( 'rest_api_init', static fn() => Roster_Export::register_route( $plugin->proxy ) );
		add_filter( 'rest_pre_dispatch', [ $plugin->webhook, 'answer_early' ], 10, 3 );
		add_filter( 'rest_pre_dispatch', [ $plugin->notifications, 'answer_early' ], 10, 3 );
		add_filter( 'rest_post_dispatch', [ Responses::class, 'forbid_caching' ], 10, 3 );

		add_action( Schedule::FORGET_MAILS, [ $plugin->markers, 'forget_old' ] );

		// Site Health also runs from cron and REST, where is_admin() is false.
		add_filter( 'site_status_tests', static fn( array $tests ): array => $plugin->admin()->site_health->add_tests( $tests ) );
		add_filter( 'debug_information', static fn( array $information ): array => $plugin->admin()->debug_information->add( $information ) );
		add_filter( 'wp_privacy_personal_data_exporters', static fn( array $exporters ): array => $plugin->admin()->exporter->add( $exporters ) );
		add_filter( 'wp_privacy_personal_data_erasers', static fn( array $erasers ): array => $plugin->admin()->eraser->add( $erasers ) );

		if ( defined( 'WP_CLI' ) && WP_CLI ) {
			add_action( 'cli_init', static fn() => Commands::register( $plugin ) );
		}
		if ( is_admin() ) {
			self::add_for_admin( $plugin, $plugin->admin() );
		}
	}

	/**
	 * Adds what only happens in wp-admin.
	 *
	 * @param Plugin $plugin The parts.
	 * @param Admin  $admin  The parts for wp-admin.
	 */
	private static function add_for_admin( Plugin $plugin, Admin $admin ): void {
		add_action( 'admin_init', [ $plugin->activation, 'activate_after_update' ] );
		add_action( 'admin_init', [ $admin->settings, 'register' ] );
		add_action( 'admin_init', [ Policy::class, 'suggest' ] );
		add_action( 'admin_menu', [ $admin->app_page, 'add' ] );
		add_action( 'admin_menu', [ $admin->settings_page, 'add' ] );
		add_filter( 'plugin_action_links_' . plugin_basename( COHORT_ENROLLMENT_FILE ), [ $admin->settings_page, 'add_link' ] );
		add_action( 'admin_post_' . Settings_Actions::ROTATE_SECRET, [ $admin->settings_actions, 'rotate_secret' ] );
		add_action( 'admin_post_' . Settings_Actions::CREATE_PAGES, [ $admin->settings_actions, 'create_pages' ] );
		add_action( 'admin_post_' . Role_Form::SAVE, static fn() => $admin->role_form->save( $admin->settings_actions ) );
		add_action( 'admin_post_' . Roster_Export::ACTION, [ $admin->roster_export, 'send' ] );
		add_action( 'update_option_' . Options::SIDECAR_URL, [ $admin->settings, 'forget_availability' ] );
		add_action( 'admin_notices', [ $plugin->block_types, 'print_missing_build_notice' ] );
		add_action( 'admin_notices', [ $admin->outage_notice, 'print' ] );
		add_action( 'enqueue_block_editor_assets', [ $admin->outage_notice, 'enqueue_for_editor' ] );
	}
}
