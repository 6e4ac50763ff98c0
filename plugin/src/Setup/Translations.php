<?php
/**
 * The plugin's own translations.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

/**
 * Tells WordPress before 6.8, which does not read `Domain Path`, where the translations lie.
 */
final class Translations {

	/**
	 * On `init`: names the folder, as WordPress itself does from 6.8 on. It loads the file when the first text is needed.
	 */
	public static function load(): void {
		global $wp_textdomain_registry;
		if ( ! is_wp_version_compatible( '6.8' ) ) {
			$wp_textdomain_registry->set_custom_path( 'cohort-enrollment', COHORT_ENROLLMENT_DIRECTORY . '/languages' );
		}
	}
}
