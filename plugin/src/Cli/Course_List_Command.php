<?php
/**
 * `wp cohort course list`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Sidecar\Facts;

/**
 * Lists what is taught.
 */
final class Course_List_Command {

	private const FIELDS = [ 'id', 'code', 'title', 'active', 'price', 'steps', 'cohorts', 'students' ];

	/**
	 * Keeps its neighbour.
	 *
	 * @param Sidecar $sidecar Speaks to the sidecar.
	 */
	public function __construct( private readonly Sidecar $sidecar ) {}

	/**
	 * Lists courses, by title.
	 *
	 * ## OPTIONS
	 *
	 * [--search=<words>]
	 * : Only those with these words in code or title.
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
	 * : Prints the value of one field of each course.
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
	 * * code
	 * * title
	 * * active: yes or no
	 * * price: in the mode of the Stripe key, such as "490.00 EUR"
	 * * steps: active ones
	 * * cohorts
	 * * students: enrolled now
	 * * page_id: of the page that sells it (optional)
	 * * updated_at: UTC (optional)
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort course list --active=yes
	 *
	 * @param list<string>         $arguments Not used.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$query = [
			'search'   => Options::text( $options, 'search' ),
			'isActive' => Options::flag( $options, 'active' ),
		];
		$rows  = [];
		foreach ( $this->sidecar->all( '/courses', $query ) as $course ) {
			$rows[] = self::row( $course );
		}
		Table::show( $rows, $options, self::FIELDS );
	}

	/**
	 * One line.
	 *
	 * @param Facts $course `CourseListItem` of the contract.
	 * @return array<string, string|int|null>
	 */
	private static function row( Facts $course ): array {
		return [
			'id'         => $course->integer( 'id' ),
			'code'       => $course->text( 'code' ),
			'title'      => $course->text( 'title' ),
			'active'     => Cells::yes_no( $course->truth( 'isActive' ) ),
			'price'      => Cells::price( $course->object( 'price' ) ),
			'steps'      => $course->integer( 'steps' ),
			'cohorts'    => $course->integer( 'cohorts' ),
			'students'   => $course->integer( 'students' ),
			'page_id'    => $course->integer( 'pageId' ),
			'updated_at' => $course->text( 'updatedAt' ),
		];
	}
}
