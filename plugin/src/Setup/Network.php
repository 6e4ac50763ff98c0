<?php
/**
 * The sites of a network.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

/**
 * Does the same on other sites as on this one: each has its own options, pages, roles and tables.
 */
final class Network {

	/** How many sites are read at a time; a network may have thousands. */
	private const BATCH = 100;

	/**
	 * Works on every site, one after the other; without a network on the only one.
	 *
	 * @param callable(): void $work Finds the site's own options and tables.
	 */
	public static function on_every_site( callable $work ): void {
		if ( ! is_multisite() ) {
			$work();
			return;
		}
		$offset = 0;
		do {
			$site_ids = get_sites(
				[
					'fields'                 => 'ids',
					'orderby'                => 'id',
					'number'                 => self::BATCH,
					'offset'                 => $offset,
					'update_site_meta_cache' => false,
				]
			);
			foreach ( $site_ids as $site_id ) {
				self::on_site( $site_id, $work );
			}
			// What WordPress remembers of one site is of no use on the next.
			wp_cache_flush_runtime();
			$offset += self::BATCH;
		} while ( [] !== $site_ids );
	}

	/**
	 * Works on one site of the network.
	 *
	 * @param int              $site_id A site.
	 * @param callable(): void $work    Finds the site's own options and tables.
	 */
	public static function on_site( int $site_id, callable $work ): void {
		switch_to_blog( $site_id );
		try {
			$work();
		} finally {
			restore_current_blog();
		}
	}

	/** Whether the plugin is active on every site, so that a new one gets it too. */
	public static function has_the_plugin_everywhere(): bool {
		// As is_plugin_active_for_network(), which only wp-admin loads.
		return isset( ( (array) get_site_option( 'active_sitewide_plugins' ) )[ plugin_basename( COHORT_ENROLLMENT_FILE ) ] );
	}

	/** The language of the current site, also where get_locale() still answers for the site that the request came to. */
	public static function locale_of_site(): string {
		$locale = is_multisite() ? get_option( 'WPLANG', get_site_option( 'WPLANG' ) ) : get_locale();
		return is_string( $locale ) && '' !== $locale ? $locale : 'en_US';
	}
}
