<?php
/**
 * Looks through the whole database, and the folder of the plugins, for what a plugin has left.
 *
 * Input: `words` that only the plugin uses.
 * Output: `traces`: names of tables and files, and `table: number of rows`, in which one of the words is.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';

( static function (): void {
	global $wpdb;
	$names  = array_merge( $wpdb->get_col( 'SHOW TABLES' ), (array) scandir( WP_PLUGIN_DIR ) );
	$traces = array_filter(
		$names,
		static fn( string $name ): bool => array() !== array_filter( demo_input()['words'], static fn( string $word ): bool => str_contains( $name, $word ) )
	);
	foreach ( $wpdb->get_col( 'SHOW TABLES' ) as $table ) {
		$columns = implode( ', ', array_map( static fn( string $column ): string => "`$column`", $wpdb->get_col( "SHOW COLUMNS FROM `$table`" ) ) );
		$likes   = array_map(
			static fn( string $word ): string => $wpdb->prepare( "CONCAT_WS( ' ', $columns ) LIKE %s", '%' . $wpdb->esc_like( $word ) . '%' ),
			demo_input()['words']
		);
		$rows    = (int) $wpdb->get_var( "SELECT COUNT(*) FROM `$table` WHERE " . implode( ' OR ', $likes ) );
		if ( $rows > 0 ) {
			$traces[] = "$table: $rows";
		}
	}
	demo_output( array( 'traces' => array_values( $traces ) ) );
} )();
