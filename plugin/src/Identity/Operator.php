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
 * The current user, or nobody, with capabilities that no browser can use.
 *
 * Whoever may run WP-CLI on the server can read the database and the keys anyway, and has them all. In WordPress's privacy
 * tools it is those that WordPress itself asks for there, and nothing else; {@see \Cohort_Enrollment\Rest\Sidecar_Proxy}
 * never signs them. The sidecar calls user 0 with capabilities `operator`.
 *
 * @phpstan-import-type Identity from Token_Signer
 */
final class Operator {

	/** WordPress's own capabilities for its privacy tools; in a network only its administrators have them. */
	public const PRIVACY_CAPABILITIES = [ 'export_others_personal_data', 'erase_others_personal_data' ];

	/**
	 * Keeps its neighbour.
	 *
	 * @param Current_User $current_user Who works in wp-admin; nobody in WP-CLI, unless `--user` says who.
	 */
	public function __construct( private readonly Current_User $current_user ) {}

	/** Whether this is WP-CLI, or WordPress lets the current user export or erase other people's data. */
	public static function is_entitled(): bool {
		return [] !== self::capabilities();
	}

	/**
	 * The claims that do not depend on the request.
	 *
	 * @return array
	 * @phpstan-return Identity
	 * @throws LogicException When nothing entitles to it: the caller must have asked {@see self::is_entitled()}.
	 */
	public function identity(): array {
		$capabilities = self::capabilities();
		if ( [] === $capabilities ) {
			throw new LogicException( 'Only WP-CLI and WordPress’s privacy tools speak as the operator.' );
		}
		return [ 'caps' => $capabilities ] + $this->current_user->identity();
	}

	/**
	 * What the sidecar is told that the operator may do.
	 *
	 * @return list<string>
	 */
	private static function capabilities(): array {
		return defined( 'WP_CLI' ) && WP_CLI
			? [ ...Capabilities::ALL, ...self::PRIVACY_CAPABILITIES ]
			: array_values( array_filter( self::PRIVACY_CAPABILITIES, static fn( string $capability ): bool => current_user_can( $capability ) ) );
	}
}
