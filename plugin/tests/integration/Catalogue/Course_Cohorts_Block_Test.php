<?php
/**
 * The cohort list as the browser gets it.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use WP_HTML_Tag_Processor;

require_once __DIR__ . '/Catalogue_Rows.php';

final class Course_Cohorts_Block_Test extends WordPress_Test_Case {

	use Catalogue_Rows;

	private int $course_id;

	private int $cohort_id;

	protected function setUp(): void {
		parent::setUp();
		$this->course_id = $this->add_course();
		$this->cohort_id = $this->add_cohort( $this->course_id );
		$this->add_price( 'program', $this->course_id );
		Plugin::instance()->availability->remember( true );
		$_SERVER['REQUEST_URI'] = '/course/?color=red&enrollment=cancelled&cohort=1';
	}

	protected function tearDown(): void {
		parent::tearDown();
		$_SERVER['REQUEST_URI'] = '/';
	}

	public function test_a_visitor_reads_everything_and_is_led_to_the_login_and_back_to_the_same_cohort(): void {
		$html = $this->render();

		self::assertStringContainsString( 'Spring Cohort', $html );
		self::assertStringContainsString( '$490', $html );
		self::assertStringContainsString( 'Eastern Time', $html );
		$login = $this->attribute( $html, 'cohort-enrollment-cohort__enroll', 'href' );
		parse_str( (string) wp_parse_url( $login, PHP_URL_QUERY ), $query );
		self::assertSame( home_url( '/course/?color=red#cohort-' . $this->cohort_id ), $query['redirect_to'] );
		self::assertStringNotContainsString( '<button', $html );
	}

	public function test_a_student_gets_a_button_and_what_its_script_needs(): void {
		$this->log_in();
		$html = $this->render();

		self::assertStringContainsString( '>Enroll in Spring Cohort</button>', $html );
		$settings = json_decode( $this->attribute( $html, 'wp-block-cohort-enrollment-course-cohorts', 'data-settings' ), true );
		self::assertStringEndsWith( 'cohort-enrollment/v1/course-programs/TEST/cohorts', $settings['enrollUrl'] );
		self::assertStringEndsWith( 'admin-ajax.php?action=rest-nonce', $settings['nonceUrl'] );
		self::assertSame( '2 seats left', $settings['words']['seats'][2] );
	}

	public function test_the_course_code_is_encoded_in_the_address_that_the_script_asks(): void {
		$this->log_in();
		$course_id = $this->add_course( [ 'code' => 'A/B 1' ] );
		$this->add_cohort( $course_id );

		self::assertStringContainsString( 'course-programs\/A%2FB%201\/cohorts', html_entity_decode( $this->render( 'A/B 1' ) ) );
	}

	public function test_a_student_who_is_in_is_led_to_the_dashboard(): void {
		$this->add_package( $this->log_in(), $this->course_id, $this->cohort_id );
		Plugin::instance()->pages->create_missing();
		$html = $this->render();

		self::assertStringContainsString( 'You are enrolled.', $html );
		self::assertSame( get_permalink( (int) get_option( Pages::OPTIONS[ Pages::DASHBOARD ] ) ), $this->attribute( $html, 'cohort-enrollment-cohort__dashboard', 'href' ) );
		self::assertStringNotContainsString( '<button', $html );
	}

	public function test_case_20_a_full_cohort_says_so_and_offers_its_waiting_list_instead_of_a_seat(): void {
		$this->log_in();
		$this->fill();
		$html = $this->render();

		self::assertStringContainsString( 'This cohort is full.', $html );
		self::assertStringNotContainsString( 'cohort-enrollment-cohort__enroll', $html );
		self::assertStringContainsString( '>Join the waiting list of Spring Cohort</button>', $html );
		self::assertSame( 'false', $this->attribute( $html, 'cohort-enrollment-cohort__waiting', 'data-waiting' ) );
		self::assertStringNotContainsString( 'You are on the waiting list.</p>', $html );
	}

	public function test_a_student_who_waits_reads_so_and_can_leave_the_list(): void {
		$this->add_to_waiting_list( $this->log_in(), $this->cohort_id );
		$this->fill();
		$html = $this->render();

		self::assertStringContainsString( '>You are on the waiting list. We will email you', $html );
		self::assertStringContainsString( '>Leave the waiting list of Spring Cohort</button>', $html );
		self::assertSame( 'true', $this->attribute( $html, 'cohort-enrollment-cohort__waiting', 'data-waiting' ) );
	}

	public function test_a_visitor_of_a_full_cohort_is_led_to_the_login_and_back_to_it(): void {
		$this->fill();
		$html = $this->render();

		parse_str( (string) wp_parse_url( $this->attribute( $html, 'cohort-enrollment-cohort__waiting', 'href' ), PHP_URL_QUERY ), $query );
		self::assertSame( home_url( '/course/?color=red#cohort-' . $this->cohort_id ), $query['redirect_to'] );
		self::assertStringContainsString( 'Log in to join the waiting list of Spring Cohort', $html );
	}

	public function test_while_the_sidecar_is_down_no_waiting_list_is_offered(): void {
		$this->log_in();
		$this->fill();
		Plugin::instance()->availability->remember( false );

		self::assertStringNotContainsString( 'cohort-enrollment-cohort__waiting', $this->render() );
	}

	public function test_while_the_sidecar_is_down_the_list_stays_and_the_buttons_go(): void {
		$this->log_in();
		Plugin::instance()->availability->remember( false );
		$html = $this->render();

		self::assertStringContainsString( 'Spring Cohort', $html );
		self::assertStringContainsString( 'Enrolling is not possible right now.', $html );
		self::assertStringNotContainsString( 'cohort-enrollment-cohort__enroll', $html );
	}

	public function test_case_61_while_stripe_refuses_the_key_the_list_stays_and_the_buttons_go(): void {
		$this->log_in();
		Plugin::instance()->availability->remember( true, false );
		$html = $this->render();

		self::assertStringContainsString( 'Enrolling is not possible right now.', $html );
		self::assertStringNotContainsString( 'cohort-enrollment-cohort__enroll', $html );
	}

	public function test_names_cannot_bring_markup(): void {
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->prefix . 'ce_course_cohorts', [ 'name' => '<script>alert("1")</script>' ], [ 'id' => $this->cohort_id ] );

		self::assertStringNotContainsString( '<script', $this->render() );
	}

	public function test_without_a_course_or_tables_the_page_says_that_nothing_is_open(): void {
		foreach ( [ '', 'NOBODY' ] as $code ) {
			self::assertStringContainsString( 'No cohort is open right now.', $this->render( $code ) );
		}
		self::assertStringContainsString( 'No cohort is open right now.', $this->without_tables( fn(): string => $this->render() ) );
		self::assertSame( '', $this->logged() );
	}

	public function test_the_page_loads_no_script_but_its_own(): void {
		$script = wp_scripts()->registered['cohort-enrollment-course-cohorts-view-script'];

		self::assertSame( [], $script->deps );
	}

	public function test_the_class_of_the_theme_and_the_settings_of_the_editor_reach_the_block(): void {
		$html = do_blocks( '<!-- wp:cohort-enrollment/course-cohorts {"courseCode":"TEST","align":"wide","backgroundColor":"contrast"} /-->' );

		self::assertStringContainsString( 'alignwide', $html );
		self::assertStringContainsString( 'has-contrast-background-color', $html );
		self::assertStringContainsString( 'wp-element-button', $html );
	}

	/**
	 * Takes the last seat of the cohort.
	 */
	private function fill(): void {
		$this->add_checkout( $this->cohort_id, [ 'expires_at' => '2099-01-01 00:00:00' ] );
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->prefix . 'ce_course_cohorts', [ 'max_enrollment' => 1 ], [ 'id' => $this->cohort_id ] );
	}

	/**
	 * Renders the block.
	 *
	 * @param string $code Course code.
	 */
	private function render( string $code = 'TEST' ): string {
		return do_blocks( sprintf( '<!-- wp:cohort-enrollment/course-cohorts %s /-->', wp_json_encode( [ 'courseCode' => $code ] ) ) );
	}

	/**
	 * An attribute of the first element with a class.
	 *
	 * @param string $html       Page.
	 * @param string $class_name Class.
	 * @param string $attribute  Name.
	 */
	private function attribute( string $html, string $class_name, string $attribute ): string {
		$tags = new WP_HTML_Tag_Processor( $html );
		self::assertTrue( $tags->next_tag( [ 'class_name' => $class_name ] ), "$class_name is missing." );
		return (string) $tags->get_attribute( $attribute );
	}
}
