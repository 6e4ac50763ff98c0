<?php
/**
 * The one list of hooks: read this to know what the plugin does when.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment;

use Cohort_Enrollment\Catalogue\Courses_Controller;
use Cohort_Enrollment\Catalogue\Student_Page;
use Cohort_Enrollment\Rest\Responses;

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
		register_activation_hook( COHORT_ENROLLMENT_FILE, [ $plugin->activation, 'activate' ] );
		register_deactivation_hook( COHORT_ENROLLMENT_FILE, [ $plugin->activation, 'deactivate' ] );

		add_action( 'init', [ $plugin->block_types, 'register' ] );
		add_filter( 'block_categories_all', [ $plugin->block_types, 'add_category' ] );
		add_filter( 'render_block_cohort-enrollment/session-wizard', [ Student_Page::class, 'spare_visitors_the_scripts' ], 10, 3 );
		add_filter( 'render_block_cohort-enrollment/student-dashboard', [ Student_Page::class, 'spare_visitors_the_scripts' ], 10, 3 );

		add_action( 'rest_api_init', [ $plugin->proxy, 'register' ] );
		add_action( 'rest_api_init', [ $plugin->webhook, 'register' ] );
		add_action( 'rest_api_init', [ Courses_Controller::class, 'register_routes' ] );
		add_filter( 'rest_pre_dispatch', [ $plugin->webhook, 'answer_early' ], 10, 3 );
		add_filter( 'rest_post_dispatch', [ Responses::class, 'forbid_caching' ], 10, 3 );

		if ( is_admin() ) {
			add_action( 'admin_init', [ $plugin->activation, 'activate_after_update' ] );
			add_action( 'admin_notices', [ $plugin->block_types, 'print_missing_build_notice' ] );
		}
	}
}
