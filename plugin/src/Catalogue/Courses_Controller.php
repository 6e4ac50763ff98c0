<?php
/**
 * The editor's list of courses.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use WP_Error;
use WP_REST_Response;
use WP_REST_Server;

/**
 * `GET cohort-enrollment/v1/courses`: the courses that the Course cohorts block can show.
 */
final class Courses_Controller {

	/**
	 * Registers the route; hooked to rest_api_init.
	 */
	public static function register_routes(): void {
		register_rest_route(
			'cohort-enrollment/v1',
			'/courses',
			[
				'methods'             => WP_REST_Server::READABLE,
				'callback'            => [ self::class, 'list_courses' ],
				'permission_callback' => [ self::class, 'may_edit' ],
			]
		);
	}

	/**
	 * Whoever may edit posts may choose a course for one.
	 *
	 * @return true|WP_Error 401 for visitors, 403 for others.
	 */
	public static function may_edit(): bool|WP_Error {
		if ( current_user_can( 'edit_posts' ) ) {
			return true;
		}
		return new WP_Error(
			'rest_forbidden',
			__( 'Sorry, you are not allowed to see the list of courses.', 'cohort-enrollment' ),
			[ 'status' => rest_authorization_required_code() ]
		);
	}

	/**
	 * Answers with `[{ code, title, isActive, pageId, cohorts }]`, by title; 503 when the tables are not there.
	 */
	public static function list_courses(): WP_REST_Response|WP_Error {
		$courses = Course_Query::all();
		if ( null === $courses ) {
			return new WP_Error(
				'courses_unavailable',
				__( 'The courses cannot be read yet: the enrollment service has not set up its tables.', 'cohort-enrollment' ),
				[ 'status' => 503 ]
			);
		}
		return new WP_REST_Response( $courses );
	}
}
