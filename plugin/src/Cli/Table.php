<?php
/**
 * What commands print.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use WP_CLI\Formatter;

/**
 * Prints rows in the format that `--format`, `--fields` and `--field` ask for.
 */
final class Table {

	/**
	 * Whether somebody wants rows instead of a sentence, from commands that do something.
	 *
	 * @param array<string, mixed> $options As typed.
	 */
	public static function is_asked_for( array $options ): bool {
		return isset( $options['format'] ) || isset( $options['fields'] ) || isset( $options['field'] );
	}

	/**
	 * Prints.
	 *
	 * @param iterable<array<string, string|int|null>> $rows    By the names of their fields.
	 * @param array<string, mixed>                     $options As typed.
	 * @param list<string>                             $fields  What is shown unless `--fields` says more or less.
	 */
	public static function show( iterable $rows, array $options, array $fields ): void {
		$list      = is_array( $rows ) ? array_values( $rows ) : iterator_to_array( $rows, false );
		$is_ids    = 'ids' === ( $options['format'] ?? '' );
		$formatter = new Formatter( $options, $fields );
		$formatter->display_items( $is_ids ? array_column( $list, 'id' ) : $list );
	}
}
