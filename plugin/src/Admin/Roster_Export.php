<?php
/**
 * The button "Export CSV".
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Closure;
use Cohort_Enrollment\Rest\Routes;
use Cohort_Enrollment\Rest\Sidecar_Proxy;
use Cohort_Enrollment\Roster\Roster_Batches;
use Cohort_Enrollment\Roster\Roster_Csv;
use Cohort_Enrollment\Setup\Capabilities;
use Cohort_Enrollment\Sidecar\Answer;
use Cohort_Enrollment\Sidecar\Client;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use Cohort_Enrollment\Sidecar\Watch;
use Generator;
use WP_REST_Response;
use WP_REST_Server;

/**
 * Streams a cohort's roster into a file: batch by batch, however many students there are.
 *
 * @phpstan-import-type Batch from Roster_Batches
 */
final class Roster_Export {

	/** Name of the `admin-post.php` action, and of its nonce. */
	public const ACTION = 'cohort_enrollment_roster_export';

	/** Bytes that are kept for the last line of a file whose export has used up all memory. */
	private const RESERVE = 524_288;

	/** For the log. */
	private const ROUTE = '/admin/cohorts/{id}/roster/export';

	/**
	 * Keeps its neighbours.
	 *
	 * @param Client $client Talks to the sidecar.
	 * @param Watch  $watch  Tells about a sidecar that does not answer.
	 */
	public function __construct(
		private readonly Client $client,
		private readonly Watch $watch,
	) {}

	/**
	 * On `rest_api_init`: adds the route that tells where the file is. A nonce in a page grows too old while the page stays
	 * open, so the app asks for one when it needs it.
	 *
	 * @param Sidecar_Proxy $proxy Knows who is staff.
	 */
	public static function register_route( Sidecar_Proxy $proxy ): void {
		register_rest_route(
			Routes::NAMESPACE,
			Routes::ROSTER_EXPORT,
			[
				'methods'             => WP_REST_Server::READABLE,
				'callback'            => static fn(): WP_REST_Response => new WP_REST_Response( [ 'url' => self::url() ] ),
				'permission_callback' => [ $proxy, 'require_staff' ],
				'show_in_index'       => false,
			]
		);
	}

	/**
	 * On `admin_post_cohort_enrollment_roster_export`: sends the file and ends the request. What goes wrong before its first
	 * byte gives a page that says so; after that the file's last line does.
	 */
	public function send(): void {
		$this->require_permission();
		$batches = $this->batches();
		try {
			$name = $batches->current()['cohort']['name'];
		} catch ( Refused $refused ) {
			$this->end( 'cohort_not_found' === $refused->error_code ? __( 'This cohort is not there any more.', 'cohort-enrollment' ) : __( 'The roster could not be exported.', 'cohort-enrollment' ), $refused->status );
		} catch ( Unavailable $unavailable ) {
			$this->watch->failed( $unavailable, 'GET', self::ROUTE );
			$this->end( __( 'The roster cannot be exported right now. Please try again in a few minutes.', 'cohort-enrollment' ), 503 );
		}
		$this->send_headers( $name );
		$this->stream( $batches );
		exit;
	}

	/**
	 * Writes the file to the browser.
	 *
	 * @param Generator $batches Of {@see Roster_Batches}.
	 * @phpstan-param Generator<int, Batch> $batches
	 */
	public function stream( Generator $batches ): void {
		global $wp_locale;
		$is_over = false;
		$csv     = new Roster_Csv(
			static function ( string $bytes ): void {
				echo $bytes; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- A file, not a page; Csv_Row guards every cell.
				flush();
			},
			$wp_locale->number_format['decimal_point']
		);
		self::guard( $csv, $is_over );
		echo Roster_Csv::BYTE_ORDER_MARK; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Three fixed bytes.
		try {
			foreach ( $batches as $batch ) {
				$csv->add( $batch );
			}
		} catch ( Unavailable $unavailable ) {
			$this->watch->failed( $unavailable, 'GET', self::ROUTE );
			$csv->interrupt();
		} catch ( Refused $refused ) {
			$csv->interrupt();
		}
		$is_over = true;
	}

