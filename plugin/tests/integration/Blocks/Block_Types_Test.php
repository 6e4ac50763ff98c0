<?php
/**
 * The blocks as WordPress knows them.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Blocks;

use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use WP_Block_Type;
use WP_Block_Type_Registry;
use WP_Scripts;
use WP_Styles;

// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedVariableFound -- WordPress's own.
final class Block_Types_Test extends WordPress_Test_Case {

	private WP_Scripts $scripts;
	private WP_Styles $styles;

	/**
	 * The plugin's blocks as they were.
	 *
	 * @var list<WP_Block_Type>
	 */
	private array $types = [];

	protected function setUp(): void {
		parent::setUp();
		$this->scripts = wp_scripts();
		$this->styles  = wp_styles();
		$this->types   = $this->unregister();
	}

	protected function tearDown(): void {
		$GLOBALS['wp_locale']->text_direction = 'ltr';

		$this->unregister();
		$GLOBALS['wp_scripts'] = $this->scripts;
		$GLOBALS['wp_styles']  = $this->styles;
		array_map( [ WP_Block_Type_Registry::get_instance(), 'register' ], $this->types );
		parent::tearDown();
	}

	/**
	 * Each direction of writing, with the end of the file that it needs.
	 *
	 * @return array<string, array{string, string}>
	 */
	public function directions(): array {
		return [
			'from the left'  => [ 'ltr', '/style-index.css' ],
			'from the right' => [ 'rtl', '/style-index-rtl.css' ],
		];
	}

	/**
	 * Checks the sheets that pages get when they have too many for WordPress to print them into the page.
	 *
	 * @dataProvider directions
	 * @param string $direction Direction.
	 * @param string $file      End of the sheets' paths.
	 */
	public function test_a_sheet_of_its_own_is_the_one_for_the_direction_of_writing( string $direction, string $file ): void {
		$GLOBALS['wp_locale']->text_direction = $direction;

		$GLOBALS['wp_scripts'] = new WP_Scripts();
		$GLOBALS['wp_styles']  = new WP_Styles();
		Plugin::instance()->block_types->register();

		foreach ( [ 'course-cohorts', 'session-wizard', 'student-dashboard' ] as $name ) {
			ob_start();
			wp_styles()->do_item( "cohort-enrollment-$name-style" );
			self::assertStringContainsString( "/build/blocks/$name$file", (string) ob_get_clean() );
		}
	}

	public function test_every_script_that_ours_need_is_one_of_wordpress(): void {
		$files = glob( COHORT_ENROLLMENT_DIRECTORY . '/build/blocks/*/*.asset.php' );
		self::assertGreaterThan( 5, count( $files ) );

		foreach ( $files as $file ) {
			$missing = array_filter(
				( require $file )['dependencies'],
				static fn( string $handle ): bool => false === wp_scripts()->query( $handle )
			);
			self::assertSame( [], array_values( $missing ), "WordPress would not print the script of $file, and not say so." );
		}
	}

	/**
	 * Takes the plugin's blocks out of WordPress.
	 *
	 * @return list<WP_Block_Type>
	 */
	private function unregister(): array {
		$registry = WP_Block_Type_Registry::get_instance();
		$ours     = array_filter( $registry->get_all_registered(), static fn( WP_Block_Type $type ): bool => str_starts_with( $type->name, 'cohort-enrollment/' ) );
		array_map( [ $registry, 'unregister' ], $ours );
		return array_values( $ours );
	}
}
