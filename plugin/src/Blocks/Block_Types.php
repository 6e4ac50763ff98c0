<?php
/**
 * The plugin's blocks.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Blocks;

use _WP_Dependency;
use WP_Block_Type;

/**
 * Registers every block that was built.
 */
final class Block_Types {

	/** Category of the blocks and of the patterns. */
	public const CATEGORY = 'cohort-enrollment';

	/**
	 * Keeps the folder.
	 *
	 * @param string $directory Folder with one folder per block, without a trailing slash.
	 * @param string $languages Folder with translations.
	 */
	public function __construct(
		private readonly string $directory,
		private readonly string $languages,
	) {}

	/**
	 * On `init`: registers the blocks. Their scripts and styles are only enqueued where a block is shown.
	 */
	public function register(): void {
		foreach ( $this->metadata_files() as $file ) {
			$type = register_block_type( $file );
			if ( $type instanceof WP_Block_Type ) {
				$this->translate_scripts( $type );
				$this->name_styles( $type );
			}
		}
	}

	/**
	 * On `block_categories_all`: adds the blocks' own category.
	 *
	 * @param list<array<string, mixed>> $categories Categories of the inserter.
	 * @return list<array<string, mixed>>
	 */
	public function add_category( array $categories ): array {
		$categories[] = [
			'slug'  => self::CATEGORY,
			'title' => __( 'Cohort Enrollment', 'cohort-enrollment' ),
			'icon'  => null,
		];
		return $categories;
	}

	/**
	 * On `admin_notices`: says what to do when the plugin was copied from its sources without being built.
	 */
	public function print_missing_build_notice(): void {
		if ( [] !== $this->metadata_files() || ! current_user_can( 'activate_plugins' ) ) {
			return;
		}
		wp_admin_notice(
			esc_html__( 'Cohort Enrollment has no blocks, because it was not built. Install the released zip file, or run “npm ci” and “npm run build” in its source folder.', 'cohort-enrollment' ),
			[ 'type' => 'error' ]
		);
	}

	/**
	 * Files that describe the blocks.
	 *
	 * @return list<string>
	 */
	private function metadata_files(): array {
		$files = glob( $this->directory . '/*/block.json' );
		return false === $files ? [] : $files;
	}

	/**
	 * Lets the scripts find the translations that come with the plugin, beside those of translate.wordpress.org.
	 *
	 * @param WP_Block_Type $type A registered block.
	 */
	private function translate_scripts( WP_Block_Type $type ): void {
		foreach ( [ ...$type->editor_script_handles, ...$type->script_handles, ...$type->view_script_handles ] as $handle ) {
			// Setting them would add the dependency: the course list's script has none, so that its page loads nothing else.
			$script = wp_scripts()->query( $handle );
			if ( $script instanceof _WP_Dependency && in_array( 'wp-i18n', $script->deps, true ) ) {
				wp_set_script_translations( $handle, 'cohort-enrollment', $this->languages );
			}
		}
	}

	/**
	 * Tells WordPress that our files do not end in `.min.css`: it takes that of every block, and then finds no sheet to read
	 * from right to left (https://core.trac.wordpress.org/ticket/61625).
	 *
	 * @param WP_Block_Type $type A registered block.
	 */
	private function name_styles( WP_Block_Type $type ): void {
		foreach ( [ ...$type->editor_style_handles, ...$type->style_handles, ...$type->view_style_handles ] as $handle ) {
			if ( str_starts_with( $handle, 'cohort-enrollment-' ) ) {
				wp_style_add_data( $handle, 'suffix', '' );
			}
		}
	}
}
