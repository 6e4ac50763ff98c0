<?php
/**
 * Sets constants before wp-config.php does; ours win. Also prepended to every script of the test's own web server.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

$cohort_enrollment_constants = (array) json_decode( (string) getenv( 'COHORT_ENROLLMENT_TEST_CONSTANTS' ), true );
foreach ( $cohort_enrollment_constants as $cohort_enrollment_name => $cohort_enrollment_value ) {
	if ( ! defined( $cohort_enrollment_name ) ) {
		define( $cohort_enrollment_name, $cohort_enrollment_value );
	}
}

// wp-config.php defines some of them again: that, and only that, is no news.
set_error_handler(
	static fn( int $level, string $message ): bool => (bool) preg_match( '/^Constant (' . implode( '|', array_keys( $cohort_enrollment_constants ) ) . ') already defined/', $message )
);

// For one request of a test: writes the statements of the whole page into the log.
if ( isset( $_GET['log-queries'] ) ) { // phpcs:ignore WordPress.Security.NonceVerification -- No form.
	define( 'SAVEQUERIES', true );
	register_shutdown_function(
		static function (): void {
			foreach ( $GLOBALS['wpdb']->queries as $cohort_enrollment_query ) {
				error_log( 'QUERY ' . preg_replace( '/\s+/', ' ', $cohort_enrollment_query[0] ) );
			}
		}
	);
}
