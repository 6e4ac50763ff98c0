<?php
/**
 * The place of the student dashboard, which view.tsx fills for students.
 *
 * @package Cohort_Enrollment
 *
 * @var array{show?: string} $attributes
 */

declare( strict_types=1 );

use Cohort_Enrollment\Catalogue\Student_Page;
use Cohort_Enrollment\Setup\Pages;

defined( 'ABSPATH' ) || exit;

Student_Page::print(
	Pages::DASHBOARD,
	get_block_wrapper_attributes(),
	__( 'Log in to see your courses and sessions.', 'cohort-enrollment' ),
	[ 'show' => $attributes['show'] ?? 'everything' ]
);
