<?php
/**
 * The plugin's block patterns.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Blocks;

/**
 * Whole pages that an editor starts from. Their content lies in `patterns/`, in the site's language: it is for visitors,
 * whatever language the editor's own screens speak.
 */
final class Patterns {

	/** Page that sells a course. The admin screens make a course's page from it. */
	public const COURSE_PAGE = 'course-page';
	/** Page on which students land after payment. */
	public const SUCCESS_PAGE = 'success-page';
	/** Page with the student's courses. */
	public const DASHBOARD_PAGE = 'dashboard-page';

	/**
	 * Keeps the folder.
	 *
	 * @param string $directory Folder with one file per pattern, without a trailing slash.
	 */
	public function __construct( private readonly string $directory ) {}

	/**
	 * On `init`: registers category and patterns. A pattern's file is only read where its content is asked for.
	 */
	public function register(): void {
		register_block_pattern_category(
			Block_Types::CATEGORY,
			[
				'label'       => __( 'Cohort Enrollment', 'cohort-enrollment' ),
				'description' => __( 'Pages that sell a course and pages for its students.', 'cohort-enrollment' ),
			]
		);
		foreach ( $this->properties() as $name => $properties ) {
			register_block_pattern(
				Block_Types::CATEGORY . '/' . $name,
				$properties + [
					'filePath'      => $this->file( $name ),
					'categories'    => [ Block_Types::CATEGORY ],
					// Offers them for a new page, too.
					'blockTypes'    => [ 'core/post-content' ],
					'postTypes'     => [ 'page' ],
					'viewportWidth' => 1200,
				]
			);
		}
	}

	/**
	 * Blocks of a pattern, also before `init`.
	 *
	 * @param string $name One of the constants.
	 */
	public function content( string $name ): string {
		ob_start();
		include $this->file( $name );
		return trim( (string) ob_get_clean() );
	}

	/**
	 * Where a pattern's content lies.
	 *
	 * @param string $name One of the constants.
	 */
	private function file( string $name ): string {
		return $this->directory . '/' . $name . '.php';
	}

	/**
	 * What the inserter says of each pattern.
	 *
	 * @return array<string, array{title: string, description: string, keywords: list<string>}>
	 */
	private function properties(): array {
		return [
			self::COURSE_PAGE    => [
				'title'       => __( 'Course page', 'cohort-enrollment' ),
				'description' => __( 'Sells a course: what it is, what students get, its cohorts, and answers to questions.', 'cohort-enrollment' ),
				'keywords'    => [ __( 'course', 'cohort-enrollment' ), __( 'enroll', 'cohort-enrollment' ), __( 'landing page', 'cohort-enrollment' ) ],
			],
			self::SUCCESS_PAGE   => [
				'title'       => __( 'Success page', 'cohort-enrollment' ),
				'description' => __( 'Where students land after payment: the session wizard, and what is good to know.', 'cohort-enrollment' ),
				'keywords'    => [ __( 'booking', 'cohort-enrollment' ), __( 'thank you page', 'cohort-enrollment' ) ],
			],
			self::DASHBOARD_PAGE => [
				'title'       => __( 'Dashboard page', 'cohort-enrollment' ),
				'description' => __( 'The student’s own page with all courses and sessions.', 'cohort-enrollment' ),
				'keywords'    => [ __( 'my courses', 'cohort-enrollment' ), __( 'account', 'cohort-enrollment' ) ],
			],
		];
	}
}
