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

Cohort_Enrollment\Setup\Network::on_every_site(
	static function () {
		global $wpdb;
		( new Cohort_Enrollment\Setup\Uninstaller( $wpdb, new Cohort_Enrollment\Setup\Pages( new Cohort_Enrollment\Blocks\Patterns( __DIR__ . '/patterns' ) ), new Cohort_Enrollment\Setup\Capabilities() ) )->uninstall();
	}
);
