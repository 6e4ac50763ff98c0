<?php
/**
 * Whoever works at the server, or with WordPress's privacy tools.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Identity;

use Cohort_Enrollment\Setup\Capabilities;
use LogicException;

/**
 * The current user, or nobody, with every capability of the plugin.
 *
 * Whoever may run WP-CLI on the server can read the database and the keys anyway, and whoever may export or erase other
 * people's data in wp-admin was entitled to all of it by WordPress, which asks for other capabilities than ours. The
 * sidecar calls user 0 with capabilities `operator`.
 *
 * @phpstan-import-type Identity from Token_Signer
 */
final class Operator {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Current_User $current_user Who works in wp-admin; nobody in WP-CLI, unless `--user` says who.
	 */
	public function __construct( private readonly Current_User $current_user ) {}

	/** Whether this is WP-CLI, or WordPress lets the current user export or erase other people's data. */
	public static function is_entitled(): bool {
		return ( defined( 'WP_CLI' ) && WP_CLI )
			|| current_user_can( 'export_others_personal_data' )
			|| current_user_can( 'erase_others_personal_data' );
	}

	/**
	 * The claims that do not depend on the request.
	 *
	 * @return array
	 * @phpstan-return Identity
	 * @throws LogicException When nothing entitles to it: the caller must have asked {@see self::is_entitled()}.
	 */
	public function identity(): array {
		if ( ! self::is_entitled() ) {
			throw new LogicException( 'Only WP-CLI and WordPress’s privacy tools speak as the operator.' );
		}
		return [ 'caps' => Capabilities::ALL ] + $this->current_user->identity();
	}
}
