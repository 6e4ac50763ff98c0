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
	 * Names the folder to WordPress, which by itself only reads `Domain Path` of plugins that are active on a single site,
	 * since 6.8, and when the request begins: not for a network, nor while the plugin is being activated and makes its
	 * pages. WordPress loads the file when the first text is needed.
	 */
	public static function name_folder(): void {
		global $wp_textdomain_registry;
		$wp_textdomain_registry->set_custom_path( 'cohort-enrollment', self::DIRECTORY );
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
