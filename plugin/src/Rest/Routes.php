<?php
/**
 * The list of routes.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Rest;

use WP_REST_Request;

/**
 * What the browser may ask: the sidecar has the same paths without WordPress's prefix (`sidecar/contract`).
 */
final class Routes {

	public const NAMESPACE = 'cohort-enrollment/v1';

	/** Stripe's way in, see {@see Stripe_Webhook}. */
	public const WEBHOOK = '/webhooks/stripe';

	/** The sidecar's way to people, see {@see \Cohort_Enrollment\Mail\Notification_Controller}. */
	public const NOTIFICATIONS = '/notifications';

	/** Where staff gets a roster as a file, see {@see \Cohort_Enrollment\Admin\Roster_Export}. */
	public const ROSTER_EXPORT = '/roster-export';

	/** Everything that staff may ask; the sidecar knows which routes there are, and who may use each. */
	public const ADMIN = '/admin/(?P<path>.+)';

	/** Path template => method or methods, and whether visitors who are not logged in may ask. */
	public const PROXIED = [
		'/course-programs/{code}/cohorts'                  => [
			'method' => 'GET',
			'public' => true,
		],
		'/course-programs/{code}/cohorts/{id}/enroll'      => [
			'method' => 'POST',
			'public' => false,
		],
		'/course-programs/{code}/cohorts/{id}/waiting-list' => [
			'method' => 'POST, DELETE',
			'public' => false,
		],
		'/enrollment/session/{id}'                         => [
			'method' => 'GET',
			'public' => false,
		],
		'/students/me/course-packages'                     => [
			'method' => 'GET',
			'public' => false,
		],
		'/students/me/course-packages/{id}/unbooked-steps' => [
			'method' => 'GET',
			'public' => false,
		],
		'/students/me/course-packages/{id}/book-sessions'  => [
			'method' => 'POST',
			'public' => false,
		],
	];

	/**
	 * The template as WordPress wants it. Any segment may stand in a placeholder: the sidecar judges it.
	 *
	 * @param string $path Path template.
	 * @phpstan-return non-falsy-string
	 */
	public static function pattern( string $path ): string {
		return '/' . preg_replace( '/\{(\w+)\}/', '(?P<$1>[^/]+)', ltrim( $path, '/' ) );
	}

	/**
	 * Path and query for the sidecar of a request to {@see self::ADMIN}.
	 *
	 * @param WP_REST_Request $request What the browser sent.
	 * @return string|null Null when a segment is empty, `.` or `..`, which an HTTP client would resolve.
	 */
	public static function admin_target( WP_REST_Request $request ): ?string {
		$segments = array_map( 'rawurldecode', explode( '/', (string) $request->get_url_params()['path'] ) );
		if ( array_intersect( [ '', '.', '..' ], $segments ) ) {
			return null;
		}
		return '/admin/' . implode( '/', array_map( 'rawurlencode', $segments ) ) . self::query( $request );
	}

	/**
	 * Path and query for the sidecar.
	 *
	 * @param string          $path    Path template.
	 * @param WP_REST_Request $request What the browser sent.
	 * @return string|null Null when a segment is `.` or `..`, which an HTTP client would resolve.
	 */
	public static function target( string $path, WP_REST_Request $request ): ?string {
		// Not $request[ $name ]: a JSON body with the same name would win over the path.
		foreach ( $request->get_url_params() as $name => $value ) {
			// Pretty permalinks leave the segment encoded, ?rest_route= does not.
			$value = rawurldecode( (string) $value );
			if ( in_array( $value, [ '.', '..' ], true ) ) {
				return null;
			}
			$path = str_replace( '{' . $name . '}', rawurlencode( $value ), $path );
		}
		return $path . self::query( $request );
	}

	/**
	 * The query for the sidecar, with its question mark; '' without one.
	 *
	 * @param WP_REST_Request $request What the browser sent.
	 */
	private static function query( WP_REST_Request $request ): string {
		$query = http_build_query( self::own_query( $request->get_query_params() ), '', '&', PHP_QUERY_RFC3986 );
		return '' === $query ? '' : '?' . $query;
	}

	/**
	 * The query without what is meant for WordPress (`_wpnonce`, `_locale`, `_fields`, …).
	 *
	 * @param array<array-key, mixed> $query Query parameters.
	 * @return array<array-key, mixed>
	 */
	private static function own_query( array $query ): array {
		return array_filter(
			$query,
			static fn( int|string $name ): bool => 'rest_route' !== $name && ! str_starts_with( (string) $name, '_' ),
			ARRAY_FILTER_USE_KEY
		);
	}
}
