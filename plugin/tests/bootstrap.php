<?php
/**
 * Loads the plugin's classes and, for the integration tests, a WordPress with the plugin active.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

// PHPUnit includes this file within a method; WordPress expects to be loaded at the top.
global $wpdb, $wp, $wp_rewrite, $wp_the_query, $wp_query, $table_prefix, $current_user, $shortcode_tags, $wp_theme_directories;

require_once dirname( __DIR__ ) . '/src/Autoloader.php';
Cohort_Enrollment\Autoloader::register( dirname( __DIR__ ) . '/src' );

$cohort_enrollment_wordpress = (string) getenv( 'WORDPRESS_DIR' );
if ( '' === $cohort_enrollment_wordpress ) {
	return;
}

foreach ( (array) glob( __DIR__ . '/integration/support/*.php' ) as $cohort_enrollment_file ) {
	require_once $cohort_enrollment_file;
}
require __DIR__ . '/integration/load-wordpress.php';
