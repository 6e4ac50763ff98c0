<?php
/**
 * The cohort list as the browser gets it.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

use Cohort_Enrollment\Catalogue\Cohort;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use WP_HTML_Tag_Processor;
use WP_REST_Request;

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
		unset( $GLOBALS['post'] );
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

	public function test_a_block_without_a_code_shows_the_course_of_the_page_that_it_stands_on(): void {
		$page_id = $this->stand_on_page();
		self::assertStringContainsString( 'No cohort is open right now.', $this->render( '' ) );

		$this->set_page( $page_id );
		self::assertStringContainsString( 'Spring Cohort', $this->render( '' ) );
	}

	public function test_a_code_wins_over_the_course_of_the_page(): void {
		$this->set_page( $this->stand_on_page() );
		$this->add_cohort( $this->add_course( [ 'code' => 'OTHER' ] ), [ 'name' => 'Cohort of another course' ] );
		$html = $this->render( 'OTHER' );

		self::assertStringContainsString( 'Cohort of another course', $html );
		self::assertStringNotContainsString( 'Spring Cohort', $html );
	}

	public function test_in_a_list_of_pages_each_shows_its_own_course(): void {
		$pages = [];
		foreach ( [ 'A', 'B' ] as $letter ) {
			$pages[] = $this->make_page( "Zygote $letter" );
			$course  = $this->add_course(
				[
					'code'    => "CODE-$letter",
					'page_id' => end( $pages ),
				]
			);
			$this->add_cohort( $course, [ 'name' => "Cohort of $letter" ] );
		}
		$query = [
			'queryId' => 1,
			'query'   => [
				'postType' => 'page',
				'perPage'  => 2,
				'orderBy'  => 'title',
				'order'    => 'asc',
				'search'   => 'Zygote',
			],
		];
		$html  = do_blocks( '<!-- wp:query ' . wp_json_encode( $query ) . ' --><!-- wp:post-template --><!-- wp:post-title /--><!-- wp:cohort-enrollment/course-cohorts /--><!-- /wp:post-template --><!-- /wp:query -->' );

		self::assertMatchesRegularExpression( '/Zygote A.*Cohort of A.*Zygote B.*Cohort of B/s', $html );
		self::assertSame( 1, substr_count( $html, 'id="cohort-' . $this->only( 'Cohort of A' ) . '"' ) );
	}

	public function test_the_editor_s_preview_knows_the_page_too(): void {
		$this->log_in( 'editor' );
		$page_id = $this->make_page( 'Course page' );
		$this->set_page( $page_id );
		$request = new WP_REST_Request( 'GET', '/wp/v2/block-renderer/cohort-enrollment/course-cohorts' );
		$request->set_query_params(
			[
				'context'    => 'edit',
				'post_id'    => $page_id,
				'attributes' => [
					'courseCode' => '',
					'layout'     => 'rows',
					'show'       => 'all',
				],
			]
		);

		self::assertStringContainsString( 'Spring Cohort', rest_do_request( $request )->get_data()['rendered'] );
	}

	public function test_the_next_cohort_is_the_student_s_own_or_the_first_that_can_be_bought(): void {
		$this->fill();
		$open = $this->add_cohort(
			$this->course_id,
			[
				'name'       => 'Summer Cohort',
				'start_date' => '2040-06-01',
				'end_date'   => '2040-08-01',
			]
		);
		$this->add_cohort(
			$this->course_id,
			[
				'name'       => 'Fall Cohort',
				'start_date' => '2040-09-01',
				'end_date'   => '2040-11-01',
			]
		);
		self::assertSame( [ 'Summer Cohort' ], $this->names( $this->render( 'TEST', [ 'show' => 'next' ] ) ) );

		$this->add_package( $this->log_in(), $this->course_id, $this->cohort_id );
		self::assertSame( [ 'Spring Cohort' ], $this->names( $this->render( 'TEST', [ 'show' => 'next' ] ) ) );

		wp_set_current_user( 0 );
		$GLOBALS['wpdb']->delete( $GLOBALS['wpdb']->prefix . 'ce_course_cohorts', [ 'id' => $open ] );
		$GLOBALS['wpdb']->delete( $GLOBALS['wpdb']->prefix . 'ce_course_cohorts', [ 'name' => 'Fall Cohort' ] );
		self::assertSame( [ 'Spring Cohort' ], $this->names( $this->render( 'TEST', [ 'show' => 'next' ] ) ), 'Full, but there is no other.' );
	}

	public function test_an_unknown_layout_is_that_of_cards(): void {
		self::assertStringContainsString( 'cohort-enrollment-cohorts is-rows', $this->render( 'TEST', [ 'layout' => 'rows' ] ) );
		self::assertStringContainsString( 'cohort-enrollment-cohorts is-cards', $this->render( 'TEST', [ 'layout' => '"><script>' ] ) );
	}

	public function test_a_site_can_leave_cohorts_out_and_change_their_order(): void {
		$this->add_cohort(
			$this->course_id,
			[
				'name'       => 'Fall Cohort',
				'start_date' => '2040-09-01',
			]
		);
		$page_id = $this->stand_on_page();
		$heard   = [];
		add_filter(
			'cohort_enrollment_cohorts',
			static function ( array $cohorts, string $code, int $page ) use ( &$heard ): array {
				$heard = [ $code, $page ];
				return [ 'not a cohort', ...array_reverse( $cohorts ) ];
			},
			10,
			3
		);
		self::assertSame( [ 'Fall Cohort', 'Spring Cohort' ], $this->names( $this->render() ) );
		self::assertSame( [ 'TEST', $page_id ], $heard );

		add_filter( 'cohort_enrollment_cohorts', '__return_empty_array', 20 );
		self::assertStringContainsString( 'No cohort is open right now.', $this->render() );
	}

	public function test_a_site_can_reword_the_button_also_for_the_script(): void {
		add_filter(
			'cohort_enrollment_enroll_label',
			static fn( string $label, Cohort $cohort, bool $is_student ): string => ( $is_student ? 'Book ' : 'Log in to book ' ) . $cohort->name . ' <b>',
			10,
			3
		);
		self::assertStringContainsString( '>Log in to book Spring Cohort &lt;b&gt;</a>', $this->render() );
		$this->log_in();
		$html = $this->render();
		self::assertStringContainsString( '>Book Spring Cohort &lt;b&gt;</button>', $html );
		self::assertSame( 'Book Spring Cohort <b>', $this->attribute( $html, 'cohort-enrollment-cohort', 'data-label' ) );
	}

	public function test_a_site_can_change_a_card_and_print_before_and_after_the_list(): void {
		add_filter( 'cohort_enrollment_cohort_card', static fn( string $html, Cohort $cohort, string $code ): string => str_replace( '</li>', "<em>{$cohort->name} of $code</em></li>", $html ), 10, 3 );
		foreach ( [ 'before', 'after' ] as $place ) {
			add_action(
				"cohort_enrollment_{$place}_cohorts",
				static function ( string $code, array $cohorts ) use ( $place ): void {
					printf( '<i>%s %s %d</i>', esc_html( $place ), esc_html( $code ), count( $cohorts ) );
				},
				10,
				2
			);
		}

		self::assertMatchesRegularExpression( '~^<div[^>]*wp-block-cohort-enrollment-course-cohorts.*<i>before TEST 1</i>.*<ul.*<em>Spring Cohort of TEST</em></li>.*</ul>.*<i>after TEST 1</i>\s*</div>$~s', trim( $this->render() ) );
		self::assertStringContainsString( '<i>after NOBODY 0</i>', $this->render( 'NOBODY' ) );
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
	 * Publishes a page.
	 *
	 * @param string $title Title.
	 */
	private function make_page( string $title ): int {
		return (int) wp_insert_post(
			[
				'post_type'   => 'page',
				'post_status' => 'publish',
				'post_title'  => $title,
			]
		);
	}

	/**
	 * Makes a page and renders as if on it.
	 *
	 * @return int Its id.
	 */
	private function stand_on_page(): int {
		$page_id         = $this->make_page( 'Course page' );
		$GLOBALS['post'] = get_post( $page_id ); // phpcs:ignore WordPress.WP.GlobalVariablesOverride -- As the loop does.
		return $page_id;
	}

	/**
	 * Makes a page that of the test's course.
	 *
	 * @param int $page_id The page.
	 */
	private function set_page( int $page_id ): void {
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->prefix . 'ce_course_programs', [ 'page_id' => $page_id ], [ 'id' => $this->course_id ] );
	}

	/**
	 * Id of a cohort.
	 *
	 * @param string $name Its name.
	 */
	private function only( string $name ): int {
		return (int) $GLOBALS['wpdb']->get_var( $GLOBALS['wpdb']->prepare( "SELECT id FROM {$GLOBALS['wpdb']->prefix}ce_course_cohorts WHERE name = %s", $name ) );
	}

	/**
	 * Names of the cohorts on a page, in order.
	 *
	 * @param string $html Page.
	 * @return list<string>
	 */
	private function names( string $html ): array {
		preg_match_all( '~__name"[^>]*>([^<]+)</h3>~', $html, $matches );
		return $matches[1];
	}

	/**
	 * Renders the block.
	 *
	 * @param string               $code       Course code.
	 * @param array<string, mixed> $attributes Further attributes.
	 */
	private function render( string $code = 'TEST', array $attributes = [] ): string {
		return do_blocks( sprintf( '<!-- wp:cohort-enrollment/course-cohorts %s /-->', serialize_block_attributes( $attributes + [ 'courseCode' => $code ] ) ) );
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
