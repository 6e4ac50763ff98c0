<?php
/**
 * How much waits for a person.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use wpdb;

/**
 * Counts the open tasks for the menu, on every page of wp-admin: one read by index.
 */
final class Open_Tasks {

	/**
	 * Keeps its neighbour.
	 *
	 * @param wpdb $database WordPress's database.
	 */
	public function __construct( private readonly wpdb $database ) {}

	/** How many tasks are open; 0 while the sidecar has made no tables. */
	public function count(): int {
		$shows_errors = $this->database->suppress_errors();
		$count        = $this->database->get_var(
			(string) $this->database->prepare( 'SELECT COUNT(*) FROM %i WHERE status = %s', $this->database->prefix . 'ce_tasks', 'open' )
		);
		$this->database->suppress_errors( $shows_errors );
		return (int) $count;
	}
}
