<?php
/**
 * What happens when the plugin is switched on, updated and switched off.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Options;
use Cohort_Enrollment\Sidecar\Address;
use WP_Site;

/**
 * Prepares a site. Every part is safe to repeat.
 */
final class Activation {

	/**
	 * Keeps its neighbours.
	 *
	 * @param Secrets      $secrets      Key shared with the sidecar.
	 * @param Pages        $pages        Where students land.
	 * @param Capabilities $capabilities Who may do what.
	 */
	public function __construct(
		private readonly Secrets $secrets,
		private readonly Pages $pages,
		private readonly Capabilities $capabilities,
	) {}

	/**
	 * Activation hook: makes the key, the pages and the capabilities.
	 *
	 * @param bool $network_wide Whether the plugin becomes active on every site of a network.
	 */
	public function activate( bool $network_wide = false ): void {
		// One request cannot prepare ten thousand sites: there each prepares itself, see activate_after_update().
		if ( $network_wide && ! wp_is_large_network( 'sites' ) ) {
			Network::on_every_site( $this->prepare_site( ... ) );
		} else {
			$this->prepare_site();
		}
	}

	/**
	 * On `wp_initialize_site`: a site that is added to a network gets what the others have.
	 *
	 * @param WP_Site $site The new site; WordPress has made its tables.
	 */
	public function prepare_new_site( WP_Site $site ): void {
		if ( Network::has_the_plugin_everywhere() ) {
			Network::on_site( (int) $site->blog_id, $this->prepare_site( ... ) );
		}
	}

	/**
	 * On `admin_init`: does the same where the activation hook never ran, which is after an update and on the further
	 * sites of a large network.
	 */
	public function activate_after_update(): void {
		if ( COHORT_ENROLLMENT_VERSION !== get_option( Options::VERSION ) ) {
			$this->prepare_site();
		}
	}

	/**
	 * Deactivation hook: forgets what is only remembered for a while. All data stays.
	 *
	 * @param bool $network_wide Whether the plugin was active on every site of a network.
	 */
	public function deactivate( bool $network_wide = false ): void {
		if ( $network_wide && ! wp_is_large_network( 'sites' ) ) {
			Network::on_every_site( $this->forget( ... ) );
		} else {
			$this->forget();
		}
	}

	/** Makes what the current site lacks. */
	private function prepare_site(): void {
		// Pages speak the language of their own site, not that of whoever presses "Activate" or adds the site.
		$switched = switch_to_locale( Network::locale_of_site() );
		// Written once so that they exist without being autoloaded: the Settings API would autoload new ones.
		add_option( Options::SIDECAR_URL, Address::FALLBACK, '', false );
		add_option( Options::REMOVE_DATA, '0', '', false );
		$this->secrets->create_if_missing();
		$this->capabilities->grant();
		$this->pages->create_missing();
		Schedule::start();
		update_option( Options::VERSION, COHORT_ENROLLMENT_VERSION, true );
		if ( $switched ) {
			restore_previous_locale();
		}
	}

	/** Forgets what the current site remembers for a while. */
	private function forget(): void {
		delete_transient( Options::SIDECAR_STATE_TRANSIENT );
		Schedule::stop();
	}
}
