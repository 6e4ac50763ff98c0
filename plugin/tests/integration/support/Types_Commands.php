<?php
/**
 * What tests of commands have in common.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Options;

/**
 * Commands in a process of their own, against the recording sidecar. Skipped where WP-CLI is not there.
 */
trait Types_Commands {

	protected function setUp(): void { // phpcs:ignore WordPress.NamingConventions.ValidFunctionName.MethodNameInvalid -- PHPUnit's name.
		parent::setUp();
		// The command's own process would wait for what a transaction of ours has locked.
		$GLOBALS['wpdb']->query( 'ROLLBACK' );
		if ( ! Wp_Cli::is_there() ) {
			self::markTestSkipped( 'WP-CLI comes through Composer only.' );
		}
	}

	protected function tearDown(): void { // phpcs:ignore WordPress.NamingConventions.ValidFunctionName.MethodNameInvalid -- PHPUnit's name.
		// What the command's process found out about the recording sidecar.
		delete_transient( Options::SIDECAR_STATE_TRANSIENT );
		parent::tearDown();
	}

	/**
	 * An error answer.
	 *
	 * @param int                  $status HTTP status.
	 * @param string               $code   Stable code.
	 * @param array<string, mixed> $data   What belongs to it.
	 * @return array<string, mixed>
	 */
	private static function refusal( int $status, string $code, array $data = [] ): array {
		return [
			'status' => $status,
			'json'   => [
				'code'    => $code,
				'message' => 'No.',
				'data'    => [ 'status' => $status ] + $data,
			],
		];
	}
}
