<?php
/**
 * The menu Cohorts.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Setup\Capabilities;
use Cohort_Enrollment\Setup\Translations;

/**
 * The screens on which editors and staff run courses: one menu page each, all drawn by the app of `blocks/src/admin`.
 */
final class App_Page {

	public const OVERVIEW   = 'overview';
	public const COURSES    = 'courses';
	public const CLASSES    = 'group-classes';
	public const COHORTS    = 'cohorts';
	public const STUDENTS   = 'students';
	public const ATTENTION  = 'attention';
	private const SLUG      = 'cohort-enrollment-';
	private const HANDLE    = 'cohort-enrollment-admin';
	private const DIRECTORY = 'build/blocks/admin';

	/** In the order of the menu. */
	private const SCREENS = [ self::OVERVIEW, self::COURSES, self::CLASSES, self::COHORTS, self::STUDENTS, self::ATTENTION ];

	/**
	 * Keeps its neighbours.
	 *
	 * @param Open_Tasks $open_tasks What waits for a person.
	 */
	public function __construct( private readonly Open_Tasks $open_tasks ) {}

	/**
	 * Address of a screen.
	 *
	 * @param string $screen One of the constants.
	 * @param string $route  Route within the screen, such as `/12`.
	 */
	public static function url( string $screen, string $route = '' ): string {
		return admin_url( 'admin.php?page=' . self::SLUG . $screen ) . ( '' === $route ? '' : '#' . $route );
	}

	/**
	 * On `admin_menu`: adds the menu and its screens.
	 */
	public function add(): void {
		$title      = __( 'Cohorts', 'cohort-enrollment' );
		$capability = self::capability();
		$count      = current_user_can( $capability ) ? $this->open_tasks->count() : 0;
		add_menu_page( $title, $title . self::bubble( $count ), $capability, self::SLUG . self::OVERVIEW, [ $this, 'render' ], 'dashicons-welcome-learn-more', 26 );
		foreach ( self::SCREENS as $screen ) {
			$label = self::label( $screen );
			$hook  = add_submenu_page(
				self::SLUG . self::OVERVIEW,
				$label,
				self::ATTENTION === $screen ? $label . self::bubble( $count ) : $label,
				$capability,
				self::SLUG . $screen,
				[ $this, 'render' ]
			);
			if ( false !== $hook ) {
				add_action( 'load-' . $hook, fn() => add_action( 'admin_enqueue_scripts', fn() => $this->enqueue( $screen ) ) );
			}
		}
	}

	/**
	 * Prints the place that the app fills.
	 */
	public function render(): void {
		printf(
			'<div class="wrap cohort-enrollment-admin"><hr class="wp-header-end"><div id="cohort-enrollment-admin"><p>%1$s</p></div><noscript><p>%2$s</p></noscript></div>',
			esc_html__( 'Loading…', 'cohort-enrollment' ),
			esc_html__( 'This page needs JavaScript. Please switch it on in your browser, then reload the page.', 'cohort-enrollment' )
		);
	}

	/**
	 * Loads the app.
	 *
	 * @param string $screen Which screen it shows.
	 */
	private function enqueue( string $screen ): void {
		$asset = COHORT_ENROLLMENT_DIRECTORY . '/' . self::DIRECTORY . '/index.asset.php';
		if ( ! is_readable( $asset ) ) {
			// Block_Types says what to do about a plugin that was not built.
			return;
		}
		$asset = require $asset;
		$url   = plugins_url( self::DIRECTORY, COHORT_ENROLLMENT_FILE );
		wp_enqueue_script( self::HANDLE, $url . '/index.js', $asset['dependencies'], $asset['version'], [ 'in_footer' => true ] );
		wp_set_script_translations( self::HANDLE, 'cohort-enrollment', Translations::DIRECTORY );
		Translations::add_data_views( self::HANDLE );
		wp_add_inline_script( self::HANDLE, 'window.cohortEnrollmentAdmin = ' . wp_json_encode( $this->settings( $screen ), JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
		// WordPress 6.8 does not load it by itself, and shows bare buttons.
		wp_enqueue_style( self::HANDLE, $url . '/style-index.css', [ 'wp-components' ], $asset['version'] );
		wp_style_add_data( self::HANDLE, 'rtl', 'replace' );
	}

	/**
	 * What the app needs to know; its other end is `blocks/src/admin/settings.ts`.
	 *
	 * @param string $screen Which screen it shows.
	 * @return array<string, mixed>
	 */
	private function settings( string $screen ): array {
		return [
			'screen'          => $screen,
			'screens'         => array_map( static fn( string $name ): string => self::url( $name ), array_combine( self::SCREENS, self::SCREENS ) ),
			'canManage'       => current_user_can( Capabilities::MANAGE_COHORTS ),
			'canPublishPages' => current_user_can( 'publish_pages' ),
			'canSeeSettings'  => current_user_can( Settings_Page::CAPABILITY ),
			'timezone'        => wp_timezone_string(),
			'startOfWeek'     => (int) get_option( 'start_of_week' ),
			'settingsUrl'     => Settings_Page::url(),
			'siteHealthUrl'   => admin_url( 'site-health.php' ),
			'userUrl'         => current_user_can( 'edit_users' ) ? admin_url( 'user-edit.php?user_id=' ) : '',
			'postUrl'         => admin_url( 'post.php?action=edit&post=' ),
		];
	}

	/**
	 * The capability with which the current user may see the screens: who may manage may look, too.
	 */
	private static function capability(): string {
		return current_user_can( Capabilities::MANAGE_COHORTS ) ? Capabilities::MANAGE_COHORTS : Capabilities::VIEW_COHORT_ROSTERS;
	}

	/**
	 * Name of a screen in the menu.
	 *
	 * @param string $screen One of the constants.
	 */
	private static function label( string $screen ): string {
		return match ( $screen ) {
			self::COURSES   => __( 'Courses', 'cohort-enrollment' ),
			self::CLASSES   => __( 'Weekly classes', 'cohort-enrollment' ),
			self::COHORTS   => __( 'Cohorts', 'cohort-enrollment' ),
			self::STUDENTS  => __( 'Students', 'cohort-enrollment' ),
			self::ATTENTION => __( 'Needs attention', 'cohort-enrollment' ),
			default         => __( 'Overview', 'cohort-enrollment' ),
		};
	}

	/**
	 * The number beside a menu entry, as core shows updates.
	 *
	 * @param int $count How many; 0 shows nothing.
	 * @return string Escaped HTML.
	 */
	private static function bubble( int $count ): string {
		if ( 0 === $count ) {
			return '';
		}
		return sprintf(
			' <span class="update-plugins count-%1$d"><span class="update-count" aria-hidden="true">%2$s</span><span class="screen-reader-text">%3$s</span></span>',
			$count,
			esc_html( number_format_i18n( $count ) ),
			/* translators: %s: number of tasks. */
			esc_html( sprintf( _n( '%s open task', '%s open tasks', $count, 'cohort-enrollment' ), number_format_i18n( $count ) ) )
		);
	}
}
