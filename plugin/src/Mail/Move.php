<?php
/**
 * An enrollment that takes place in another cohort now.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Catalogue\Local_Time;

/**
 * What `enrollment_moved` of `sidecar/contract/notifications.ts` tells besides the purchase.
 */
final class Move {

	/**
	 * Holds the parts.
	 *
	 * @param int    $package_id           The enrollment.
	 * @param string $previous_cohort_name Where the student was; plain text.
	 * @param string $start_date           First day of the cohort where the student is now (Y-m-d).
	 * @param string $end_date             Its last day.
	 */
	private function __construct(
		public readonly int $package_id,
		public readonly string $previous_cohort_name,
		private readonly string $start_date,
		private readonly string $end_date,
	) {}

	/**
	 * Reads the checked fields.
	 *
	 * @param array<string, mixed> $data As {@see Notification_Schema} describes it.
	 */
	public static function from_data( array $data ): self {
		return new self( $data['packageId'], Plain_Text::line( $data['previousCohortName'] ), $data['startDate'], $data['endDate'] );
	}

	/**
	 * The lines that tell of the move, in the current language.
	 *
	 * @return array<string, string> Value by label.
	 */
	public function facts(): array {
		return [
			__( 'Begins', 'cohort-enrollment' )        => Local_Time::date( $this->start_date ),
			__( 'Ends', 'cohort-enrollment' )          => Local_Time::date( $this->end_date ),
			__( 'Cohort before', 'cohort-enrollment' ) => $this->previous_cohort_name,
		];
	}
}
