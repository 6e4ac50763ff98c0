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

	/** Value of the block's attribute `show`: only the cohort that comes next. */
	public const NEXT = 'next';

	/** Page with the student's courses; empty when there is none. */
	public readonly string $dashboard_url;

	/** The page that holds the list. */
	private readonly string $page_url;

	/**
	 * Holds what the templates need.
	 *
	 * @param string            $course_code  Empty when there is no such course.
	 * @param string            $course_title Its title.
	 * @param list<Cohort>      $cohorts      What is shown, in order.
	 * @param DateTimeImmutable $now          Decides which deadlines have passed.
	 * @param bool              $can_enroll   False while the sidecar is known to be down.
	 */
	private function __construct(
		public readonly string $course_code,
		private readonly string $course_title,
		public readonly array $cohorts,
		public readonly DateTimeImmutable $now,
		public readonly bool $can_enroll
	) {
		$this->dashboard_url = Page_Address::of_page( Pages::DASHBOARD );
		$this->page_url      = Page_Address::current();
	}

	/**
	 * The list for the current visitor.
	 *
	 * @param array<string, mixed> $attributes The block's.
	 * @param int                  $page_id    The post that the block stands on, 0 for none. It says which course is meant
	 *                                         when the block does not.
	 */
	public static function for_block( array $attributes, int $page_id ): self {
		$now        = new DateTimeImmutable();
		$code       = trim( (string) ( $attributes['courseCode'] ?? '' ) );
		$student_id = get_current_user_id();
		$offer      = '' === $code ? Cohort_Query::for_page( $page_id, $student_id, $now ) : Cohort_Query::for_course( $code, $student_id, $now );
		$cohorts    = null === $offer ? [] : self::shown( $offer, $page_id );
		if ( self::NEXT === ( $attributes['show'] ?? '' ) ) {
			$cohorts = self::next( $cohorts, $now );
		}
		// The sidecar's state and the dashboard's page in one query.
		Options::prime();
		$can_enroll = [] !== $cohorts && Plugin::instance()->availability->can_enroll();
		return new self( $offer->code ?? $code, $offer->title ?? '', $cohorts, $now, $can_enroll );
	}

	/**
	 * One card, ready to be printed.
	 *
	 * @param Cohort $cohort One of the list's.
	 */
	public function card( Cohort $cohort ): string {
		$cohort_list = $this;
		ob_start();
		include COHORT_ENROLLMENT_DIRECTORY . '/templates/cohort-card.php';
		/**
		 * Filters the HTML of one cohort's card. The view script needs the `<li>` with its data attributes and the
		 * elements whose classes begin with `cohort-enrollment-cohort__`.
		 *
		 * @since 0.1.0
		 *
		 * @param string $html        The `<li>`, escaped. It is printed as it is.
		 * @param Cohort $cohort      The cohort.
		 * @param string $course_code Code of its course.
		 */
		return (string) apply_filters( 'cohort_enrollment_cohort_card', (string) ob_get_clean(), $cohort, $this->course_code );
	}

	/**
	 * Name of the list for screen readers.
	 */
	public function label(): string {
		/* translators: %s: title of a course */
		return sprintf( __( 'Cohorts of %s', 'cohort-enrollment' ), $this->course_title );
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
		return Enroll_Words::view_settings( $this->course_code, Page_Address::login( $this->page_url ) );
	}

	/**
	 * The cohorts of an offer that this site wants to be seen.
	 *
	 * @param Course_Offer $offer   The course.
	 * @param int          $page_id The post that the block stands on.
	 * @return list<Cohort>
	 */
	private static function shown( Course_Offer $offer, int $page_id ): array {
		/**
		 * Filters the cohorts that a page lists: leave some out, or change their order.
		 *
		 * @since 0.1.0
		 *
		 * @param Cohort[] $cohorts     By start date.
		 * @param string   $course_code Code of their course.
		 * @param int      $page_id     The post that the block stands on, 0 for none.
		 */
		$cohorts = (array) apply_filters( 'cohort_enrollment_cohorts', $offer->cohorts, $offer->code, $page_id );
		return array_values( array_filter( $cohorts, static fn( mixed $cohort ): bool => $cohort instanceof Cohort ) );
	}

	/**
	 * The student's own cohort, otherwise the first that can be bought, otherwise the first.
	 *
	 * @param list<Cohort>      $cohorts In order.
	 * @param DateTimeImmutable $now     Decides which deadlines have passed.
	 * @return list<Cohort> One, or none when there is none.
	 */
	private static function next( array $cohorts, DateTimeImmutable $now ): array {
		foreach ( [ Cohort::ENROLLED, Cohort::OPEN ] as $state ) {
			foreach ( $cohorts as $cohort ) {
				if ( $cohort->state( $now ) === $state ) {
					return [ $cohort ];
				}
			}
		}
		return array_slice( $cohorts, 0, 1 );
	}
}