	/** Address of the file for the current user; `cohort` is left to add, and what narrows it. Good for 12 hours at least. */
	private static function url(): string {
		$query = [
			'action'   => self::ACTION,
			'_wpnonce' => wp_create_nonce( self::ACTION ),
		];
		return add_query_arg( $query, admin_url( 'admin-post.php' ) );
	}

	/**
	 * Marks the file as incomplete also when PHP ends the request: at its limit of time or memory, or by an error.
	 *
	 * @param Roster_Csv $csv     The file.
	 * @param bool       $is_over Whether it needs no mark any more.
	 */
	private static function guard( Roster_Csv $csv, bool &$is_over ): void {
		// WordPress would add its page about a critical error to the file.
		add_filter( 'wp_die_handler', static fn(): Closure => static fn() => null );
		$reserve = str_repeat( ' ', self::RESERVE );
		register_shutdown_function(
			static function () use ( $csv, &$is_over, &$reserve ): void {
				$reserve = null;
				if ( ! $is_over ) {
					$csv->interrupt();
				}
			}
		);
	}

	/**
	 * Ends the request unless it comes from our screen and from somebody who may see rosters.
	 */
	private function require_permission(): void {
		if ( ! current_user_can( Capabilities::VIEW_COHORT_ROSTERS ) && ! current_user_can( Capabilities::MANAGE_COHORTS ) ) {
			$this->end( __( 'Sorry, you are not allowed to do that.', 'cohort-enrollment' ), 403 );
		}
		check_admin_referer( self::ACTION );
	}

	/**
	 * The roster that was asked for.
	 *
	 * @return Generator
	 * @phpstan-return Generator<int, Batch>
	 */
	private function batches(): Generator {
		$selection = [];
		foreach ( [ 'search', 'show', 'stepId', 'stepStatus' ] as $name ) {
			// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- require_permission() did.
			$value = isset( $_GET[ $name ] ) && is_string( $_GET[ $name ] ) ? sanitize_text_field( wp_unslash( $_GET[ $name ] ) ) : '';
			if ( '' !== $value ) {
				$selection[ $name ] = $value;
			}
		}
		$cohort_id = isset( $_GET['cohort'] ) && is_string( $_GET['cohort'] ) ? absint( $_GET['cohort'] ) : 0; // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- As above.
		$ask       = fn( string $path ): Answer => $this->client->send_as_current_user( 'GET', $path );
		return ( new Roster_Batches( $ask ) )->of( $cohort_id, $selection );
	}

	/**
	 * Prepares for a long answer that nothing holds back.
	 *
	 * @param string $cohort_name Of the cohort.
	 */
	private function send_headers( string $cohort_name ): void {
		while ( ob_get_level() > 0 && ob_end_clean() ) {
			continue;
		}
		nocache_headers();
		header( 'Content-Type: text/csv; charset=utf-8; header=present' );
		header( 'Content-Disposition: attachment; filename="' . self::file_name( $cohort_name ) . '"' );
		header( 'X-Content-Type-Options: nosniff' );
		// nginx would keep the file until it is complete.
		header( 'X-Accel-Buffering: no' );
	}

	/**
	 * Such as `roster-fall-cohort-2026-11-26.csv`: letters, digits and hyphens only.
	 *
	 * @param string $cohort_name Of the cohort.
	 */
	private static function file_name( string $cohort_name ): string {
		// A name in another script is percent-encoded by then.
		$slug = trim( substr( (string) preg_replace( '/%[0-9a-f]{2}|[^a-z0-9-]/', '', sanitize_title( $cohort_name ) ), 0, 60 ), '-' );
		return implode( '-', array_filter( [ 'roster', $slug, wp_date( 'Y-m-d' ) ] ) ) . '.csv';
	}

	/**
	 * Ends the request with a page that says why.
	 *
	 * @param string $message Translated text.
	 * @param int    $status  HTTP status.
	 * @return never
	 */
	private function end( string $message, int $status ): void {
		wp_die(
			esc_html( $message ),
			esc_html__( 'Export CSV', 'cohort-enrollment' ),
			[
				'response'  => (int) $status,
				'back_link' => true,
			]
		);
	}
}
