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
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
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
	 * Writes the roster of a cohort as CSV, however many students it has.
	 *
	 * The same file as the button "Export CSV" makes: safe against formulas, dates in the cohort's time zone; but with
	 * commas between cells and a dot in amounts whatever the language. It holds names and addresses: a new file can only
	 * be read by you.
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
	 * ## EXAMPLES
	 *
	 *     $ wp cohort roster export 12 --file=autumn.csv
	 *     Success: 248 enrollments are in autumn.csv.
	 *
	 *     $ wp cohort roster export 12 --show=incomplete | wc -l
	 *
	 * @param list<string>         $arguments Cohort.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$cohort    = Options::id( $arguments[0], '<cohort>' );
		$selection = array_filter(
			[
				'show'   => Options::text( $options, 'show' ),
				'search' => Options::text( $options, 'search' ),
			],
			static fn( ?string $value ): bool => null !== $value && '' !== $value
		);
			$path  = Options::text( $options, 'file' );
			if ( null === $path ) {
				$this->write( $cohort, $selection, STDOUT );
				return;
			}
			$force = Options::is_set( $options, 'force' );
			$rows  = $this->write_file( $cohort, $selection, $path, $force );
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
	 * Writes beside the file first, so that a broken export leaves none that looks complete.
	 *
	 * @param int                   $cohort    Number.
	 * @param array<string, string> $selection Which enrollments.
	 * @param string                $path      Where to.
	 * @param bool                  $force     Whether an old file may go.
	 * @return int How many enrollments.
	 */
	private function write_file( int $cohort, array $selection, string $path, bool $force ): int {
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
		self::put( $file, Roster_Csv::BYTE_ORDER_MARK );
		$rows = $this->write( $cohort, $selection, $file );
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
	 * @param resource              $to        Open for writing.
	 * @return int How many enrollments.
	 */
	private function write( int $cohort, array $selection, $to ): int {
		$csv = new Roster_Csv( static fn( string $bytes ) => self::put( $to, $bytes ) );
		try {
			foreach ( ( new Roster_Batches( $this->sidecar->asking() ) )->of( $cohort, $selection ) as $batch ) {
				$csv->add( $batch );
			}
		} catch ( Unavailable $unavailable ) {
			Sidecar::end_unavailable( $unavailable );
		} catch ( Refused $refused ) {
			Sidecar::end_refused( $refused->error_code, $refused->getMessage() );
		}
		return $csv->rows();
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
