<?php
/**
 * Settings > Cohort Enrollment.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Health\Finding;
use Cohort_Enrollment\Health\Findings;
use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Options;
use Cohort_Enrollment\Rest\Stripe_Webhook;
use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Sidecar\Address;
use Cohort_Enrollment\Sidecar\Inspection;
use Cohort_Enrollment\Sidecar\Inspector;

/**
 * Shows the state of the sidecar and the settings. `templates/settings-page.php` prints it.
 */
final class Settings_Page {

	public const SLUG       = 'cohort-enrollment';
	public const CAPABILITY = 'manage_options';

	/**
	 * Keeps its neighbours.
	 *
	 * @param Address   $address   Where the sidecar is.
	 * @param Secrets   $secrets   Key shared with the sidecar.
	 * @param Pages     $pages     Where students land.
	 * @param Inspector $inspector Looks at the sidecar.
	 * @param Findings  $findings  Judges the state.
	 * @param Role_Form $roles     Who may run courses.
	 */
	public function __construct(
		public readonly Address $address,
		public readonly Secrets $secrets,
		public readonly Pages $pages,
		private readonly Inspector $inspector,
		private readonly Findings $findings,
		public readonly Role_Form $roles,
	) {}

	/** Address of the page. */
	public static function url(): string {
		return admin_url( 'options-general.php?page=' . self::SLUG );
	}

	/**
	 * On `admin_menu`: adds the page.
	 */
	public function add(): void {
		$hook = add_options_page(
			__( 'Cohort Enrollment', 'cohort-enrollment' ),
			__( 'Cohort Enrollment', 'cohort-enrollment' ),
			self::CAPABILITY,
			self::SLUG,
			[ $this, 'render' ]
		);
		if ( false !== $hook ) {
			add_action( 'admin_print_styles-' . $hook, [ $this, 'enqueue' ] );
		}
	}

	/**
	 * On `plugin_action_links_…`: adds "Settings" to the list of plugins.
	 *
	 * @param array<array-key, string> $links Links of this plugin.
	 * @return array<array-key, string>
	 */
	public function add_link( array $links ): array {
		if ( current_user_can( self::CAPABILITY ) ) {
			array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'cohort-enrollment' ) ) );
		}
		return $links;
	}

	/**
	 * Loads style and script, on this page only.
	 */
	public function enqueue(): void {
		$directory = plugins_url( 'assets/admin', COHORT_ENROLLMENT_FILE );
		wp_enqueue_style( 'cohort-enrollment-settings', $directory . '/settings.css', [], COHORT_ENROLLMENT_VERSION );
		wp_enqueue_script( 'cohort-enrollment-settings', $directory . '/settings.js', [ 'wp-a11y', 'wp-i18n' ], COHORT_ENROLLMENT_VERSION, [ 'in_footer' => true ] );
		wp_set_script_translations( 'cohort-enrollment-settings', 'cohort-enrollment', COHORT_ENROLLMENT_DIRECTORY . '/languages' );
	}

	/**
	 * Prints the page.
	 */
	public function render(): void {
		if ( current_user_can( self::CAPABILITY ) ) {
			require COHORT_ENROLLMENT_DIRECTORY . '/templates/settings-page.php';
		}
	}

	/** What one look at the sidecar shows; waits 2 seconds at most. */
	public function inspection(): Inspection {
		return $this->inspector->inspect();
	}

	/**
	 * What is well and what is not.
	 *
	 * @return list<Finding>
	 */
	public function findings(): array {
		return array_map( fn( string $check ): Finding => $this->findings->of( $check ), $this->findings->checks() );
	}

	/** The address to register in Stripe's dashboard. */
	public function webhook_url(): string {
		return Stripe_Webhook::url();
	}

	/** Whether deleting the plugin deletes its data. */
	public function removes_data(): bool {
		return (bool) get_option( Options::REMOVE_DATA );
	}

	/**
	 * The field with which one of the two pages is chosen.
	 *
	 * @param string $page One of Pages::SUCCESS, Pages::DASHBOARD.
	 * @return string Escaped HTML; '' when the site has no published page.
	 */
	public function page_field( string $page ): string {
		return wp_dropdown_pages(
			[
				'name'              => esc_attr( Pages::OPTIONS[ $page ] ),
				'id'                => esc_attr( Pages::OPTIONS[ $page ] ),
				'selected'          => (int) get_option( Pages::OPTIONS[ $page ] ),
				'show_option_none'  => esc_html__( '— Choose a page —', 'cohort-enrollment' ),
				'option_none_value' => '0',
				'post_status'       => [ 'publish', 'private', 'draft' ],
				'echo'              => false,
			]
		);
	}
}
