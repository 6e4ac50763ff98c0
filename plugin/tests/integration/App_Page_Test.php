<?php
/**
 * Who sees which screens of the menu Cohorts.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Plugin;

final class App_Page_Test extends WordPress_Test_Case {

	private const SCREENS = [ 'overview', 'courses', 'group-classes', 'cohorts', 'students', 'attention' ];

	/** The menu as it was. */
	private array $menus = [];

	protected function setUp(): void {
		parent::setUp();
		$this->menus = [ $GLOBALS['menu'] ?? [], $GLOBALS['submenu'] ?? [] ];
	}

	protected function tearDown(): void {
		[ $GLOBALS['menu'], $GLOBALS['submenu'] ] = $this->menus;
		parent::tearDown();
	}

	public function test_whoever_may_look_or_manage_gets_every_screen(): void {
		foreach ( [ 'view_cohort_rosters', 'manage_cohorts' ] as $capability ) {
			self::assertSame( self::SCREENS, $this->screens_with( $capability ), $capability );
		}
	}

	public function test_whoever_may_neither_gets_none(): void {
		self::assertSame( [], $this->screens_with( null ) );
	}

	/**
	 * The screens that a user may open.
	 *
	 * @param string|null $capability Beside those of a subscriber.
	 * @return list<string>
	 */
	private function screens_with( ?string $capability ): array {
		$this->log_in();
		if ( null !== $capability ) {
			wp_get_current_user()->add_cap( $capability );
		}
		$GLOBALS['menu']    = [];
		$GLOBALS['submenu'] = [];
		Plugin::instance()->admin()->app_page->add();
		$slugs = array_column( $GLOBALS['submenu']['cohort-enrollment-overview'] ?? [], 2 );
		return array_map( static fn( string $slug ): string => str_replace( 'cohort-enrollment-', '', $slug ), $slugs );
	}
}
