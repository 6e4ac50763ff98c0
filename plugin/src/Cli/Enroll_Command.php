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

	private const FIELDS = [ 'package', 'user', 'cohort', 'status', 'amount' ];

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
	 * [--field=<field>]
	 * : Prints the value of one field of the result.
	 *
	 * [--fields=<fields>]
	 * : Limits the output to these fields.
	 *
	 * [--format=<format>]
	 * : Prints the result like this; a sentence when not given.
	 * ---
	 * options:
	 *   - table
	 *   - json
	 *   - csv
	 *   - yaml
	 * ---
	 *
	 * ## AVAILABLE FIELDS
	 *
	 * * package: number of the new package
	 * * user: number of the student's account
	 * * cohort
	 * * status: ACTIVE
	 * * amount: what was paid: free
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort enroll 12 ada@example.com --reason="Paid by invoice 2026-17"
	 *     Success: Ada Byron is enrolled (package 345).
	 *
	 *     $ wp cohort enroll 12 ada@example.com --reason="A gift" --format=json
	 *     [{"package":345,"user":17,"cohort":12,"status":"ACTIVE","amount":"free"}]
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
		if ( Table::is_asked_for( $options ) ) {
			$row = [
				'package' => $package,
				'user'    => $student->ID,
				'cohort'  => $cohort,
				// What nobody pays for is settled at once.
				'status'  => 'ACTIVE',
				'amount'  => 'free',
			];
			Table::show( [ $row ], $options, self::FIELDS );
			return;
		}
		/* translators: 1: name of a student, 2: number. */
		WP_CLI::success( sprintf( __( '%1$s is enrolled (package %2$d).', 'cohort-enrollment' ), $student->display_name, $package ) );
	}
}
