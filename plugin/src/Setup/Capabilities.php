<?php
/**
 * The plugin's own capabilities.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

use Cohort_Enrollment\Options;

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
	 * The role that has all of them for good, so that nobody can lock all out; see {@see \Cohort_Enrollment\Admin\Role_Form}.
	 */
	public const FIXED_ROLE = 'administrator';

	/**
	 * Gives each capability to each role once: what somebody has taken from a role does not come back with an update. Roles
	 * that do not exist yet get it when they do. Safe to call again.
	 */
	public function grant(): void {
		/**
		 * Filters which roles get which of the plugin's capabilities, at activation and after an update; each once, so that
		 * the settings can take it away again.
		 *
		 * @since 0.1.0
		 *
		 * @param array<string, list<string>> $capabilities Role name => `manage_cohorts`, `view_cohort_rosters`.
		 */
		$map     = (array) apply_filters( 'cohort_enrollment_role_capabilities', [ self::FIXED_ROLE => self::ALL ] );
		$granted = (array) get_option( Options::GRANTED_CAPABILITIES, [] );
		foreach ( $map as $role_name => $capabilities ) {
			$role    = get_role( (string) $role_name );
			$offered = array_values( array_intersect( self::ALL, (array) $capabilities ) );
			if ( null === $role ) {
				continue;
			}
			$before = self::FIXED_ROLE === $role_name ? [] : (array) ( $granted[ $role_name ] ?? [] );
			foreach ( array_diff( $offered, $before ) as $capability ) {
				$role->add_cap( $capability );
			}
			$granted[ $role_name ] = array_values( array_unique( [ ...$before, ...$offered ] ) );
		}
		update_option( Options::GRANTED_CAPABILITIES, $granted, false );
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
