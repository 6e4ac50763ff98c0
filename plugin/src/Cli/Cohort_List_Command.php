<?php
/**
 * `wp cohort cohort list`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Sidecar\Facts;

/**
 * Lists what is sold.
 */
final class Cohort_List_Command {

	private const FIELDS = [ 'id', 'course', 'name', 'start_date', 'end_date', 'enrolled', 'held', 'waiting', 'seats', 'price', 'availability' ];

	/**
	 * Keeps its neighbour.
	 *
	 * @param Sidecar $sidecar Speaks to the sidecar.
	 */
	public function __construct( private readonly Sidecar $sidecar ) {}

	/**
	 * Lists cohorts, the one that begins last first.
	 *
	 * ## OPTIONS
	 *
	 * [--course=<id>]
	 * : Only those of this course.
	 *
	 * [--when=<when>]
	 * : Only those that have not begun, run now, or are over.
	 * ---
	 * options:
	 *   - upcoming
	 *   - running
	 *   - over
	 * ---
	 *
	 * [--search=<words>]
	 * : Only those with these words in their name, or their course's code or title.
	 *
	 * [--active=<active>]
	 * : Only those that are, or are not, offered.
	 * ---
	 * options:
	 *   - "yes"
	 *   - "no"
	 * ---
	 *
	 * [--field=<field>]
	 * : Prints the value of one field of each cohort.
	 *
	 * [--fields=<fields>]
	 * : Limits the output to these fields.
	 *
	 * [--format=<format>]
	 * : How to print it.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - json
	 *   - csv
	 *   - yaml
	 *   - count
	 *   - ids
	 * ---
	 *
	 * ## AVAILABLE FIELDS
	 *
	 * * id
	 * * course: its title
	 * * name
	 * * start_date, end_date: in the cohort's time zone
	 * * enrolled, held, waiting: students with a seat, seats of checkouts under way, students on the waiting list
	 * * seats: "unlimited" without a limit
	 * * price: such as "490.00 EUR"
	 * * availability: as a student finds it now
	 * * active: yes or no (optional)
	 * * course_id, timezone, deadline, updated_at: instants in UTC (optional)
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort cohort list --when=upcoming
	 *     $ wp cohort cohort list --course=3 --format=ids
	 *
	 * @param list<string>         $arguments Not used.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$query = [
			'courseId' => Options::text( $options, 'course' ),
			'when'     => Options::text( $options, 'when' ),
			'search'   => Options::text( $options, 'search' ),
			'isActive' => Options::flag( $options, 'active' ),
		];
		$rows  = [];
		foreach ( $this->sidecar->all( '/cohorts', $query ) as $cohort ) {
			$rows[] = self::row( $cohort );
		}
		Table::show( $rows, $options, self::FIELDS );
	}

	/**
	 * One line.
	 *
	 * @param Facts $cohort `CohortListItem` of the contract.
	 * @return array<string, string|int|null>
	 */
	private static function row( Facts $cohort ): array {
		return [
			'id'           => $cohort->integer( 'id' ),
			'course'       => $cohort->text( 'courseTitle' ),
			'name'         => $cohort->text( 'name' ),
			'start_date'   => $cohort->text( 'startDate' ),
			'end_date'     => $cohort->text( 'endDate' ),
			'enrolled'     => $cohort->integer( 'enrolled' ),
			'held'         => $cohort->integer( 'held' ),
			'waiting'      => $cohort->integer( 'waiting' ),
			'seats'        => $cohort->integer( 'maxEnrollment' ) ?? 'unlimited',
			'price'        => Cells::price( $cohort->object( 'price' ) ),
			'availability' => $cohort->text( 'availability' ),
			'active'       => Cells::yes_no( $cohort->truth( 'isActive' ) ),
			'course_id'    => $cohort->integer( 'courseId' ),
			'timezone'     => $cohort->text( 'timezone' ),
			'deadline'     => $cohort->text( 'enrollmentDeadline' ),
			'updated_at'   => $cohort->text( 'updatedAt' ),
		];
	}
}
