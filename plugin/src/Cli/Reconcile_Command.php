<?php
/**
 * `wp cohort reconcile`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Sidecar\Facts;
use WP_CLI;

/**
 * Compares the books with Stripe's.
 */
final class Reconcile_Command {

	private const FIELDS = [ 'kind', 'subject', 'detail', 'action', 'mended' ];

	/** Seconds between two questions for the result. */
	private const PAUSE = 2;

	/** Seconds after which nobody waits any more; 30 days of a large school take minutes. */
	private const PATIENCE = 30 * MINUTE_IN_SECONDS;

	/**
	 * Keeps its neighbour.
	 *
	 * @param Sidecar $sidecar Speaks to the sidecar.
	 */
	public function __construct( private readonly Sidecar $sidecar ) {}

	/**
	 * Compares the books of the last 30 days with Stripe's, and with --apply mends what differs.
	 *
	 * The sidecar does the same by itself every ten minutes. Without --apply nothing is changed. Exits with 1 when
	 * something could not be compared or mended; the sidecar's log says why.
	 *
	 * ## OPTIONS
	 *
	 * [--apply]
	 * : Mends what differs.
	 *
	 * [--dry-run]
	 * : Only tells what would be done: the default.
	 *
	 * [--field=<field>]
	 * : Prints the value of one field of each difference.
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
	 * * kind: what sort of difference, such as paid_not_fulfilled
	 * * subject: what it is about
	 * * detail: what was found
	 * * action: what is done about it
	 * * mended: yes or no
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort reconcile
	 *     $ wp cohort reconcile --apply --format=json
	 *
	 * @param list<string>         $arguments Not used.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$applies = Options::is_set( $options, 'apply' );
		if ( $applies && Options::is_set( $options, 'dry-run' ) ) {
			/* translators: 1: name of an option, 2: name of an option. */
			Failure::end( sprintf( __( 'Say either %1$s or %2$s.', 'cohort-enrollment' ), '--apply', '--dry-run' ) );
		}
		$rows = array_map( self::row( ... ), $this->findings( $applies ) );
		Table::show( $rows, $options, self::FIELDS );
		if ( 'table' === ( $options['format'] ?? 'table' ) && ! isset( $options['field'] ) ) {
			self::conclude( count( $rows ), $applies );
		}
		if ( self::has_failed( $rows, $applies ) ) {
			WP_CLI::halt( 1 );
		}
	}

	/**
	 * Asks until the sidecar is done: it goes on between two questions.
	 *
	 * @param bool $applies Whether to mend.
	 * @return list<Facts>
	 */
	private function findings( bool $applies ): array {
		$until = time() + self::PATIENCE;
		do {
			$answer = $this->sidecar->post( '/reconciliation', [ 'apply' => $applies ] );
			if ( $answer->truth( 'isFinished' ) ) {
				return $answer->objects( 'findings' );
			}
			WP_CLI::debug( 'The sidecar is still comparing.', 'cohort' );
			sleep( self::PAUSE );
		} while ( time() < $until );
		Failure::end( __( 'The sidecar goes on comparing; ask again later for what it found.', 'cohort-enrollment' ) );
	}

	/**
	 * One line.
	 *
	 * @param Facts $finding Of `ReconciliationResponse`.
	 * @return array<string, string|null>
	 */
	private static function row( Facts $finding ): array {
		return [
			'kind'    => $finding->text( 'kind' ),
			'subject' => $finding->text( 'subject' ),
			'detail'  => $finding->text( 'detail' ),
			'action'  => $finding->text( 'action' ),
			'mended'  => Cells::yes_no( $finding->truth( 'mended' ) ),
		];
	}

	/**
	 * Whether something is unknown, or was to be mended and was not.
	 *
	 * @param list<array<string, string|null>> $rows    What was found.
	 * @param bool                             $applies Whether it was to be mended.
	 */
	private static function has_failed( array $rows, bool $applies ): bool {
		return in_array( 'not_compared', array_column( $rows, 'kind' ), true )
			|| ( $applies && in_array( 'no', array_column( $rows, 'mended' ), true ) );
	}

	/**
	 * Says in one line how it went.
	 *
	 * @param int  $count   Differences.
	 * @param bool $applies Whether they were to be mended.
	 */
	private static function conclude( int $count, bool $applies ): void {
		if ( 0 === $count ) {
			WP_CLI::success( __( 'The books agree with Stripe’s.', 'cohort-enrollment' ) );
			return;
		}
		/* translators: %s: number of differences. */
		$words = sprintf( _n( '%s difference.', '%s differences.', $count, 'cohort-enrollment' ), number_format_i18n( $count ) );
		/* translators: %s: name of an option. */
		WP_CLI::log( $applies ? $words : $words . ' ' . sprintf( __( 'Nothing was changed; %s mends them.', 'cohort-enrollment' ), '--apply' ) );
	}
}
