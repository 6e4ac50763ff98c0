<?php
/**
 * What happens when the plugin is deleted.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

use Cohort_Enrollment\Mail\Delivery_Markers;
use Cohort_Enrollment\Options;
use WP_Site;
use wpdb;

/**
 * Deletes the plugin's data when the setting says so. Enrollments are business records: without the setting they stay.
 */
final class Uninstaller {

	/** The sidecar's tables without `{prefix}ce_`; a test compares them with its migrations. */
	public const TABLES = [
		'health_signals',
		'tasks',
		'waiting_list',
		'activity',
		'notifications',
		'stripe_events',
		'refunds',
		'student_course_step_progress',
		'student_packages',
		'checkouts',
		'stripe_product_map',
		'course_cohort_sessions',
		'class_sessions',
		'course_cohorts',
		'course_step_options',
		'group_classes',
		'course_steps',
		'course_programs',
		'migrations',
		'migrations_lock',
	];

	/** What the sidecar calls a table while it is being created. */
	private const UNFINISHED = '__new';

	/**
	 * Keeps its neighbours.
	 *
	 * @param wpdb         $database     WordPress's database.
	 * @param Pages        $pages        Where students land.
	 * @param Capabilities $capabilities Who may do what.
	 */
	public function __construct(
		private readonly wpdb $database,
		private readonly Pages $pages,
		private readonly Capabilities $capabilities,
	) {}

	/**
	 * Cleans up after the plugin on the current site.
	 */
	public function uninstall(): void {
		delete_transient( Options::SIDECAR_STATE_TRANSIENT );
		// On the further sites of a large network the deactivation hook never ran.
		Schedule::stop();
		if ( ! get_option( Options::REMOVE_DATA ) ) {
			return;
		}
		$this->pages->delete_created();
		$this->capabilities->revoke();
		$this->drop_tables();
		array_map( 'delete_option', Options::ALL );
		// Only with the rows that they belong to: a mail must not go out again when the plugin comes back.
		( new Delivery_Markers( $this->database ) )->forget_all();
	}

	/**
	 * On `wp_uninitialize_site`, before WordPress drops the tables that it knows of a site that is deleted.
	 *
	 * @param WP_Site $site The site; its options can still be read.
	 */
	public function drop_tables_of( WP_Site $site ): void {
		Network::on_site(
			(int) $site->blog_id,
			function (): void {
				if ( get_option( Options::REMOVE_DATA ) ) {
					$this->drop_tables();
				}
			}
		);
	}

	/** Drops the sidecar's tables, and only those: another plugin may use the same letters. */
	private function drop_tables(): void {
		$foreign_key_checks = $this->database->get_var( 'SELECT @@SESSION.foreign_key_checks' );
		$this->database->query( 'SET SESSION foreign_key_checks = 0' );
		foreach ( self::TABLES as $table ) {
			foreach ( [ '', self::UNFINISHED ] as $suffix ) {
				$name = $this->database->prefix . 'ce_' . $table . $suffix;
				$this->database->query( (string) $this->database->prepare( 'DROP TABLE IF EXISTS %i', $name ) );
			}
		}
		$this->database->query( (string) $this->database->prepare( 'SET SESSION foreign_key_checks = %d', $foreign_key_checks ) );
	}
}
