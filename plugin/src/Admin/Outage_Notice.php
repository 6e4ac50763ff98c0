<?php
/**
 * Tells editors that students cannot enroll.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Sidecar\Availability;
use WP_Post;

/**
 * A notice for people who may edit pages, where they work. It uses what is remembered about the sidecar, so no screen
 * waits longer than a second, and most do not wait at all.
 */
final class Outage_Notice {

	/** Screens with the notice: the first ones after logging in. The settings page shows more than a notice could. */
	private const SCREENS = [ 'dashboard', 'plugins' ];

	/**
	 * Keeps its neighbour.
	 *
	 * @param Availability $availability What is known about the sidecar.
	 */
	public function __construct( private readonly Availability $availability ) {}

	/**
	 * On `admin_notices`: prints the notice.
	 */
	public function print(): void {
		if ( ! in_array( get_current_screen()?->id, self::SCREENS, true ) || ! $this->is_wanted() ) {
			return;
		}
		$link = current_user_can( Settings_Page::CAPABILITY )
			? sprintf( ' <a href="%s">%s</a>', esc_url( Settings_Page::url() ), esc_html__( 'See what is wrong', 'cohort-enrollment' ) )
			: '';
		wp_admin_notice( esc_html( $this->text() ) . $link, [ 'type' => 'warning' ] );
	}

	/**
	 * On `enqueue_block_editor_assets`: shows the notice in the editor of pages and of posts with our blocks. The editor
	 * hides what `admin_notices` prints.
	 */
	public function enqueue_for_editor(): void {
		$post = get_post();
		if ( ! $post instanceof WP_Post || ! $this->concerns( $post ) || ! $this->is_wanted() ) {
			return;
		}
		$handle = 'cohort-enrollment-outage-notice';
		wp_register_script( $handle, false, [ 'wp-data', 'wp-dom-ready', 'wp-notices' ], COHORT_ENROLLMENT_VERSION, [ 'in_footer' => true ] );
		wp_enqueue_script( $handle );
		wp_add_inline_script(
			$handle,
			sprintf(
				'wp.domReady( () => wp.data.dispatch( "core/notices" ).createWarningNotice( %s, %s ) );',
				wp_json_encode( $this->text(), JSON_HEX_TAG | JSON_HEX_AMP ),
				wp_json_encode( self::notice_options(), JSON_HEX_TAG | JSON_HEX_AMP )
			)
		);
	}

	/**
	 * Options of `createWarningNotice()`.
	 *
	 * @return array<string, mixed>
	 */
	private static function notice_options(): array {
		$actions = [
			[
				'label' => __( 'See what is wrong', 'cohort-enrollment' ),
				'url'   => Settings_Page::url(),
			],
		];
		return [
			'id'            => 'cohort-enrollment-outage',
			'isDismissible' => true,
			'actions'       => current_user_can( Settings_Page::CAPABILITY ) ? $actions : [],
		];
	}

	/**
	 * Whether an outage shows on this post.
	 *
	 * @param WP_Post $post The post in the editor.
	 */
	private function concerns( WP_Post $post ): bool {
		return 'page' === $post->post_type || str_contains( $post->post_content, '<!-- wp:cohort-enrollment/' );
	}

	/** Whether this person should know, and there is something to know. */
	private function is_wanted(): bool {
		return current_user_can( 'edit_pages' ) && ! $this->availability->can_enroll();
	}

	/** The sentence. */
	private function text(): string {
		if ( $this->availability->is_reachable() ) {
			return __( 'Cohort Enrollment: Stripe does not accept the key of the enrollment service. Students cannot enroll right now; those who are enrolled can go on booking.', 'cohort-enrollment' );
		}
		return __( 'Cohort Enrollment: the enrollment service does not answer. Course pages stay readable, but students cannot enroll or book right now.', 'cohort-enrollment' );
	}
}
