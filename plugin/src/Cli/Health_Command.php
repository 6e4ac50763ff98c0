<?php
/**
 * `wp cohort health`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Health\Finding;
use Cohort_Enrollment\Health\Findings;
use WP_CLI;

/**
 * What Site Health says, for monitoring.
 */
final class Health_Command {

	private const FIELDS = [ 'check', 'status', 'label', 'explanation' ];

	/**
	 * Keeps its neighbour.
	 *
	 * @param Findings $findings Judges the state.
	 */
	public function __construct( private readonly Findings $findings ) {}

	/**
	 * Tells whether everything is well: sidecar, tables, Stripe, its messages, mails, clocks, pages and people.
	 *
	 * The same findings as under Tools > Site Health. Exits with 1 when one of them is critical, else with 0.
	 *
	 * ## OPTIONS
	 *
	 * [--field=<field>]
	 * : Prints the value of one field of each finding.
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
	 * ---
	 *
	 * ## AVAILABLE FIELDS
	 *
	 * * check: stable name
	 * * status: good, recommended or critical
	 * * label: what is the case
	 * * explanation: what it means and what to do
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort health --fields=check,status,label
	 *     $ wp cohort health --format=json || mail -s "Courses need you" ops@example.com
	 *
	 * @param list<string>         $arguments Not used.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$rows = array_map( $this->row( ... ), $this->findings->checks() );
		Table::show( $rows, $options, self::FIELDS );
		if ( in_array( Finding::CRITICAL, array_column( $rows, 'status' ), true ) ) {
			WP_CLI::halt( 1 );
		}
	}

	/**
	 * One finding.
	 *
	 * @param string $check One of Findings::ALL.
	 * @return array<string, string>
	 */
	private function row( string $check ): array {
		$finding = $this->findings->of( $check );
		return [
			'check'       => $check,
			'status'      => $finding->severity,
			'label'       => $finding->label,
			'explanation' => $finding->explanation,
		];
	}
}
