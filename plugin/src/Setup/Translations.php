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
	 * On `init`: names the folder.
	 */
	public static function load(): void {
		load_plugin_textdomain( 'cohort-enrollment', false, dirname( plugin_basename( COHORT_ENROLLMENT_FILE ) ) . '/languages' );
	}
}
