<?php
/**
 * The plugin's own capabilities.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

/**
 * Gives the plugin's capabilities to roles and takes them back.
 */
final class Capabilities {

	/** May set up courses, cohorts, prices and refunds. */
	public const MANAGE_COHORTS = 'manage_cohorts';

	/** May see who is enrolled. */
	public const VIEW_COHORT_ROSTERS = 'view_cohort_rosters';

	public const ALL = [ self::MANAGE_COHORTS, self::VIEW_COHORT_ROSTERS ];

	/**
	 * Gives the capabilities to the roles that exist. Safe to call again.
	 */
	public function grant(): void {
		/**
		 * Filters which roles get which of the plugin's capabilities at activation.
		 *
		 * @since 0.1.0
		 *
		 * @param array<string, list<string>> $capabilities Role name => `manage_cohorts`, `view_cohort_rosters`.
		 */
		$map = (array) apply_filters( 'cohort_enrollment_role_capabilities', [ 'administrator' => self::ALL ] );
		foreach ( $map as $role_name => $capabilities ) {
			$role = get_role( (string) $role_name );
			foreach ( array_intersect( self::ALL, (array) $capabilities ) as $capability ) {
				$role?->add_cap( $capability );
			}
		}
	}

	/**
	 * Takes the capabilities from every role, whoever gave them.
	 */
	public function revoke(): void {
		foreach ( array_keys( wp_roles()->roles ) as $role_name ) {
			foreach ( self::ALL as $capability ) {
				get_role( $role_name )?->remove_cap( $capability );
			}
		}
	}
}
