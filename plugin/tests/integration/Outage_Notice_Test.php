<?php
/**
 * Who hears of an outage, and where.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Admin\Outage_Notice;
use Cohort_Enrollment\Plugin;
use WP_Post;

final class Outage_Notice_Test extends WordPress_Test_Case {

	private const SENTENCE = 'students cannot enroll or book right now';

	private \WP_Scripts $scripts;

	protected function setUp(): void {
		parent::setUp();
		$this->scripts = wp_scripts();
	}

	protected function tearDown(): void {
		parent::tearDown();
		$GLOBALS['current_screen'] = null;
		$GLOBALS['wp_scripts']     = $this->scripts;
		unset( $GLOBALS['post'] );
	}

	public function test_an_editor_reads_it_on_the_dashboard_and_an_administrator_gets_a_link(): void {
		$this->go_down();
		$this->log_in( 'editor' );
		self::assertStringContainsString( self::SENTENCE, $this->printed_on( 'dashboard' ) );
		self::assertStringNotContainsString( 'options-general.php', $this->printed_on( 'dashboard' ) );

		$this->log_in( 'administrator' );
		self::assertStringContainsString( 'options-general.php?page=cohort-enrollment', $this->printed_on( 'plugins' ) );
	}

	public function test_case_61_a_key_that_stripe_refuses_is_told_in_other_words(): void {
		Plugin::instance()->availability->remember( true, false );
		$this->log_in( 'editor' );

		self::assertStringContainsString( 'Stripe does not accept the key', $this->printed_on( 'dashboard' ) );
		self::assertStringContainsString( 'Stripe does not accept the key', $this->script_for( 'page', '' ) );
		self::assertStringNotContainsString( self::SENTENCE, $this->printed_on( 'dashboard' ) );
	}

	public function test_it_is_not_for_students_not_on_other_screens_and_not_while_all_is_well(): void {
		$this->go_down();
		$this->log_in( 'subscriber' );
		self::assertSame( '', $this->printed_on( 'dashboard' ) );
		$this->log_in( 'editor' );
		self::assertSame( '', $this->printed_on( 'edit-comments' ) );
		Plugin::instance()->availability->remember( true );
		self::assertSame( '', $this->printed_on( 'dashboard' ) );
	}

	public function test_the_block_editor_shows_it_on_pages_and_on_posts_with_our_blocks(): void {
		$this->go_down();
		$this->log_in( 'editor' );

		self::assertStringContainsString( self::SENTENCE, $this->script_for( 'page', '' ) );
		self::assertStringContainsString( self::SENTENCE, $this->script_for( 'post', '<!-- wp:cohort-enrollment/course-cohorts /-->' ) );
		self::assertSame( '', $this->script_for( 'post', 'Just words.' ) );
		Plugin::instance()->availability->remember( true );
		self::assertSame( '', $this->script_for( 'page', '' ) );
	}

	/** Makes the plugin believe that the sidecar is down. */
	private function go_down(): void {
		$this->sidecar->answer( [ 'reset' => true ] );
		Plugin::instance()->availability->remember( false );
	}

	/**
	 * What a screen shows.
	 *
	 * @param string $screen Screen id.
	 */
	private function printed_on( string $screen ): string {
		set_current_screen( $screen );
		ob_start();
		( new Outage_Notice( Plugin::instance()->availability ) )->print();
		return (string) ob_get_clean();
	}

	/**
	 * The script that the block editor gets.
	 *
	 * @param string $post_type Type of the edited post.
	 * @param string $content   Its content.
	 * @return string '' without one.
	 */
	private function script_for( string $post_type, string $content ): string {
		$GLOBALS['wp_scripts'] = null;
		$GLOBALS['post']       = new WP_Post(
			(object) [
				'ID'           => 1,
				'post_type'    => $post_type,
				'post_content' => $content,
				'filter'       => 'raw',
			]
		);
		( new Outage_Notice( Plugin::instance()->availability ) )->enqueue_for_editor();
		return implode( '', array_filter( (array) wp_scripts()->get_data( 'cohort-enrollment-outage-notice', 'after' ) ) );
	}
}
