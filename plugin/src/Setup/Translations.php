<?php
/**
 * The plugin's own translations.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

/**
 * Where translations lie. `npm run i18n` makes their files.
 */
final class Translations {

	/** Folder with translations. */
	public const DIRECTORY = COHORT_ENROLLMENT_DIRECTORY . '/languages';

	/**
	 * On `init`: names the folder to WordPress before 6.8, which does not read `Domain Path`. WordPress loads the file when
	 * the first text is needed.
	 */
	public static function load(): void {
		global $wp_textdomain_registry;
		if ( ! is_wp_version_compatible( '6.8' ) ) {
			$wp_textdomain_registry->set_custom_path( 'cohort-enrollment', self::DIRECTORY );
		}
	}

	/**
	 * Gives the texts of DataViews to a script that brings it along. They are WordPress's own, so that WordPress translates
	 * them for its own scripts only.
	 *
	 * @param string $handle Registered script that depends on wp-i18n.
	 */
	public static function add_data_views( string $handle ): void {
		$file = self::DIRECTORY . '/cohort-enrollment-' . sanitize_file_name( determine_locale() ) . '-dataviews.json';
		if ( ! is_readable( $file ) ) {
			return;
		}
		$texts = wp_json_file_decode( $file, [ 'associative' => true ] )['locale_data']['messages'] ?? null;
		if ( is_array( $texts ) ) {
			wp_add_inline_script( $handle, sprintf( 'wp.i18n.setLocaleData( %s );', wp_json_encode( $texts, JSON_HEX_TAG | JSON_HEX_AMP ) ), 'before' );
		}
	}
}
