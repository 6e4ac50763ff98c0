<?php
/**
 * Words for refusals.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

/**
 * Says in translated words what a code of `sidecar/contract/errors.ts` means to somebody at a terminal, and what to do.
 */
final class Refusal_Words {

	/**
	 * The words of a code.
	 *
	 * @param string $code Stable code.
	 * @return string|null Null when the sidecar's own words must do.
	 */
	public static function of( string $code ): ?string {
		return match ( $code ) {
			'invalid_token'        => __( 'The sidecar did not accept this site’s token. Compare the secrets, site addresses and clocks of both sides: wp cohort health', 'cohort-enrollment' ),
			'forbidden'            => __( 'The user that --user names lacks the capability for this.', 'cohort-enrollment' ),
			'cohort_not_found'     => __( 'There is no such cohort. List them: wp cohort cohort list', 'cohort-enrollment' ),
			'student_not_found'    => __( 'There is no such student on this site.', 'cohort-enrollment' ),
			'already_enrolled'     => __( 'This student is enrolled in the course already.', 'cohort-enrollment' ),
			'cohort_inactive'      => __( 'This cohort, or its course, is not active.', 'cohort-enrollment' ),
			'cohort_full'          => __( 'This cohort is full.', 'cohort-enrollment' ),
			'checkout_in_progress' => __( 'A payment of this student for this course is under way. Wait until it has come to its end.', 'cohort-enrollment' ),
			'package_not_found'    => __( 'There is no such package. Its number is in the first column of the roster: wp cohort roster export <cohort>', 'cohort-enrollment' ),
			'package_not_active'   => __( 'This enrollment has ended already.', 'cohort-enrollment' ),
			'nothing_to_refund'    => __( 'Nothing was paid for it, or all of it went back already.', 'cohort-enrollment' ),
			'payment_disputed'     => __( 'The buyer’s bank holds the money: a refund beside a dispute would lose it twice.', 'cohort-enrollment' ),
			'stripe_unavailable'   => __( 'Stripe cannot be asked right now, so this was not done. Try again later.', 'cohort-enrollment' ),
			'version_conflict'     => __( 'Somebody else has just changed this enrollment, so nothing was done. Look at it, and try again.', 'cohort-enrollment' ),
			'database_unavailable' => __( 'The sidecar cannot reach the database.', 'cohort-enrollment' ),
			default                => null,
		};
	}
}
