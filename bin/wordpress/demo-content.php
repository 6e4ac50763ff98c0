<?php
/**
 * Fills the demo site: a page for each course, a front page that lists them, a menu. Run once, on a site
 * where the plugin has made its own pages already.
 *
 * Output: `pages` {course code: page id}, `coursePath`, `dashboardPath` (both begin with a slash).
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';
require __DIR__ . '/pages.php';

use function Cohort_Enrollment_Demo\course_page;
use function Cohort_Enrollment_Demo\course_words;
use function Cohort_Enrollment_Demo\footer;
use function Cohort_Enrollment_Demo\front_page;

/** Course code → slug of its page. The demo seed makes courses with these codes. */
const DEMO_COURSES = array(
	'WRITE' => 'writing-that-works',
	'DATA'  => 'data-analysis-from-zero',
	'CHOIR' => 'community-choir',
);

/**
 * Creates a published post, or brings the one with this slug to what is wanted.
 *
 * @param array<string, mixed> $fields Of wp_insert_post(): at least post_type, post_name, post_title, post_content.
 * @throws RuntimeException When WordPress refuses it.
 */
function demo_post( array $fields ): int {
	$found = get_page_by_path( $fields['post_name'], OBJECT, $fields['post_type'] );
	$id    = wp_insert_post(
		wp_slash(
			$fields + array(
				'ID'          => $found ? $found->ID : 0,
				'post_status' => 'publish',
				'post_author' => get_user_by( 'login', 'edith' )->ID,
			)
		),
		true
	);
	if ( is_wp_error( $id ) ) {
		throw new RuntimeException( $fields['post_name'] . ': ' . $id->get_error_message() );
	}
	return $id;
}

/**
 * A page that is its own headline.
 *
 * @param string $slug    Of the page.
 * @param string $title   Of the page.
 * @param string $content Block markup.
 */
function demo_page( string $slug, string $title, string $content ): int {
	return demo_post(
		array(
			'post_type'     => 'page',
			'post_name'     => $slug,
			'post_title'    => $title,
			'post_content'  => trim( $content ),
			'page_template' => 'page-no-title',
		)
	);
}

/**
 * The path of a page, without the host: links keep working when the demo moves to another port.
 *
 * @param int $page_id A page.
 */
function demo_path( int $page_id ): string {
	return (string) wp_make_link_relative( (string) get_permalink( $page_id ) );
}

/**
 * The menu of the theme's header.
 *
 * @param int $dashboard_id Page with the student's dashboard; 0 while the plugin is missing.
 */
function demo_menu( int $dashboard_id ): void {
	$items = '<!-- wp:navigation-link {"label":"Courses","url":"/#courses","kind":"custom"} /-->';
	if ( $dashboard_id ) {
		$items .= sprintf(
			'<!-- wp:navigation-link {"label":"My courses","type":"page","id":%d,"url":"%s","kind":"post-type"} /-->',
			$dashboard_id,
			demo_path( $dashboard_id )
		);
	}
	$items .= '<!-- wp:loginout /-->';
	demo_post(
		array(
			'post_type'    => 'wp_navigation',
			'post_name'    => 'navigation',
			'post_title'   => 'Main menu',
			'post_content' => $items,
		)
	);
}

/** The site's footer, in place of the theme's. */
function demo_footer(): void {
	$id = demo_post(
		array(
			'post_type'    => 'wp_template_part',
			'post_name'    => 'footer',
			'post_title'   => 'Footer',
			'post_content' => trim( footer() ),
		)
	);
	wp_set_object_terms( $id, get_stylesheet(), 'wp_theme' );
	wp_set_object_terms( $id, WP_TEMPLATE_PART_AREA_FOOTER, 'wp_template_part_area' );
}

/** Deletes what a fresh WordPress brings along: Hello world and its comment, the sample page, the draft privacy policy. */
function demo_delete_samples(): void {
	foreach ( array(
		'hello-world'    => 'post',
		'sample-page'    => 'page',
		'privacy-policy' => 'page',
	) as $slug => $type ) {
		$found = get_page_by_path( $slug, OBJECT, $type );
		if ( $found ) {
			wp_delete_post( $found->ID, true );
		}
	}
}

( static function (): void {
	demo_delete_samples();
	$pages   = array();
	$courses = array();
	foreach ( DEMO_COURSES as $code => $slug ) {
		$words            = course_words( $slug );
		$pages[ $code ]   = demo_page( $slug, $words['title'], course_page( $words, $code ) );
		$courses[ $code ] = array(
			'words' => $words,
			'url'   => demo_path( $pages[ $code ] ),
		);
	}
	$front = demo_page( 'home', 'Home', front_page( $courses ) );
	update_option( 'show_on_front', 'page' );
	update_option( 'page_on_front', $front );
	$dashboard = (int) get_option( 'cohort_enrollment_dashboard_page_id' );
	demo_menu( $dashboard );
	demo_footer();
	demo_output(
		array(
			'pages'         => $pages,
			'coursePath'    => demo_path( $pages['WRITE'] ),
			'dashboardPath' => $dashboard ? demo_path( $dashboard ) : '/',
		)
	);
} )();
