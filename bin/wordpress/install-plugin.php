<?php
/**
 * Installs a plugin from its zip, as "Upload Plugin" does. Activating it is another process's work.
 *
 * Input: `zip` (path), `plugin` (`folder/file.php`, which must come out of it).
 * Output: `installed`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';

( static function (): void {
	$skin      = new Automatic_Upgrader_Skin();
	$installed = ( new Plugin_Upgrader( $skin ) )->install( demo_input()['zip'] );
	$messages  = implode( ' ', $skin->get_upgrade_messages() );
	if ( true !== $installed || ! is_file( WP_PLUGIN_DIR . '/' . demo_input()['plugin'] ) ) {
		throw new RuntimeException( 'WordPress did not install the zip: ' . ( is_wp_error( $installed ) ? $installed->get_error_message() : $messages ) );
	}
	demo_output( array( 'installed' => demo_input()['plugin'] ) );
} )();
