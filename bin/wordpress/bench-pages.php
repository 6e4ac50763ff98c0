<?php
/**
 * Makes what the bench compares: a course's page, and the same page without the list of its cohorts.
 *
 * Output: `with`, `without` (paths that begin with a slash).
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';

/**
 * The path of a new page.
 *
 * @param WP_Post $course  The course's page, whose template it has too.
 * @param string  $slug    Of the new page.
 * @param string  $content Block markup.
 * @throws RuntimeException When WordPress refuses it.
 */
function bench_page( WP_Post $course, string $slug, string $content ): string {
	$id = wp_insert_post(
		wp_slash(
			array(
				'post_type'     => 'page',
				'post_status'   => 'publish',
				'post_name'     => $slug,
				'post_title'    => $course->post_title,
				'post_content'  => $content,
				'page_template' => get_page_template_slug( $course ),
			)
		),
		true
	);
	if ( is_wp_error( $id ) ) {
		throw new RuntimeException( $slug . ': ' . $id->get_error_message() );
	}
	return (string) wp_make_link_relative( (string) get_permalink( $id ) );
}

( static function (): void {
	$course  = get_post( demo_input()['pageId'] );
	$without = preg_replace( '~<!-- wp:cohort-enrollment/course-cohorts .*?/-->~', '', $course->post_content, 1, $replaced );
	if ( 1 !== $replaced ) {
		throw new RuntimeException( 'The page has no list of cohorts.' );
	}
	demo_output(
		array(
			'with'    => bench_page( $course, 'bench-with', $course->post_content ),
			'without' => bench_page( $course, 'bench-without', $without ),
		)
	);
} )();
