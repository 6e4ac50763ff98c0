<?php
/**
 * Where students land.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Pages;

final class Pages_Test extends WordPress_Test_Case {

	private Pages $pages;

	private int $page_id;

	protected function setUp(): void {
		parent::setUp();
		$this->pages = Plugin::instance()->pages;
		delete_option( Pages::OPTIONS[ Pages::SUCCESS ] );
		$this->pages->create_missing();
		$this->page_id = (int) get_option( Pages::OPTIONS[ Pages::SUCCESS ] );
		wp_update_post(
			[
				'ID'        => $this->page_id,
				'post_name' => 'test-landing',
			]
		);
	}

	protected function tearDown(): void {
		parent::tearDown();
		$GLOBALS['wp_rewrite']->init();
	}

	public function test_the_path_is_that_of_the_permalink_whatever_its_form(): void {
		$this->use_permalinks( '/%postname%/' );
		self::assertSame( '/test-landing/', $this->pages->path( Pages::SUCCESS ) );

		$this->use_permalinks( '/index.php/%postname%' );
		self::assertSame( '/index.php/test-landing', $this->pages->path( Pages::SUCCESS ) );

		$this->use_permalinks( '' );
		self::assertSame( '/?page_id=' . $this->page_id, $this->pages->path( Pages::SUCCESS ) );
	}

	public function test_on_a_site_in_a_folder_the_path_starts_with_the_folder(): void {
		add_filter( 'home_url', static fn( string $url, string $path ): string => 'https://example.test/school/' . ltrim( $path, '/' ), 10, 2 );
		$this->use_permalinks( '/%postname%/' );

		self::assertSame( '/school/test-landing/', $this->pages->path( Pages::SUCCESS ) );
	}

	public function test_while_the_page_cannot_be_seen_students_land_on_the_front_page(): void {
		foreach ( [ 'draft', 'private', 'trash' ] as $status ) {
			wp_update_post(
				[
					'ID'          => $this->page_id,
					'post_status' => $status,
				]
			);
			self::assertSame( '/', $this->pages->path( Pages::SUCCESS ), $status );
		}
		update_option( Pages::OPTIONS[ Pages::SUCCESS ], PHP_INT_MAX );
		self::assertSame( '/', $this->pages->path( Pages::SUCCESS ) );
	}

	public function test_a_translated_page_can_take_its_place(): void {
		$this->use_permalinks( '' );
		$translated = wp_insert_post(
			[
				'post_type'   => 'page',
				'post_status' => 'publish',
				'post_title'  => 'Deine Anmeldung',
			]
		);
		add_filter( 'cohort_enrollment_page_id', static fn( int $page_id, string $page ): int => Pages::SUCCESS === $page ? $translated : $page_id, 10, 2 );

		self::assertSame( '/?page_id=' . $translated, $this->pages->path( Pages::SUCCESS ) );
	}

	public function test_the_block_is_found_inside_other_blocks_and_missed_when_it_is_gone(): void {
		$this->set_content( '<!-- wp:group --><div class="wp-block-group"><!-- wp:cohort-enrollment/session-wizard {"align":"wide"} /--></div><!-- /wp:group -->' );
		self::assertTrue( $this->pages->has_its_block( Pages::SUCCESS ) );

		$this->set_content( 'cohort-enrollment/session-wizard' );
		self::assertFalse( $this->pages->has_its_block( Pages::SUCCESS ) );
	}

	/**
	 * Changes the form of permalinks.
	 *
	 * @param string $structure Permalink structure.
	 */
	private function use_permalinks( string $structure ): void {
		$GLOBALS['wp_rewrite']->set_permalink_structure( $structure );
	}

	/**
	 * Replaces the page's content.
	 *
	 * @param string $content Blocks.
	 */
	private function set_content( string $content ): void {
		wp_update_post(
			[
				'ID'           => $this->page_id,
				'post_content' => wp_slash( $content ),
			]
		);
	}
}
