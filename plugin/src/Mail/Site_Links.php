<?php
/**
 * The places of this site that mails lead to.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Catalogue\Page_Address;
use Cohort_Enrollment\Setup\Pages;

/**
 * Links with their words. A page that is gone is replaced by the front page: a mail is read long after it was sent,
 * and a dead end helps nobody.
 */
final class Site_Links {

	/** The dashboard. */
	public static function dashboard(): Link {
		$url = Page_Address::of_page( Pages::DASHBOARD );
		return '' === $url ? self::front_page() : new Link( $url, __( 'Go to my courses', 'cohort-enrollment' ) );
	}

	/**
	 * The wizard in which a student chooses the sessions of one enrollment.
	 *
	 * @param int $package_id The enrollment.
	 */
	public static function wizard( int $package_id ): Link {
		$url = Page_Address::of_page( Pages::SUCCESS );
		return '' === $url
			? self::dashboard()
			: new Link( add_query_arg( 'package_id', $package_id, $url ), __( 'See your sessions', 'cohort-enrollment' ) );
	}

	/**
	 * The cohort on the page on which the student clicked Enroll.
	 *
	 * @param string|null $return_url Address; used only when it is on this site.
	 * @param string      $text       Translated text of the link.
	 */
	public static function course( ?string $return_url, string $text ): Link {
		return null === $return_url || ! self::is_on_this_site( $return_url )
			? self::front_page()
			: new Link( Page_Address::of_cohort( $return_url ), $text );
	}

	/** The front page. */
	public static function front_page(): Link {
		return new Link( home_url( '/' ), __( 'Go to the front page', 'cohort-enrollment' ) );
	}

	/**
	 * Whether an address belongs to this site: our mails lead nowhere else.
	 *
	 * @param string $url Address.
	 */
	private static function is_on_this_site( string $url ): bool {
		// The slash ends the host: "https://school.test@evil.test" and "https://school.test.evil.test" do not get past it.
		$home = trailingslashit( (string) get_option( 'home' ) );
		return str_starts_with( $url, $home ) && sanitize_url( $url ) === $url;
	}
}
