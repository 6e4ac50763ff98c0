<?php
/**
 * Who may run courses, as the settings say.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Admin\Role_Form;
use Cohort_Enrollment\Admin\Settings_Actions;
use Cohort_Enrollment\Plugin;
use RuntimeException;

final class Role_Form_Test extends WordPress_Test_Case {

	protected function tearDown(): void {
		// Read again: the roles are cached in an object, which the rollback does not know.
		parent::tearDown();
		wp_roles()->for_site();
		$_POST    = [];
		$_REQUEST = [];
	}

	public function test_a_role_gets_exactly_what_the_form_says(): void {
		$this->save(
			[
				'editor' => [ 'manage_cohorts', 'view_cohort_rosters', 'manage_options' ],
				'author' => [ 'view_cohort_rosters' ],
			]
		);

		self::assertSame( [ true, true, false ], $this->capabilities( 'editor' ) );
		self::assertSame( [ false, true, false ], $this->capabilities( 'author' ) );

		$this->save( [] );

		self::assertSame( [ false, false, false ], $this->capabilities( 'editor' ) );
		self::assertSame( [ true, true, true ], $this->capabilities( 'administrator' ), 'Nobody can lock all out.' );
	}

	public function test_what_is_no_form_of_ours_changes_nothing(): void {
		$this->save(
			[
				'editor' => 'manage_cohorts',
				'nobody' => [ 'manage_cohorts' ],
				'author' => [ [ 'view_cohort_rosters' ] ],
			]
		);

		self::assertSame( [ true, false, false ], $this->capabilities( 'editor' ) );
		self::assertSame( [ false, false, false ], $this->capabilities( 'author' ) );
		self::assertNull( get_role( 'nobody' ) );
	}

	public function test_without_the_nonce_or_the_right_nothing_is_saved(): void {
		foreach ( [ 'administrator', 'editor' ] as $role ) {
			try {
				$this->save( [ 'author' => [ 'manage_cohorts' ] ], $role, 'administrator' === $role ? 'wrong' : null );
				self::fail( 'It was saved.' );
			} catch ( RuntimeException $ended ) {
				self::assertSame( 'ended', $ended->getMessage() );
			}
			self::assertSame( [ false, false, false ], $this->capabilities( 'author' ) );
		}
	}

	/**
	 * Sends the form.
	 *
	 * @param array<string, mixed> $roles Role => capabilities.
	 * @param string               $as    Role of the sender.
	 * @param string|null          $nonce Null for a right one.
	 */
	private function save( array $roles, string $as = 'administrator', ?string $nonce = null ): void {
		$this->log_in( $as );
		$_POST[ Role_Form::FIELD ] = $roles;
		$_REQUEST['_wpnonce']      = $nonce ?? wp_create_nonce( Role_Form::SAVE );
		// Leading back ends the request; here it only has to be known that it would.
		add_filter( 'wp_redirect', '__return_false' );
		add_filter( 'wp_die_handler', static fn() => static fn() => throw new RuntimeException( 'ended' ) );
		( new Role_Form() )->save( new Settings_Actions( Plugin::instance()->secrets, Plugin::instance()->pages ) );
	}

	/**
	 * Whether a role may manage, may see rosters, and may change options.
	 *
	 * @param string $role Role.
	 * @return list<bool>
	 */
	private function capabilities( string $role ): array {
		return array_map( static fn( string $capability ): bool => true === get_role( $role )?->has_cap( $capability ), [ 'manage_cohorts', 'view_cohort_rosters', 'manage_options' ] );
	}
}
