<?php
/**
 * The demo's pages, put together from the words in content/.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment_Demo;

require_once __DIR__ . '/markup.php';

/**
 * The words of a course.
 *
 * @param string $slug Of its page and its file.
 * @return array{title: string, color: string, eyebrow: string, lead: string, summary: string, learn: array<string, string>, for: string[], not_for: string[], teacher: array{name: string, words: string}, faq: array<string, string>}
 */
function course_words( string $slug ): array {
	return require __DIR__ . "/content/$slug.php";
}

/**
 * The page that sells a course, with the block that lists its cohorts.
 *
 * @param array<string, mixed> $words As course_words() returns them.
 * @param string               $code  Of the course.
 */
function course_page( array $words, string $code ): string {
	$hero = paragraph( esc_html( $words['eyebrow'] ), 'small' )
		. heading( $words['title'], 1, array( 'size' => 'xx-large' ) )
		. paragraph( esc_html( $words['lead'] ), 'x-large' )
		. buttons(
			array(
				'Choose a cohort' => '#cohorts',
				'What you learn'  => '#learn',
			)
		);

	$cohorts = heading(
		'Choose your cohort',
		2,
		array(
			'align'  => 'wide',
			'anchor' => 'cohorts',
		)
	)
		. block(
			'cohort-enrollment/course-cohorts',
			array(
				'courseCode' => $code,
				'align'      => 'wide',
			)
		);

	return section( wide_text( $hero ), $words['color'], '70' )
		. section(
			heading(
				'What you learn',
				2,
				array(
					'align'  => 'wide',
					'anchor' => 'learn',
				)
			) . lessons( $words['learn'] )
		)
		. section( $cohorts, 'accent-5' )
		. section( audience( $words['for'], $words['not_for'] ) )
		. section( wide_text( teacher( $words['teacher'] ) ), $words['color'] )
		. section( wide_text( heading( 'Questions people ask' ) . questions( $words['faq'] ) ) );
}

/**
 * What is learned.
 *
 * @param array<string, string> $lessons Title → sentence.
 */
function lessons( array $lessons ): string {
	$boxes = array();
	foreach ( $lessons as $title => $text ) {
		$boxes[] = box( heading( $title, 3, array( 'size' => 'large' ) ) . paragraph( esc_html( $text ), 'medium' ) );
	}
	return grid( $boxes );
}

/**
 * Whom a course is for, and whom it is not for.
 *
 * @param string[] $for     Sentences.
 * @param string[] $not_for Sentences.
 */
function audience( array $for, array $not_for ): string {
	return columns(
		array(
			heading( 'It is for you if' ) . bullets( $for ),
			heading( 'It is not for you if' ) . bullets( $not_for ),
		)
	);
}

/**
 * Who teaches, in their own words.
 *
 * @param array{name: string, words: string} $teacher Of the course.
 */
function teacher( array $teacher ): string {
	return block(
		'quote',
		array(),
		"\n<blockquote class=\"wp-block-quote\">" . trim( paragraph( esc_html( $teacher['words'] ) ) )
			. '<cite>' . esc_html( $teacher['name'] ) . ", who teaches this course</cite></blockquote>\n"
	);
}

/**
 * Questions with their answers.
 *
 * @param array<string, string> $faq Question → answer.
 */
function questions( array $faq ): string {
	return implode( '', array_map( __NAMESPACE__ . '\details', array_keys( $faq ), $faq ) );
}

/**
 * The front page: what the academy is, its courses, how it works.
 *
 * @param array<string, array{words: array<string, mixed>, url: string}> $courses Code → words and address of its page.
 */
function front_page( array $courses ): string {
	$hero = heading( 'Learn together, in good company', 1, array( 'size' => 'xx-large' ) )
		. paragraph( 'Small courses with a beginning and an end, taught live by people who do it for a living. You start with a group, you finish with a group, and you choose the times that suit you.', 'x-large' )
		. buttons( array( 'See the courses' => '#courses' ) );

	$cards = array();
	foreach ( $courses as $course ) {
		$words   = $course['words'];
		$link    = sprintf( '<a href="%s">Dates and details →</a>', esc_url( $course['url'] ) );
		$cards[] = card(
			$words['color'],
			heading( $words['title'], 3, array( 'size' => 'x-large' ) ) . paragraph( esc_html( $words['summary'] ), 'medium' ) . paragraph( $link, 'medium' )
		);
	}

	$steps = array(
		'1. Choose a cohort'   => 'A cohort is a group that goes through a course together. Pick one with dates that suit you, and a seat is kept for you while you pay.',
		'2. Pick your times'   => 'Most sessions are taught at several times of the week, in several parts of the world. Choose one for each; you can also do it later.',
		'3. Learn with others' => 'Meet, try, laugh, try again. Your courses, times and places are always under “My courses”.',
	);

	return section( wide_text( $hero ), 'accent-5', '70' )
		. section(
			heading(
				'Courses',
				2,
				array(
					'align'  => 'wide',
					'anchor' => 'courses',
				)
			) . grid( $cards )
		)
		. section( heading( 'How it works', 2, array( 'align' => 'wide' ) ) . lessons( $steps ), 'accent-5' );
}

/** The theme's own footer has links that lead nowhere; this one says whose site it is. */
function footer(): string {
	$text = paragraph( 'Riverside Academy is a demo: its courses, teachers and students are invented.', 'small' );
	return section( wide_text( block( 'site-title', array( 'level' => 0 ) ) . block( 'site-tagline' ) . $text ), '', '50' );
}
