<?php
/**
 * Makes a network of a single site, as Tools > Network Setup does. wp-config.php must say so afterwards.
 *
 * Input: `title`.
 * Output: `domain`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

( static function (): void {
	global $wpdb;
	foreach ( $wpdb->tables( 'ms_global' ) as $table => $prefixed ) {
		$wpdb->$table = $prefixed;
	}
	install_network();
	$made = populate_network( 1, $_SERVER['HTTP_HOST'], get_option( 'admin_email' ), demo_input()['title'], '/', false );
	if ( is_wp_error( $made ) ) {
		throw new RuntimeException( $made->get_error_message() );
	}
	demo_output( array( 'domain' => $_SERVER['HTTP_HOST'] ) );
} )();
