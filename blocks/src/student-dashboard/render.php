<?php
/**
 * The place of the student dashboard, which view.tsx fills for students.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

use Cohort_Enrollment\Catalogue\Student_Page;

Student_Page::print(
	get_block_wrapper_attributes(),
	__( 'Log in to see your courses and sessions.', 'cohort-enrollment' )
);
