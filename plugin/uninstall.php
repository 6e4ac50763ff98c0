<?php
/**
 * Runs when an administrator deletes the plugin. It is not loaded then, so this file fetches what it needs.
 *
 * @package Cohort_Enrollment
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( version_compare( PHP_VERSION, '8.1', '<' ) ) {
	return;
}

require_once __DIR__ . '/src/Autoloader.php';
Cohort_Enrollment\Autoloader::register( __DIR__ . '/src' );

/**
 * Cleans up on the current site.
 *
 * @return void
 */
$cohort_enrollment_uninstall = static function () {
	global $wpdb;
	( new Cohort_Enrollment\Setup\Uninstaller( $wpdb, new Cohort_Enrollment\Setup\Pages(), new Cohort_Enrollment\Setup\Capabilities() ) )->uninstall();
};

if ( ! is_multisite() ) {
	$cohort_enrollment_uninstall();
	return;
}

$cohort_enrollment_sites = get_sites(
	array(
		'fields' => 'ids',
		'number' => 0,
	)
);
foreach ( $cohort_enrollment_sites as $cohort_enrollment_site ) {
	switch_to_blog( $cohort_enrollment_site );
	$cohort_enrollment_uninstall();
	restore_current_blog();
}
