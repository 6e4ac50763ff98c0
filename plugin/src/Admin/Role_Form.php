<?php
/**
 * Who may run courses.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Setup\Capabilities;

/**
 * The form on the settings page that gives the plugin's capabilities to roles. `templates/role-form.php` prints it.
 */
final class Role_Form {

	/** Name of the `admin-post.php` action, and of its nonce. */
	public const SAVE = 'cohort_enrollment_save_roles';

	/** Name of the field: role => list of capabilities. */
	public const FIELD = 'cohort_enrollment_roles';

	/**
	 * Prints the form.
	 */
	public function render(): void {
		require COHORT_ENROLLMENT_DIRECTORY . '/templates/role-form.php';
	}

	/**
	 * The plugin's capabilities in words.
	 *
	 * @return array<string, string>
	 */
	public function labels(): array {
		return [
			Capabilities::VIEW_COHORT_ROSTERS => __( 'See rosters, students and tasks', 'cohort-enrollment' ),
			Capabilities::MANAGE_COHORTS      => __( 'Run courses: edit, enroll, refund', 'cohort-enrollment' ),
		];
	}

	/**
	 * Every role of the site with what it has.
	 *
	 * @return array<string, array{name: string, has: list<string>, is_fixed: bool}>
	 */
	public function roles(): array {
		$roles = [];
		foreach ( wp_roles()->roles as $slug => $role ) {
			$roles[ (string) $slug ] = [
				'name'     => translate_user_role( $role['name'] ),
				'has'      => array_values( array_filter( Capabilities::ALL, static fn( string $capability ): bool => ! empty( $role['capabilities'][ $capability ] ) ) ),
				'is_fixed' => Capabilities::FIXED_ROLE === $slug,
			];
		}
		return $roles;
	}

	/**
	 * On `admin_post_…save_roles`: gives and takes the capabilities as the form says.
	 *
	 * @param Settings_Actions $actions Checks the sender, and leads back.
	 */
	public function save( Settings_Actions $actions ): void {
		$actions->require_permission( self::SAVE );
		// phpcs:ignore WordPress.Security.NonceVerification.Missing, WordPress.Security.ValidatedSanitizedInput -- Checked above; only compared with known names.
		$wanted = isset( $_POST[ self::FIELD ] ) && is_array( $_POST[ self::FIELD ] ) ? wp_unslash( $_POST[ self::FIELD ] ) : [];
		foreach ( array_keys( $this->roles() ) as $slug ) {
			if ( Capabilities::FIXED_ROLE !== $slug ) {
				$this->set( $slug, isset( $wanted[ $slug ] ) ? array_values( array_map( 'strval', array_filter( (array) $wanted[ $slug ], 'is_scalar' ) ) ) : [] );
			}
		}
		$actions->go_back( 'success', __( 'The roles were saved.', 'cohort-enrollment' ) );
	}

	/**
	 * Gives a role exactly these of the plugin's capabilities.
	 *
	 * @param string       $slug   Role.
	 * @param list<string> $wanted Capabilities; others than the plugin's are ignored.
	 */
	private function set( string $slug, array $wanted ): void {
		$role = get_role( $slug );
		foreach ( Capabilities::ALL as $capability ) {
			if ( in_array( $capability, $wanted, true ) ) {
				$role?->add_cap( $capability );
			} else {
				$role?->remove_cap( $capability );
			}
		}
	}
}
