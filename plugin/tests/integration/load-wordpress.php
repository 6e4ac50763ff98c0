<?php
/**
 * Loads WordPress in this process, with a recording server in the place of the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

putenv(
	'COHORT_ENROLLMENT_TEST_CONSTANTS=' . json_encode(
		[
			'COHORT_ENROLLMENT_SIDECAR_URL' => Recording_Sidecar::instance()->url(),
			'WP_DEBUG_LOG'                  => tempnam( sys_get_temp_dir(), 'cohort-enrollment-log-' ),
			'WP_DEBUG_DISPLAY'              => false,
			'WP_DEBUG'                      => true,
		]
	)
);

// A network of sites is only found by its own name.
$_SERVER['HTTP_HOST']       = false === getenv( 'WORDPRESS_HOST' ) ? '127.0.0.1' : getenv( 'WORDPRESS_HOST' );
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = '/';
$_SERVER['REMOTE_ADDR']     = '127.0.0.1';

require __DIR__ . '/constants.php';
require_once getenv( 'WORDPRESS_DIR' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
restore_error_handler();
register_shutdown_function( 'unlink', WP_DEBUG_LOG );

if ( ! is_plugin_active( 'cohort-enrollment/cohort-enrollment.php' ) ) {
	throw new \RuntimeException( 'The plugin is not active in WORDPRESS_DIR.' );
}
