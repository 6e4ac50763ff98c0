<?php
/**
 * The place of the session wizard, which view.tsx fills for students.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

use Cohort_Enrollment\Catalogue\Student_Page;
use Cohort_Enrollment\Setup\Pages;

defined( 'ABSPATH' ) || exit;

Student_Page::print(
	Pages::SUCCESS,
	get_block_wrapper_attributes(),
	__( 'Log in to see your enrollment and to choose your sessions.', 'cohort-enrollment' )
);
