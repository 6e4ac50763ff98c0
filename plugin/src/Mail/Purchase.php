<?php
/**
 * What a mail says about one purchase.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Catalogue\Price;

/**
 * `PurchaseData` of `sidecar/contract/notifications.ts`.
 */
final class Purchase {

	/**
	 * Holds the names and the price.
	 *
	 * @param string $course_title Title of the course, or its code without one; plain text.
	 * @param string $cohort_name  Name of the cohort; plain text.
	 * @param Price  $price        What was to be paid.
	 */
	public function __construct(
		public readonly string $course_title,
		public readonly string $cohort_name,
		public readonly Price $price,
	) {}

	/**
	 * Reads the checked fields.
	 *
	 * @param array<string, mixed> $data As {@see Notification_Schema} describes it.
	 */
	public static function from_data( array $data ): self {
		$code = Plain_Text::line( $data['courseCode'] );
		return new self(
			'' === trim( $data['courseTitle'] ) ? $code : Plain_Text::line( $data['courseTitle'] ),
			Plain_Text::line( $data['cohortName'] ),
			new Price( (int) $data['amount'], $data['currency'] )
		);
	}

	/**
	 * The lines with which every mail says what it is about, in the current language.
	 *
	 * @return array<string, string> Value by label.
	 */
	public function facts(): array {
		return [
			__( 'Course', 'cohort-enrollment' ) => $this->course_title,
			__( 'Cohort', 'cohort-enrollment' ) => $this->cohort_name,
			__( 'Price', 'cohort-enrollment' )  => $this->price->label( determine_locale() ),
		];
	}
}
