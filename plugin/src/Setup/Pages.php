<?php
/**
 * The two pages on which students land.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Setup;

use Cohort_Enrollment\Blocks\Patterns;
use Cohort_Enrollment\Options;
use WP_Post;

/**
 * Creates, finds and removes the success page (session wizard) and the dashboard page.
 */
final class Pages {

	public const SUCCESS   = 'success';
	public const DASHBOARD = 'dashboard';

	/** Option that holds the page's id. */
	public const OPTIONS = [
		self::SUCCESS   => Options::SUCCESS_PAGE,
		self::DASHBOARD => Options::DASHBOARD_PAGE,
	];

	/** Block that the page must hold. */
	public const BLOCKS = [
		self::SUCCESS   => 'cohort-enrollment/session-wizard',
		self::DASHBOARD => 'cohort-enrollment/student-dashboard',
	];

	/** Post meta that marks a page as made by the plugin, so that the uninstaller never takes somebody else's. */
	public const CREATED_META = '_cohort_enrollment_page';

	private const SLUGS = [
		self::SUCCESS   => 'your-enrollment',
		self::DASHBOARD => 'my-courses',
	];

	/** Pattern that a new page starts with. */
	private const PATTERNS = [
		self::SUCCESS   => Patterns::SUCCESS_PAGE,
		self::DASHBOARD => Patterns::DASHBOARD_PAGE,
	];

	/**
	 * Keeps its neighbour.
	 *
	 * @param Patterns $patterns What a new page holds.
	 */
	public function __construct( private readonly Patterns $patterns ) {}

	/**
	 * Creates each page that is not there or lies in the trash. Safe to call again.
	 */
	public function create_missing(): void {
		// Pages speak the site's language, not that of whoever presses "Activate".
		$switched = switch_to_locale( get_locale() );
		foreach ( array_keys( self::OPTIONS ) as $page ) {
			if ( null === $this->find( $page ) ) {
				$this->create( $page );
			}
		}
		if ( $switched ) {
			restore_previous_locale();
		}
	}

	/**
	 * The page, in whatever state but the trash.
	 *
	 * @param string $page One of SUCCESS, DASHBOARD.
	 */
	public function find( string $page ): ?WP_Post {
		/**
		 * Filters the id of a page of the plugin, for example to answer with its translation.
		 *
		 * @since 0.1.0
		 *
		 * @param int    $page_id 0 when there is none.
		 * @param string $page    `success` or `dashboard`.
		 */
		$page_id = (int) apply_filters( 'cohort_enrollment_page_id', (int) get_option( self::OPTIONS[ $page ] ), $page );
		$post    = $page_id > 0 ? get_post( $page_id ) : null;
		return $post instanceof WP_Post && 'page' === $post->post_type && 'trash' !== $post->post_status ? $post : null;
	}

	/**
	 * Path (and query) of the page on this site's origin, with a leading slash. The front page while it is not published.
	 *
	 * @param string $page One of SUCCESS, DASHBOARD.
	 */
	public function path( string $page ): string {
		$post = $this->find( $page );
		$url  = null !== $post && 'publish' === $post->post_status ? get_permalink( $post ) : false;
		$url  = wp_parse_url( false === $url ? home_url( '/' ) : $url );
		$path = '/' . ltrim( is_array( $url ) ? $url['path'] ?? '' : '', '/' );
		return is_array( $url ) && isset( $url['query'] ) ? $path . '?' . $url['query'] : $path;
	}

	/**
	 * Whether the page shows its block, directly or within another block.
	 *
	 * @param string $page One of SUCCESS, DASHBOARD.
	 */
	public function has_its_block( string $page ): bool {
		$post = $this->find( $page );
		return null !== $post && has_block( self::BLOCKS[ $page ], $post );
	}

	/**
	 * Deletes for good the pages that the plugin made. A page that an editor chose in the settings stays.
	 */
	public function delete_created(): void {
		$ids = get_posts(
			[
				'post_type'   => 'page',
				'post_status' => array_keys( get_post_stati() ),
				'meta_key'    => self::CREATED_META, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- Once, while the plugin is deleted.
				'fields'      => 'ids',
				'numberposts' => -1,
			]
		);
		foreach ( $ids as $id ) {
			wp_delete_post( $id, true );
		}
	}

	/**
	 * Publishes a new page with its block and some words around it.
	 *
	 * @param string $page One of SUCCESS, DASHBOARD.
	 */
	private function create( string $page ): void {
		$page_id = wp_insert_post(
			[
				'post_type'      => 'page',
				'post_status'    => 'publish',
				'post_name'      => self::SLUGS[ $page ],
				'post_title'     => $this->title( $page ),
				'post_content'   => wp_slash( $this->patterns->content( self::PATTERNS[ $page ] ) ),
				'comment_status' => 'closed',
				'ping_status'    => 'closed',
				'meta_input'     => [ self::CREATED_META => $page ],
			]
		);
		if ( $page_id > 0 ) {
			update_option( self::OPTIONS[ $page ], $page_id, false );
		}
	}

	/**
	 * Title of a new page.
	 *
	 * @param string $page One of SUCCESS, DASHBOARD.
	 */
	private function title( string $page ): string {
		return self::SUCCESS === $page
			? __( 'Your enrollment', 'cohort-enrollment' )
			: __( 'My courses', 'cohort-enrollment' );
	}
}
