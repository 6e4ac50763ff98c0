<?php
/**
 * What the Course cohorts block says.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use Cohort_Enrollment\Setup\Pages;

/**
 * Sentences of the block. Its view script loads no translation files: it gets its words from the page.
 */
final class Enroll_Words {

	/**
	 * What stands in the place of the button, by state of the cohort.
	 *
	 * @return array<string, string>
	 */
	public static function by_state(): array {
		return [
			Cohort::FULL               => __( 'This cohort is full.', 'cohort-enrollment' ),
			Cohort::DEADLINE_PASSED    => __( 'Enrollment has closed.', 'cohort-enrollment' ),
			Cohort::NO_PRICE           => __( 'Not available right now.', 'cohort-enrollment' ),
			'inactive'                 => __( 'Not available right now.', 'cohort-enrollment' ),
			Cohort::ENROLLED           => __( 'You are enrolled.', 'cohort-enrollment' ),
			Cohort::ENROLLED_ELSEWHERE => __( 'You already have this course.', 'cohort-enrollment' ),
			'unavailable'              => __( 'Enrolling is not possible right now. Please come back a little later.', 'cohort-enrollment' ),
		];
	}

	/**
	 * The button of an open cohort. It names the cohort, so that buttons differ when they are read out alone.
	 *
	 * @param Cohort $cohort The cohort.
	 */
	public static function enroll( Cohort $cohort ): string {
		/* translators: %s: name of a cohort */
		return self::label( sprintf( __( 'Enroll in %s', 'cohort-enrollment' ), $cohort->name ), $cohort, true );
	}

	/**
	 * The same for a visitor.
	 *
	 * @param Cohort $cohort The cohort.
	 */
	public static function log_in_to_enroll( Cohort $cohort ): string {
		/* translators: %s: name of a cohort */
		return self::label( sprintf( __( 'Log in to enroll in %s', 'cohort-enrollment' ), $cohort->name ), $cohort, false );
	}

	/**
	 * "3 seats left".
	 *
	 * @param int $seats At least 1.
	 */
	public static function seats_left( int $seats ): string {
		return sprintf(
			/* translators: %s: number of free seats */
			_n( '%s seat left', '%s seats left', $seats, 'cohort-enrollment' ),
			number_format_i18n( $seats )
		);
	}

	/**
	 * What the view script needs: addresses and sentences.
	 *
	 * @param string $course_code Course code.
	 * @param string $login_url   Login page that comes back to this page.
	 * @return array<string, mixed>
	 */
	public static function view_settings( string $course_code, string $login_url ): array {
		return [
			'courseCode'   => $course_code,
			'enrollUrl'    => rest_url( 'cohort-enrollment/v1/course-programs/' . rawurlencode( $course_code ) . '/cohorts' ),
			'nonceUrl'     => admin_url( 'admin-ajax.php?action=rest-nonce' ),
			'loginUrl'     => $login_url,
			'dashboardUrl' => Page_Address::of_page( Pages::DASHBOARD ),
			'words'        => [
				'states'    => self::by_state(),
				'errors'    => self::refusals(),
				'busy'      => __( 'One moment…', 'cohort-enrollment' ),
				'preparing' => __( 'We are reserving your seat…', 'cohort-enrollment' ),
				'opening'   => __( 'Your seat is reserved. The next page opens in a moment.', 'cohort-enrollment' ),
				'cancelled' => __( 'You left the payment page. Nothing was charged, and you can enroll whenever you like.', 'cohort-enrollment' ),
				'dashboard' => __( 'Go to my courses', 'cohort-enrollment' ),
				'waiting'   => Waiting_Words::for_view(),
				'seats'     => array_map( [ self::class, 'seats_left' ], array_combine( range( 1, Cohort::FEW_SEATS ), range( 1, Cohort::FEW_SEATS ) ) ),
			],
		];
	}

	/**
	 * The button's text as this site wants it.
	 *
	 * @param string $label      The plugin's own.
	 * @param Cohort $cohort     The cohort.
	 * @param bool   $is_student Whether it is the button of somebody who is logged in.
	 */
	private static function label( string $label, Cohort $cohort, bool $is_student ): string {
		/**
		 * Filters the text of the enroll button.
		 *
		 * @since 0.1.0
		 *
		 * @param string $label      Plain text; it is escaped later.
		 * @param Cohort $cohort     The cohort.
		 * @param bool   $is_student False for the link that leads a visitor to the login page.
		 */
		return (string) apply_filters( 'cohort_enrollment_enroll_label', $label, $cohort, $is_student );
	}

	/**
	 * Why enrolling was refused, by error code of the REST interface; `unknown` for any other.
	 *
	 * @return array<string, string>
	 */
	private static function refusals(): array {
		$closed   = __( 'This course is not open for enrollment any more.', 'cohort-enrollment' );
		$later    = __( 'Enrolling is not possible right now, and nothing was charged. Please try again in a few minutes.', 'cohort-enrollment' );
		$no_price = __( 'This cohort cannot be bought right now. Please contact us.', 'cohort-enrollment' );
		return [
			'course_not_found'       => $closed,
			'cohort_not_found'       => $closed,
			'cohort_inactive'        => $closed,
			'cohort_full'            => __( 'Somebody else has just taken the last seat. This cohort is full.', 'cohort-enrollment' ),
			'cohort_not_full'        => __( 'There is a free seat again. You can enroll now.', 'cohort-enrollment' ),
			'deadline_passed'        => __( 'The deadline to enroll has passed.', 'cohort-enrollment' ),
			'already_enrolled'       => __( 'You already have this course.', 'cohort-enrollment' ),
			'no_price'               => $no_price,
			'price_unavailable'      => $no_price,
			'checkout_in_progress'   => __( 'A payment of yours for this cohort is being processed. If you have paid, there is nothing more to do; if not, please try again in a moment.', 'cohort-enrollment' ),
			'stripe_unavailable'     => __( 'The payment service does not answer. Nothing was charged. Please try again in a few minutes.', 'cohort-enrollment' ),
			'sidecar_unavailable'    => $later,
			'sidecar_not_configured' => $later,
			'database_unavailable'   => $later,
			'network'                => __( 'No answer from this site. Please check your connection and try again.', 'cohort-enrollment' ),
			'timeout'                => __( 'That took too long. Nothing was charged. Please try again.', 'cohort-enrollment' ),
			'unknown'                => __( 'Something went wrong on our side, and nothing was charged. Please try again.', 'cohort-enrollment' ),
		];
	}
}
