<?php
/**
 * What the sidecar keeps of people.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

use Cohort_Enrollment\Sidecar\Admin_Calls;
use Cohort_Enrollment\Sidecar\Facts;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;

/**
 * Finds, reads and erases it; see `sidecar/contract/admin/operations.ts`.
 */
final class Personal_Data {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Admin_Calls $calls Speaks to the sidecar.
	 */
	public function __construct( private readonly Admin_Calls $calls ) {}

	/**
	 * Whose data an address leads to: the account that has it now, and accounts that are deleted but bought with it.
	 *
	 * @param string $email Mail address.
	 * @return list<int> Numbers of WordPress users.
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     With an error code.
	 */
	public function students( string $email ): array {
		$user = get_user_by( 'email', $email );
		$ids  = $this->calls->get( '/former-students', [ 'email' => $email ] )->integers( 'studentIds' );
		return false === $user ? $ids : [ $user->ID, ...$ids ];
	}

	/**
	 * One page of what is kept of a student.
	 *
	 * @param int $student Number of a WordPress user.
	 * @param int $page    From 1.
	 * @return Facts `groups` and `done`.
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     With an error code.
	 */
	public function page( int $student, int $page ): Facts {
		return $this->calls->get( "/students/$student/personal-data", [ 'page' => $page ] );
	}

	/**
	 * Takes out what tells who a student is.
	 *
	 * @param int $student Number of a WordPress user.
	 * @return Facts `removed` and `retained`, numbers of rows.
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     `enrollment_is_live` while a seat is held.
	 */
	public function erase( int $student ): Facts {
		return $this->calls->post( "/students/$student/erase" );
	}
}
