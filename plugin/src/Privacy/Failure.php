<?php
/**
 * Why data could not be handed out or erased.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

use Cohort_Enrollment\Health\Explanations;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use WP_Error;

/**
 * In words for whoever works with WordPress's privacy tools, who then sees that the request is not done.
 */
final class Failure {

	/**
	 * The sidecar gave no answer, or an error.
	 *
	 * @param Unavailable|Refused $reason What happened.
	 */
	public static function because( Unavailable|Refused $reason ): WP_Error {
		if ( $reason instanceof Unavailable ) {
			$message = __( 'The enrollment sidecar cannot be reached, and it keeps this data.', 'cohort-enrollment' );
			return new WP_Error( 'sidecar_unavailable', $message . ' ' . Explanations::unreachable( $reason->reason ) );
		}
		return new WP_Error(
			$reason->error_code,
			/* translators: %s: an error code. */
			sprintf( __( 'The enrollment sidecar refused: %s.', 'cohort-enrollment' ), $reason->error_code )
		);
	}

	/** Somebody called WordPress's tools without the capability for them. */
	public static function not_allowed(): WP_Error {
		return new WP_Error( 'forbidden', __( 'Sorry, you are not allowed to do that.', 'cohort-enrollment' ) );
	}
}
