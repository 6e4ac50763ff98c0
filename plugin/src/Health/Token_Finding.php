<?php
/**
 * Judges whether the sidecar believes this site.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

/**
 * Every call of a student carries a token that this site signs; with another secret or address all of them are refused.
 */
final class Token_Finding {

	/**
	 * Says what a refusal breaks.
	 *
	 * @param bool $is_accepted Whether the sidecar took a token.
	 */
	public static function of( bool $is_accepted ): Finding {
		if ( $is_accepted ) {
			return new Finding(
				Finding::GOOD,
				__( 'The sidecar trusts this site', 'cohort-enrollment' ),
				__( 'Both know the same secret and the same address of the site.', 'cohort-enrollment' )
			);
		}
		return new Finding(
			Finding::CRITICAL,
			__( 'The sidecar does not trust this site', 'cohort-enrollment' ),
			sprintf(
				/* translators: %s: web address. */
				__( 'Nobody can enroll or book. If COHORT_ENROLLMENT_SECRET is set here or for the sidecar, set the same on both sides, with at least 32 characters. If SITE_URL is set for the sidecar, it must be %s. A clock that is wrong does the same.', 'cohort-enrollment' ),
				untrailingslashit( (string) get_option( 'home' ) )
			)
		);
	}
}
