<?php
/**
 * Pages that an editor starts from.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Blocks;

use Cohort_Enrollment\Blocks\Patterns;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use WP_Block_Type_Registry;
use WP_Locale_Switcher;

final class Patterns_Test extends WordPress_Test_Case {

	protected function tearDown(): void {
		unset( $_GET['_locale'], $_SERVER['HTTP_ACCEPT'] ); // phpcs:ignore WordPress.Security.NonceVerification -- No form.
		parent::tearDown();
		$GLOBALS['wp_locale_switcher'] = new WP_Locale_Switcher(); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WordPress's own.
	}

	/**
	 * Each pattern with the block that it is about.
	 *
	 * @return array<string, array{string, string}>
	 */
	public function patterns(): array {
		return [
			'course page'    => [ Patterns::COURSE_PAGE, 'cohort-enrollment/course-cohorts' ],
			'success page'   => [ Patterns::SUCCESS_PAGE, 'cohort-enrollment/session-wizard' ],
			'dashboard page' => [ Patterns::DASHBOARD_PAGE, 'cohort-enrollment/student-dashboard' ],
		];
	}

	/**
	 * Checks what REST tells of a pattern.
	 *
	 * @dataProvider patterns
	 * @param string $name  Pattern.
	 * @param string $block Its block.
	 */
	public function test_the_editor_is_offered_the_pattern_with_its_block_for_a_new_page( string $name, string $block ): void {
		$pattern = $this->offered()[ 'cohort-enrollment/' . $name ];

		self::assertSame( [ 'cohort-enrollment' ], $pattern['categories'] );
		self::assertSame( [ 'core/post-content' ], $pattern['block_types'] );
		self::assertNotSame( '', $pattern['title'] );
		self::assertTrue( has_block( $block, $pattern['content'] ) );
	}

	/**
	 * Checks the content of a pattern.
	 *
	 * @dataProvider patterns
	 * @param string $name Pattern.
	 */
	public function test_it_holds_nothing_but_registered_blocks_and_nothing_from_elsewhere( string $name ): void {
		$content  = Plugin::instance()->patterns->content( $name );
		$registry = WP_Block_Type_Registry::get_instance();
		foreach ( $this->blocks( parse_blocks( $content ) ) as $block ) {
			self::assertTrue( $registry->is_registered( $block ), $block );
		}
		preg_match_all( '~https?://[^"\s]+~', $content, $addresses );
		foreach ( $addresses[0] as $address ) {
			self::assertStringStartsWith( home_url( '/' ), $address );
		}
		self::assertStringNotContainsString( '<img', $content );
	}

	public function test_the_course_page_has_no_code_so_that_it_shows_the_course_of_the_page(): void {
		self::assertStringContainsString( '<!-- wp:cohort-enrollment/course-cohorts {"align":"wide"} /-->', Plugin::instance()->patterns->content( Patterns::COURSE_PAGE ) );
	}

	public function test_buttons_of_the_course_page_lead_to_places_on_it(): void {
		$content = Plugin::instance()->patterns->content( Patterns::COURSE_PAGE );
		preg_match_all( '/href="#(\w+)"/', $content, $places );

		self::assertCount( 2, $places[1] );
		foreach ( $places[1] as $place ) {
			self::assertSame( 1, substr_count( $content, "id=\"$place\"" ), $place );
		}
	}

	public function test_a_page_has_the_site_s_language_and_the_inserter_that_of_the_editor(): void {
		$this->have_language( 'xx_XX' );
		$in_english = Plugin::instance()->patterns->content( Patterns::COURSE_PAGE );
		$this->log_in( 'editor', [ 'locale' => 'xx_XX' ] );
		// As the editor's screens ask.
		$_GET['_locale']        = 'user';
		$_SERVER['HTTP_ACCEPT'] = 'application/json';

		self::assertSame( 'xx', __( 'Course page', 'cohort-enrollment' ) );
		self::assertSame( $in_english, Plugin::instance()->patterns->content( Patterns::COURSE_PAGE ) );
		self::assertSame( 'xx', __( 'Course page', 'cohort-enrollment' ) );
	}

	/**
	 * Installs a language in which everything is called "xx".
	 *
	 * @param string $locale Locale.
	 */
	private function have_language( string $locale ): void {
		add_filter( 'get_available_languages', static fn( array $languages ): array => [ ...$languages, $locale ] );
		$GLOBALS['wp_locale_switcher'] = new WP_Locale_Switcher(); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WordPress's own.
		$GLOBALS['wp_locale_switcher']->init();
		add_filter( 'gettext_cohort-enrollment', static fn( string $text ): string => determine_locale() === $locale ? 'xx' : $text );
	}

	/**
	 * Patterns of the plugin as REST tells them to an editor, by name.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	private function offered(): array {
		$this->log_in( 'editor' );
		$patterns = rest_do_request( '/wp/v2/block-patterns/patterns' )->get_data();
		return array_column( $patterns, null, 'name' );
	}

	/**
	 * Names of blocks and of those within.
	 *
	 * @param array<int, array<string, mixed>> $blocks Parsed blocks.
	 * @return list<string>
	 */
	private function blocks( array $blocks ): array {
		$names = [];
		foreach ( $blocks as $block ) {
			// Between blocks lie line breaks.
			if ( null !== $block['blockName'] || '' !== trim( $block['innerHTML'] ) ) {
				$names = [ ...$names, (string) $block['blockName'], ...$this->blocks( $block['innerBlocks'] ) ];
			}
		}
		return $names;
	}
}
