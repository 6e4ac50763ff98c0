<?php
/**
 * Judges whether somebody can run the courses.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Setup\Capabilities;

/**
 * Role editors and migrations lose capabilities; then failed refunds wait for nobody.
 */
final class Roles_Finding {

	/**
	 * Looks for one person who may manage cohorts.
	 */
	public static function now(): Finding {
		if ( self::somebody_can( Capabilities::MANAGE_COHORTS ) ) {
			return new Finding(
				Finding::GOOD,
				__( 'Somebody can manage the cohorts', 'cohort-enrollment' ),
				__( 'At least one user of this site has the capability to set up courses and to refund.', 'cohort-enrollment' )
			);
		}
		return new Finding(
			Finding::CRITICAL,
			__( 'Nobody can manage the cohorts', 'cohort-enrollment' ),
			sprintf(
				/* translators: %s: name of a capability. */
				__( 'No user of this site has the capability %s, so nobody can set up courses or take care of a failed refund. Give it to a role, or deactivate the plugin and activate it again: that gives it to administrators.', 'cohort-enrollment' ),
				Capabilities::MANAGE_COHORTS
			)
		);
	}

	/**
	 * Whether a user of this site has a capability. In a network its administrators have all of them.
	 *
	 * @param string $capability Name.
	 */
	private static function somebody_can( string $capability ): bool {
		$query = [
			'capability' => $capability,
			'number'     => 1,
			'fields'     => 'ID',
		];
		return [] !== get_users( $query ) || ( is_multisite() && [] !== get_super_admins() );
	}
}
