<?php
/**
 * The frames of the wizard and the dashboard.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use WP_HTML_Tag_Processor;

final class Student_Page_Test extends WordPress_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		Plugin::instance()->pages->create_missing();
		$_SERVER['REQUEST_URI'] = '/your-enrollment/?session_id=cs_test_1';
	}

	protected function tearDown(): void {
		parent::tearDown();
		$_SERVER['REQUEST_URI'] = '/';
		array_map( 'wp_dequeue_script', $this->scripts() );
	}

	/**
	 * Both blocks.
	 *
	 * @return array<string, array{string}>
	 */
	public function blocks(): array {
		return [
			'wizard'    => [ 'session-wizard' ],
			'dashboard' => [ 'student-dashboard' ],
		];
	}

	/**
	 * Checks the frame for visitors.
	 *
	 * @dataProvider blocks
	 * @param string $name Block.
	 */
	public function test_a_visitor_gets_a_link_to_log_in_and_come_back_and_no_script( string $name ): void {
		$tags = new WP_HTML_Tag_Processor( $this->render( $name ) );

		self::assertTrue( $tags->next_tag( 'a' ) );
		parse_str( (string) wp_parse_url( (string) $tags->get_attribute( 'href' ), PHP_URL_QUERY ), $query );
		self::assertSame( home_url( '/your-enrollment/?session_id=cs_test_1' ), $query['redirect_to'] );
		foreach ( $this->scripts() as $handle ) {
			self::assertFalse( wp_script_is( $handle ), $handle );
		}
	}

	/**
	 * Checks the frame for students.
	 *
	 * @dataProvider blocks
	 * @param string $name Block.
	 */
	public function test_a_student_gets_the_script_its_addresses_and_a_word_for_those_without_javascript( string $name ): void {
		$this->log_in();
		$html = $this->render( $name );
		$tags = new WP_HTML_Tag_Processor( $html );

		self::assertTrue( $tags->next_tag( [ 'class_name' => 'wp-block-cohort-enrollment-' . $name ] ) );
		$settings = json_decode( (string) $tags->get_attribute( 'data-settings' ), true );
		self::assertSame( get_permalink( (int) get_option( Pages::OPTIONS[ Pages::DASHBOARD ] ) ), $settings['dashboardUrl'] );
		self::assertSame( get_permalink( (int) get_option( Pages::OPTIONS[ Pages::SUCCESS ] ) ), $settings['wizardUrl'] );
		self::assertTrue( wp_script_is( "cohort-enrollment-$name-view-script" ) );
		self::assertStringContainsString( '<noscript>', $html );
	}

	public function test_the_address_of_a_page_that_is_gone_is_empty(): void {
		$this->log_in();
		wp_trash_post( (int) get_option( Pages::OPTIONS[ Pages::DASHBOARD ] ) );

		self::assertStringContainsString( '"dashboardUrl":""', html_entity_decode( $this->render( 'session-wizard' ) ) );
	}

	public function test_a_site_can_print_around_the_blocks_and_change_where_they_lead(): void {
		$this->log_in();
		foreach ( [ 'before', 'after' ] as $place ) {
			add_action( "cohort_enrollment_{$place}_student_page", static fn( string $page ) => printf( '<i>%s %s</i>', esc_html( $place ), esc_html( $page ) ) );
		}
		add_filter( 'cohort_enrollment_student_page_settings', static fn( array $settings, string $page ): array => [ 'homeUrl' => "https://example.test/$page/" ] + $settings, 10, 2 );

		self::assertMatchesRegularExpression( '~^<i>before success</i><div .*example\.test\\\\/success.*</div><i>after success</i>$~s', trim( html_entity_decode( $this->render( 'session-wizard' ) ) ) );
		self::assertStringContainsString( '<i>after dashboard</i>', $this->render( 'student-dashboard' ) );
	}

	public function test_the_dashboard_s_script_knows_whether_only_the_next_session_is_wanted(): void {
		$this->log_in();
		self::assertStringContainsString( '"show":"everything"', html_entity_decode( $this->render( 'student-dashboard' ) ) );
		self::assertStringContainsString( '"show":"next-session"', html_entity_decode( $this->render( 'student-dashboard {"show":"next-session"}' ) ) );
	}

	/**
	 * Renders a block.
	 *
	 * @param string $name Without its namespace.
	 */
	private function render( string $name ): string {
		return do_blocks( "<!-- wp:cohort-enrollment/$name /-->" );
	}

	/**
	 * Handles of the view scripts.
	 *
	 * @return list<string>
	 */
	private function scripts(): array {
		return [ 'cohort-enrollment-session-wizard-view-script', 'cohort-enrollment-student-dashboard-view-script' ];
	}
}
