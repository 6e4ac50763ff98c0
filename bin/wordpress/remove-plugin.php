<?php
/**
 * Deactivates the plugin on every site of a network, or deletes it, as the list of plugins does: two requests there, two
 * processes here.
 *
 * Input: `plugin` (`folder/file.php`), `step`: `deactivate` or `delete`; `removeData`: whether the plugin's data goes, too, as
 * each site's settings say.
 * Output: `done`: the step.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

( static function (): void {
	$plugin = demo_input()['plugin'];
	if ( 'delete' === demo_input()['step'] ) {
		$deleted = delete_plugins( array( $plugin ) );
		if ( true !== $deleted ) {
			throw new RuntimeException( 'WordPress did not delete the plugin: ' . ( is_wp_error( $deleted ) ? $deleted->get_error_message() : 'no access to its files' ) );
		}
	} else {
		foreach ( get_sites( array( 'fields' => 'ids' ) ) as $site_id ) {
			update_blog_option( $site_id, 'cohort_enrollment_remove_data', demo_input()['removeData'] ? '1' : '0' );
		}
		deactivate_plugins( $plugin );
	}
	demo_output( array( 'done' => demo_input()['step'] ) );
} )();
