<?php
/**
 * What the blocks of a student's own pages print.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use Cohort_Enrollment\Setup\Pages;
use WP_Block;

/**
 * Frame of the session wizard and the student dashboard: their view scripts fill it for students, visitors get a link
 * to log in and no script at all.
 */
final class Student_Page {

	/**
	 * Prints the block.
	 *
	 * @param string                $page               Which block it is: Pages::SUCCESS (wizard) or Pages::DASHBOARD.
	 * @param string                $wrapper_attributes From get_block_wrapper_attributes().
	 * @param string                $invitation         What a visitor finds after logging in.
	 * @param array<string, string> $settings           Further settings of the view script.
	 */
	public static function print( string $page, string $wrapper_attributes, string $invitation, array $settings = [] ): void {
		/**
		 * Fires before the session wizard or the student dashboard.
		 *
		 * @since 0.1.0
		 *
		 * @param string $page `success` (session wizard) or `dashboard`.
		 */
		do_action( 'cohort_enrollment_before_student_page', $page );
		if ( is_user_logged_in() ) {
			self::print_for_student( $page, $wrapper_attributes, $settings );
		} else {
			self::print_for_visitor( $wrapper_attributes, $invitation );
		}
		/**
		 * Fires after the session wizard or the student dashboard.
		 *
		 * @since 0.1.0
		 *
		 * @param string $page `success` (session wizard) or `dashboard`.
		 */
		do_action( 'cohort_enrollment_after_student_page', $page );
	}

	/**
	 * On `render_block_{name}`: takes the block's scripts off the page when a visitor sees it.
	 *
	 * @param string               $html         Rendered block, returned as it is.
	 * @param array<string, mixed> $parsed_block Not used.
	 * @param WP_Block             $block        The block.
	 */
	public static function spare_visitors_the_scripts( string $html, array $parsed_block, WP_Block $block ): string {
		if ( ! is_user_logged_in() ) {
			array_map( 'wp_dequeue_script', $block->block_type->view_script_handles );
		}
		return $html;
	}

	/**
	 * The place that the view script fills.
	 *
	 * @param string                $page               Which block it is.
	 * @param string                $wrapper_attributes Escaped by core.
	 * @param array<string, string> $settings           Further settings.
	 */
	private static function print_for_student( string $page, string $wrapper_attributes, array $settings ): void {
		$settings += [
			'dashboardUrl' => Page_Address::of_page( Pages::DASHBOARD ),
			'wizardUrl'    => Page_Address::of_page( Pages::SUCCESS ),
			'loginUrl'     => Page_Address::login( Page_Address::current() ),
			'homeUrl'      => home_url( '/' ),
		];
		/**
		 * Filters the addresses to which the session wizard and the student dashboard lead.
		 *
		 * @since 0.1.0
		 *
		 * @param array<string, string> $settings `dashboardUrl` and `wizardUrl` (empty for none), `loginUrl`, `homeUrl` (for
		 *                                        students without a course), and `show` of the dashboard.
		 * @param string                $page     `success` (session wizard) or `dashboard`.
		 */
		$settings = (array) apply_filters( 'cohort_enrollment_student_page_settings', $settings, $page );
		printf(
			'<div %1$s data-settings="%2$s"><p class="cohort-enrollment-loading">%3$s</p><noscript><p>%4$s</p></noscript></div>',
			$wrapper_attributes, // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Escaped by core.
			esc_attr( (string) wp_json_encode( $settings ) ),
			esc_html__( 'Loading…', 'cohort-enrollment' ),
			esc_html__( 'This page needs JavaScript. Please switch it on in your browser, then reload the page.', 'cohort-enrollment' )
		);
	}

	/**
	 * A link to log in and come back, session id and all.
	 *
	 * @param string $wrapper_attributes Escaped by core.
	 * @param string $invitation         What there is to see.
	 */
	private static function print_for_visitor( string $wrapper_attributes, string $invitation ): void {
		printf(
			'<div %1$s><div class="cohort-enrollment-message"><p>%2$s</p><p><a class="wp-element-button" href="%3$s">%4$s</a></p></div></div>',
			$wrapper_attributes, // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Escaped by core.
			esc_html( $invitation ),
			esc_url( Page_Address::login( Page_Address::current() ) ),
			esc_html__( 'Log in', 'cohort-enrollment' )
		);
	}
}
