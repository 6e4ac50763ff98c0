<?php
/**
 * What a person types at the server.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Plugin;
use WP_CLI;

/**
 * The commands of `wp cohort`.
 */
final class Commands {

	/**
	 * On `cli_init`: adds them.
	 *
	 * @param Plugin $plugin The parts that they need.
	 */
	public static function register( Plugin $plugin ): void {
		$sidecar  = new Sidecar( $plugin->client );
		$admin    = $plugin->admin();
		$commands = [
			'cohort'               => Cohort_Namespace::class,
			'cohort health'        => new Health_Command( $admin->findings ),
			'cohort env'           => new Env_Command( $admin->debug_information, $plugin->secrets, $sidecar ),
			'cohort course'        => Course_Namespace::class,
			'cohort cohort'        => Cohorts_Namespace::class,
			'cohort roster'        => Roster_Namespace::class,
			'cohort course list'   => new Course_List_Command( $sidecar ),
			'cohort cohort list'   => new Cohort_List_Command( $sidecar ),
			'cohort roster export' => new Roster_Export_Command( $sidecar ),
			'cohort enroll'        => new Enroll_Command( $sidecar ),
			'cohort refund'        => new Refund_Command( $sidecar ),
			'cohort reconcile'     => new Reconcile_Command( $sidecar ),
			'cohort replay'        => new Replay_Command( $sidecar ),
		];
		foreach ( $commands as $name => $command ) {
			WP_CLI::add_command( $name, $command );
		}
	}
}
