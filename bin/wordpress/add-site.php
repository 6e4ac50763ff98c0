<?php
/**
 * Adds a site to the network, in a folder, and then makes the plugin active on every site.
 *
 * Input: `path` (`/two/`), `title`, `plugin` (`folder/file.php`).
 * Output: `url` without a trailing slash, `prefix` of its tables.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

( static function (): void {
	global $wpdb;
	$input   = demo_input();
	$admin   = get_user_by( 'login', get_super_admins()[0] );
	$site_id = wpmu_create_blog( $_SERVER['HTTP_HOST'], $input['path'], $input['title'], $admin->ID, array( 'show_avatars' => 0 ) );
	if ( is_wp_error( $site_id ) ) {
		throw new RuntimeException( $site_id->get_error_message() );
	}
	$error = activate_plugin( $input['plugin'], '', true );
	if ( is_wp_error( $error ) ) {
		throw new RuntimeException( $error->get_error_message() );
	}
	demo_output(
		array(
			'url'    => untrailingslashit( get_home_url( $site_id ) ),
			'prefix' => $wpdb->get_blog_prefix( $site_id ),
		)
	);
} )();
