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
	 */
	public function activate(): void {
		// Written once so that they exist without being autoloaded: the Settings API would autoload new ones.
		add_option( Options::SIDECAR_URL, Address::FALLBACK, '', false );
		add_option( Options::REMOVE_DATA, '0', '', false );
		$this->secrets->create_if_missing();
		$this->capabilities->grant();
		$this->pages->create_missing();
		Schedule::start();
		update_option( Options::VERSION, COHORT_ENROLLMENT_VERSION, true );
	}

	/**
	 * On `admin_init`: does the same where the activation hook never ran, which is after an update and on the further
	 * sites of a network.
	 */
	public function activate_after_update(): void {
		if ( COHORT_ENROLLMENT_VERSION !== get_option( Options::VERSION ) ) {
			$this->activate();
		}
	}

	/**
	 * Deactivation hook: forgets what is only remembered for a while. All data stays.
	 */
	public function deactivate(): void {
		delete_transient( Options::SIDECAR_STATE_TRANSIENT );
		Schedule::stop();
	}
}
