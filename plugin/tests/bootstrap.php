<?php
/**
 * Loads the plugin's classes and, for the integration tests, a WordPress with the plugin active.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

// PHPUnit includes this file within a method; WordPress expects to be loaded at the top.
global $wpdb, $wp, $wp_rewrite, $wp_the_query, $wp_query, $table_prefix, $current_user, $shortcode_tags, $wp_theme_directories;
// And a network of sites these.
global $current_site, $current_blog, $blog_id, $site_id, $domain, $path, $public;

$cohort_enrollment_wordpress = (string) getenv( 'WORDPRESS_DIR' );
// Of the plugin that is tested: WordPress may have a copy of its own.
$cohort_enrollment_source = '' === $cohort_enrollment_wordpress ? dirname( __DIR__ ) . '/src' : realpath( $cohort_enrollment_wordpress . '/wp-content/plugins/cohort-enrollment/src' );
require_once $cohort_enrollment_source . '/Autoloader.php';
Cohort_Enrollment\Autoloader::register( $cohort_enrollment_source );

if ( '' === $cohort_enrollment_wordpress ) {
	return;
}

foreach ( (array) glob( __DIR__ . '/integration/support/*.php' ) as $cohort_enrollment_file ) {
	require_once $cohort_enrollment_file;
}
require __DIR__ . '/integration/load-wordpress.php';
