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

/** Course code → [slug and file, title]. The demo seed makes courses with these codes. */
const DEMO_COURSES = array(
	'WRITE' => array( 'writing-that-works', 'Writing that Works' ),
	'DATA'  => array( 'data-analysis-from-zero', 'Data Analysis from Zero' ),
	'CHOIR' => array( 'community-choir', 'Community Choir' ),
);

/**
 * Creates a published page from a file of block markup, or brings an existing one to what the file says.
 *
 * @param string $slug   Of the page and of its file in content/.
 * @param string $title  Of the page.
 * @param int    $parent Page above it; 0 for none.
 * @param string $template Of the theme; empty for the usual one.
 * @throws RuntimeException When WordPress refuses it.
 */
function demo_page( string $slug, string $title, int $parent = 0, string $template = '' ): int {
	$content = file_get_contents( __DIR__ . '/content/' . $slug . '.html' );
	$path    = $parent ? get_post_field( 'post_name', $parent ) . '/' . $slug : $slug;
	$found   = get_page_by_path( $path );
	$id      = wp_insert_post(
		wp_slash(
			array(
				'ID'           => $found ? $found->ID : 0,
				'post_type'    => 'page',
				'post_status'  => 'publish',
				'post_author'  => get_user_by( 'login', 'edith' )->ID,
				'post_name'    => $slug,
				'post_parent'  => $parent,
				'post_title'   => $title,
				'post_content' => trim( $content ),
				'page_template' => $template,
			)
		),
		true
	);
	if ( is_wp_error( $id ) ) {
		throw new RuntimeException( $slug . ': ' . $id->get_error_message() );
	}
	return $id;
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
	$found  = get_posts(
		array(
			'post_type'   => 'wp_navigation',
			'post_status' => 'publish',
			'numberposts' => 1,
			'orderby'     => 'ID',
		)
	);
	wp_insert_post(
		wp_slash(
			array(
				'ID'           => $found ? $found[0]->ID : 0,
				'post_type'    => 'wp_navigation',
				'post_status'  => 'publish',
				'post_title'   => 'Main menu',
				'post_content' => $items,
			)
		)
	);
}

/** Deletes what a fresh WordPress brings along: Hello world and its comment, the sample page, the draft privacy policy. */
function demo_delete_samples(): void {
	foreach ( array( 'hello-world' => 'post', 'sample-page' => 'page', 'privacy-policy' => 'page' ) as $slug => $type ) {
		$found = get_page_by_path( $slug, OBJECT, $type );
		if ( $found ) {
			wp_delete_post( $found->ID, true );
		}
	}
}

( static function (): void {
	demo_delete_samples();
	$front = demo_page( 'home', 'Riverside Academy' );
	update_option( 'show_on_front', 'page' );
	update_option( 'page_on_front', $front );
	$pages = array();
	foreach ( DEMO_COURSES as $code => list( $slug, $title ) ) {
		$pages[ $code ] = demo_page( $slug, $title );
	}
	$dashboard = (int) get_option( 'cohort_enrollment_dashboard_page_id' );
	demo_menu( $dashboard );
	demo_output(
		array(
			'pages'         => $pages,
			'coursePath'    => demo_path( $pages['WRITE'] ),
			'dashboardPath' => $dashboard ? demo_path( $dashboard ) : '/',
		)
	);
} )();
