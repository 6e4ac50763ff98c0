<?php
/**
 * `wp cohort enroll`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use WP_CLI;
use WP_CLI\Fetchers\User;

/**
 * Takes students in without payment.
 */
final class Enroll_Command {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Sidecar $sidecar Speaks to the sidecar.
	 */
	public function __construct( private readonly Sidecar $sidecar ) {}

	/**
	 * Enrolls a student in a cohort, without payment.
	 *
	 * Takes a seat like everybody, but after the deadline, too. The student gets the usual mail, and open payment pages of
	 * the student for the course are closed.
	 *
	 * ## OPTIONS
	 *
	 * <cohort>
	 * : Number of the cohort.
	 *
	 * <user>
	 * : Number, login or email address of the student's account.
	 *
	 * --reason=<text>
	 * : Why; it is kept in the log of what was done.
	 *
	 * [--porcelain]
	 * : Prints only the number of the new package.
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort enroll 12 ada@example.com --reason="Paid by invoice 2026-17"
	 *     Success: Ada Byron is enrolled (package 345).
	 *
	 * @param list<string>         $arguments Cohort and user.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$cohort  = Options::id( $arguments[0], '<cohort>' );
		$student = ( new User() )->get_check( $arguments[1] );
		$package = $this->sidecar->post(
			"/cohorts/$cohort/enrollments",
			[
				'studentId' => $student->ID,
				'reason'    => Options::text( $options, 'reason' ) ?? '',
			]
		)->integer( 'packageId' );
		if ( Options::is_set( $options, 'porcelain' ) ) {
			WP_CLI::line( (string) $package );
			return;
		}
		/* translators: 1: name of a student, 2: number. */
		WP_CLI::success( sprintf( __( '%1$s is enrolled (package %2$d).', 'cohort-enrollment' ), $student->display_name, $package ) );
	}
}
