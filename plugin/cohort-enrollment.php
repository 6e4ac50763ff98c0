<?php
/**
 * Plugin Name:       Cohort Enrollment
 * Description:       Sells cohort-based courses: students enroll, pay on Stripe Checkout and book their sessions.
 * Version:           0.1.0
 * Requires at least: 6.6
 * Requires PHP:      8.1
 * Author:            Cohort Enrollment contributors
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       cohort-enrollment
 * Domain Path:       /languages
 *
 * This file must parse on every PHP that WordPress still starts on, so that an old one shows a notice and not a
 * fatal error: no strict_types, no types, no short closures in here.
 *
 * @package Cohort_Enrollment
 */

namespace Cohort_Enrollment;

defined( 'ABSPATH' ) || exit;

define( 'COHORT_ENROLLMENT_VERSION', '0.1.0' );
define( 'COHORT_ENROLLMENT_FILE', __FILE__ );
define( 'COHORT_ENROLLMENT_DIRECTORY', __DIR__ );
define( 'COHORT_ENROLLMENT_MINIMUM_PHP', '8.1' );
define( 'COHORT_ENROLLMENT_MINIMUM_WORDPRESS', '6.6' );

/**
 * Whether PHP and WordPress are recent enough. WordPress asks the same at activation; this guards a later downgrade.
 *
 * @return bool
 */
function requirements_are_met() {
	return version_compare( PHP_VERSION, COHORT_ENROLLMENT_MINIMUM_PHP, '>=' )
		&& function_exists( 'is_wp_version_compatible' )
		&& is_wp_version_compatible( COHORT_ENROLLMENT_MINIMUM_WORDPRESS );
}

/**
 * Prints why the plugin does nothing.
 *
 * @return void
 */
function print_requirements_notice() {
	if ( ! current_user_can( 'activate_plugins' ) ) {
		return;
	}
	printf(
		'<div class="notice notice-error"><p>%s</p></div>',
		esc_html(
			sprintf(
				/* translators: 1: minimum PHP version, 2: minimum WordPress version, 3: PHP version, 4: WordPress version. */
				__( 'Cohort Enrollment is switched off: it needs PHP %1$s and WordPress %2$s or newer. This site runs PHP %3$s and WordPress %4$s.', 'cohort-enrollment' ),
				COHORT_ENROLLMENT_MINIMUM_PHP,
				COHORT_ENROLLMENT_MINIMUM_WORDPRESS,
				PHP_VERSION,
				get_bloginfo( 'version' )
			)
		)
	);
}

if ( ! requirements_are_met() ) {
	add_action( 'admin_notices', __NAMESPACE__ . '\\print_requirements_notice' );
	return;
}

require_once __DIR__ . '/src/Autoloader.php';
Autoloader::register( __DIR__ . '/src' );
Hooks::add( Plugin::instance() );
