<?php
/**
 * The buttons of the settings page.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Setup\Pages;

/**
 * Does what the buttons say and goes back to the settings page with a message. Both check capability and nonce.
 */
final class Settings_Actions {

	/** Names of `admin-post.php` actions, and of their nonces. */
	public const ROTATE_SECRET = 'cohort_enrollment_rotate_secret';
	public const CREATE_PAGES  = 'cohort_enrollment_create_pages';

	/**
	 * Keeps its neighbours.
	 *
	 * @param Secrets $secrets Key shared with the sidecar.
	 * @param Pages   $pages   Where students land.
	 */
	public function __construct(
		private readonly Secrets $secrets,
		private readonly Pages $pages,
	) {}

	/**
	 * On `admin_post_…rotate_secret`: makes a new secret.
	 */
	public function rotate_secret(): void {
		$this->require_permission( self::ROTATE_SECRET );
		if ( $this->secrets->rotate() ) {
			$this->go_back( 'success', __( 'The secret was replaced. The sidecar accepts the old one too, so nobody is interrupted.', 'cohort-enrollment' ) );
		} else {
			$this->go_back( 'error', __( 'The secret is set in wp-config.php; change it there.', 'cohort-enrollment' ) );
		}
	}

	/**
	 * On `admin_post_…create_pages`: makes the pages that are missing.
	 */
	public function create_pages(): void {
		$this->require_permission( self::CREATE_PAGES );
		$this->pages->create_missing();
		$this->go_back( 'success', __( 'The missing pages were created.', 'cohort-enrollment' ) );
	}

	/**
	 * Ends the request unless it comes from our form and from somebody who may.
	 *
	 * @param string $action Name of the action.
	 */
	public function require_permission( string $action ): void {
		if ( ! current_user_can( Settings_Page::CAPABILITY ) ) {
			wp_die( esc_html__( 'Sorry, you are not allowed to do that.', 'cohort-enrollment' ), '', [ 'response' => 403 ] );
		}
		check_admin_referer( $action );
	}

	/**
	 * Shows the settings page again, with a message; the way in which WordPress's own options.php does it.
	 *
	 * @param string $type    `success` or `error`.
	 * @param string $message Translated text.
	 */
	public function go_back( string $type, string $message ): void {
		add_settings_error( 'general', 'cohort_enrollment_action', $message, $type );
		set_transient( 'settings_errors', get_settings_errors(), 30 );
		if ( wp_safe_redirect( add_query_arg( 'settings-updated', 'true', Settings_Page::url() ) ) ) {
			exit;
		}
	}
}
