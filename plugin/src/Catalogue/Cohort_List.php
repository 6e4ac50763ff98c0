<?php
/**
 * What the Course cohorts block renders.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Pages;
use DateTimeImmutable;

/**
 * The cohorts of a course as one visitor sees them on one page.
 */
final class Cohort_List {

	/** Page with the student's courses; empty when there is none. */
	public readonly string $dashboard_url;

	/** The page that holds the list. */
	private readonly string $page_url;

	/**
	 * Holds what the template needs.
	 *
	 * @param Course_Offer      $offer      The course; it has at least one cohort.
	 * @param DateTimeImmutable $now        Decides which deadlines have passed.
	 * @param bool              $can_enroll False while the sidecar is known to be down.
	 */
	private function __construct(
		public readonly Course_Offer $offer,
		public readonly DateTimeImmutable $now,
		public readonly bool $can_enroll
	) {
		$this->dashboard_url = Page_Address::of_page( Pages::DASHBOARD );
		$this->page_url      = Page_Address::current();
	}

	/**
	 * The list for the current visitor.
	 *
	 * @param string $course_code The block's attribute.
	 * @return self|null Null when no cohort can be shown.
	 */
	public static function for_block( string $course_code ): ?self {
		$now   = new DateTimeImmutable();
		$offer = Cohort_Query::for_course( trim( $course_code ), get_current_user_id(), $now );
		if ( null === $offer || [] === $offer->cohorts ) {
			return null;
		}
		// The sidecar's state and the dashboard's page in one query.
		Options::prime();
		return new self( $offer, $now, Plugin::instance()->availability->can_enroll() );
	}

	/**
	 * Name of the list for screen readers.
	 */
	public function label(): string {
		/* translators: %s: title of a course */
		return sprintf( __( 'Cohorts of %s', 'cohort-enrollment' ), $this->offer->title );
	}

	/**
	 * The login page that comes back to one cohort.
	 *
	 * @param string $element_id Id of the cohort's card.
	 */
	public function login_url( string $element_id ): string {
		return Page_Address::login( $this->page_url . '#' . $element_id );
	}

	/**
	 * Settings of the view script.
	 *
	 * @return array<string, mixed>
	 */
	public function view_settings(): array {
		return Enroll_Words::view_settings( $this->offer->code, Page_Address::login( $this->page_url ) );
	}
}
