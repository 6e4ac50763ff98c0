<?php
/**
 * `wp cohort roster export`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Roster\Roster_Batches;
use Cohort_Enrollment\Roster\Roster_Csv;
use Cohort_Enrollment\Roster\Roster_File;
use Cohort_Enrollment\Roster\Roster_Json;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use Closure;
use WP_CLI;

/**
 * Writes rosters into files.
 */
final class Roster_Export_Command {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Sidecar $sidecar Speaks to the sidecar.
	 */
	public function __construct( private readonly Sidecar $sidecar ) {}

	/**
	 * Writes the roster of a cohort as CSV or JSON, however many students it has.
	 *
	 * CSV is the same file as the button "Export CSV" makes: safe against formulas, dates in the cohort's time zone; but
	 * with commas between cells and a dot in amounts whatever the language. JSON is for programs: states by their codes,
	 * instants in UTC. Both hold names and addresses: a new file can only be read by you.
	 *
	 * ## OPTIONS
	 *
	 * <cohort>
	 * : Number of the cohort.
	 *
	 * [--file=<path>]
	 * : Where to write it; the terminal when not given. It is there when it is complete, and not before.
	 *
	 * [--force]
	 * : Replaces the file if there is one.
	 *
	 * [--show=<show>]
	 * : Which enrollments.
	 * ---
	 * default: live
	 * options:
	 *   - live
	 *   - incomplete
	 *   - ended
	 *   - all
	 * ---
	 *
	 * [--search=<words>]
	 * : Only students with these words in name, login or email address.
	 *
	 * [--format=<format>]
	 * : How to write it.
	 * ---
	 * default: csv
	 * options:
	 *   - csv
	 *   - json
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort roster export 12 --file=autumn.csv
	 *     Success: 248 enrollments are in autumn.csv.
	 *
	 *     $ wp cohort roster export 12 --show=incomplete | wc -l
	 *     $ wp cohort roster export 12 --format=json | jq -r '.[] | select(.payment_state == "disputed") | .package'
	 *
	 * @param list<string>         $arguments Cohort.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$cohort = Options::id( $arguments[0], '<cohort>' );
		$format = Options::text( $options, 'format' ) ?? 'csv';
		$write  = fn( $to ): int => $this->write( $cohort, self::selection( $options ), self::roster_file( $format, $to ) );
		$path   = Options::text( $options, 'file' );
		if ( null === $path ) {
			$write( STDOUT );
			return;
		}
		$rows = self::write_file(
			$path,
			Options::is_set( $options, 'force' ),
			static function ( $to ) use ( $format, $write ): int {
				self::put( $to, 'csv' === $format ? Roster_Csv::BYTE_ORDER_MARK : '' );
				return $write( $to );
			}
		);
		WP_CLI::success(
			sprintf(
				/* translators: 1: number of enrollments, 2: name of a file. */
				_n( '%1$s enrollment is in %2$s.', '%1$s enrollments are in %2$s.', $rows, 'cohort-enrollment' ),
				number_format_i18n( $rows ),
				$path
			)
		);
	}

	/**
	 * Which enrollments are asked for.
	 *
	 * @param array<string, mixed> $options As typed.
	 * @return array<string, string> `RosterSelection` of the contract.
	 */
	private static function selection( array $options ): array {
		return array_filter(
			[
				'show'   => Options::text( $options, 'show' ),
				'search' => Options::text( $options, 'search' ),
			],
			static fn( ?string $value ): bool => null !== $value && '' !== $value
		);
	}

	/**
	 * What makes bytes of it.
	 *
	 * @param string   $format `csv` or `json`.
	 * @param resource $to     Open for writing.
	 */
	private static function roster_file( string $format, $to ): Roster_File {
		$put = static fn( string $bytes ) => self::put( $to, $bytes );
		return 'json' === $format ? new Roster_Json( $put ) : new Roster_Csv( $put );
	}

	/**
	 * Writes beside the file first, so that a broken export leaves none that looks complete.
	 *
	 * @param string                 $path  Where to.
	 * @param bool                   $force Whether an old file may go.
	 * @param Closure(resource): int $write Writes it, and tells how many enrollments.
	 * @return int How many enrollments.
	 */
	private static function write_file( string $path, bool $force, Closure $write ): int {
		if ( ! $force && file_exists( $path ) ) {
			/* translators: 1: name of a file, 2: name of an option. */
			Failure::end( sprintf( __( 'There is a file %1$s already; %2$s replaces it.', 'cohort-enrollment' ), $path, '--force' ) );
		}
		$part  = $path . '.part';
		$umask = umask( 0077 );
		$file  = wp_is_writable( dirname( $part ) ) ? fopen( $part, 'wb' ) : false; // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of whoever typed the command.
		umask( $umask );
		if ( false === $file ) {
			/* translators: %s: name of a file. */
			Failure::end( sprintf( __( 'The file %s cannot be written.', 'cohort-enrollment' ), $part ) );
		}
		register_shutdown_function( static fn(): bool => ! file_exists( $part ) || unlink( $part ) ); // phpcs:ignore WordPress.WP.AlternativeFunctions -- As above.
		$rows = $write( $file );
		// phpcs:disable WordPress.WP.AlternativeFunctions -- As above.
		if ( ! fclose( $file ) || ! rename( $part, $path ) ) {
			/* translators: %s: name of a file. */
			Failure::end( sprintf( __( 'The file %s cannot be written.', 'cohort-enrollment' ), $path ) );
		}
		// phpcs:enable
		return $rows;
	}

	/**
	 * Writes batch by batch.
	 *
	 * @param int                   $cohort    Number.
	 * @param array<string, string> $selection Which enrollments.
	 * @param Roster_File           $file      Where to.
	 * @return int How many enrollments.
	 */
	private function write( int $cohort, array $selection, Roster_File $file ): int {
		try {
			foreach ( ( new Roster_Batches( $this->sidecar->asking() ) )->of( $cohort, $selection ) as $batch ) {
				$file->add( $batch );
			}
			$file->finish();
		} catch ( Unavailable $unavailable ) {
			Sidecar::end_unavailable( $unavailable );
		} catch ( Refused $refused ) {
			Sidecar::end_refused( $refused->error_code, $refused->getMessage() );
		}
		return $file->rows();
	}

	/**
	 * Writes bytes, all of them.
	 *
	 * @param resource $to    Open for writing.
	 * @param string   $bytes What to write.
	 */
	private static function put( $to, string $bytes ): void {
		if ( strlen( $bytes ) !== fwrite( $to, $bytes ) ) { // phpcs:ignore WordPress.WP.AlternativeFunctions -- A file of whoever typed the command.
			Failure::end( __( 'Not everything could be written.', 'cohort-enrollment' ) );
		}
	}
}
