<?php
/**
 * Installs WordPress into an empty database. Run on its own: WP_INSTALLING switches too much off for
 * anything else.
 *
 * Input: `title`, `admin` {login, email, password}.
 * Output: `installed`: false when it was there already.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';

define( 'WP_INSTALLING', true );
require demo_input()['directory'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$missing = ! is_blog_installed();
if ( $missing ) {
	$admin = demo_input()['admin'];
	wp_install( demo_input()['title'], $admin['login'], $admin['email'], false, '', $admin['password'] );
}
demo_output( array( 'installed' => $missing ) );
