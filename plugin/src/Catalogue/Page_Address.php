<?php
/**
 * Where the visitor is, and where to log in and come back.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Pages;

/**
 * Addresses on this site, built on the server.
 */
final class Page_Address {

	/** What Stripe's way back from a checkout that was given up adds to an address; the Course cohorts block tells it once. */
	private const CANCELLED_CHECKOUT = [ 'enrollment', 'cohort' ];

	/**
	 * The address of the page that is being rendered, with its query, without what a cancelled checkout added.
	 */
	public static function current(): string {
		$request = isset( $_SERVER['REQUEST_URI'] ) ? sanitize_url( wp_unslash( $_SERVER['REQUEST_URI'] ) ) : '/'; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- sanitize_url() does.
		$home    = wp_parse_url( home_url() );
		$port    = isset( $home['port'] ) ? ':' . $home['port'] : '';
		$origin  = ( $home['scheme'] ?? 'http' ) . '://' . ( $home['host'] ?? '' ) . $port;
		return remove_query_arg( self::CANCELLED_CHECKOUT, $origin . '/' . ltrim( $request, '/' ) );
	}

	/**
	 * The cohort on the page on which a student clicked Enroll, without the news that a checkout was given up.
	 *
	 * @param string $return_url Address to which Stripe leads back from a checkout that is given up, or any other.
	 */
	public static function of_cohort( string $return_url ): string {
		wp_parse_str( (string) wp_parse_url( $return_url, PHP_URL_QUERY ), $query );
		$cohort  = $query['cohort'] ?? '';
		$address = remove_query_arg( self::CANCELLED_CHECKOUT, $return_url );
		return is_string( $cohort ) && ctype_digit( $cohort ) && ! str_contains( $address, '#' ) ? $address . '#cohort-' . $cohort : $address;
	}

	/**
	 * The login page that comes back to an address afterwards.
	 *
	 * @param string $return_to Address on this site; a fragment is kept.
	 */
	public static function login( string $return_to ): string {
		return wp_login_url( $return_to );
	}

	/**
	 * The address of a page that the plugin made.
	 *
	 * @param string $page One of Pages::SUCCESS, Pages::DASHBOARD.
	 * @return string Empty when the page is gone or not published.
	 */
	public static function of_page( string $page ): string {
		$post = Plugin::instance()->pages->find( $page );
		return null !== $post && 'publish' === $post->post_status ? (string) get_permalink( $post ) : '';
	}
}
