<?php
/**
 * Who is speaking to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Identity;

use Cohort_Enrollment\Setup\Capabilities;
use Cohort_Enrollment\Setup\Pages;

/**
 * Describes WordPress's current user in the words of `sidecar/contract/identity.ts`.
 *
 * @phpstan-import-type Identity from Token_Signer
 */
final class Current_User {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Pages $pages Where students land.
	 */
	public function __construct( private readonly Pages $pages ) {}

	/**
	 * The claims that do not depend on the request. A visitor is user "0" without name and address.
	 *
	 * @return array
	 * @phpstan-return Identity
	 */
	public function identity(): array {
		$user = wp_get_current_user();
		return [
			// The option, not home_url(): that one changes its scheme with the current request, the sidecar's issuer does not.
			'iss'    => untrailingslashit( (string) get_option( 'home' ) ),
			'sub'    => (string) $user->ID,
			'name'   => $user->exists() ? $user->display_name : '',
			'email'  => $user->exists() ? $user->user_email : '',
			'locale' => get_user_locale(),
			'caps'   => $this->capabilities(),
			'paths'  => [
				'success'   => $this->pages->path( Pages::SUCCESS ),
				'dashboard' => $this->pages->path( Pages::DASHBOARD ),
			],
		];
	}

	/**
	 * Those of the plugin's capabilities that the current user has.
	 *
	 * @return list<string>
	 */
	private function capabilities(): array {
		return array_values( array_filter( Capabilities::ALL, static fn( string $capability ): bool => current_user_can( $capability ) ) );
	}
}
