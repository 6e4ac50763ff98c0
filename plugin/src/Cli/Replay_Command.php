<?php
/**
 * `wp cohort replay`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Sidecar\Facts;
use WP_CLI;

/**
 * Works again on messages of Stripe.
 */
final class Replay_Command {

	private const FIELDS = [ 'event', 'status' ];

	/** What became of an event that needs nobody any more. */
	private const DONE = [ 'done', 'ignored' ];

	/**
	 * Keeps its neighbour.
	 *
	 * @param Sidecar $sidecar Speaks to the sidecar.
	 */
	public function __construct( private readonly Sidecar $sidecar ) {}

	/**
	 * Works again on stored events of Stripe.
	 *
	 * Safe for events that were worked on before: what they are about is read from Stripe again. Exits with 1 when one of
	 * them is not done; those that are due are tried again by themselves.
	 *
	 * ## OPTIONS
	 *
	 * [<event>...]
	 * : Ids of events: evt_…
	 *
	 * [--dead]
	 * : Instead of naming them: all that were given up, the oldest 200 at most.
	 *
	 * [--field=<field>]
	 * : Prints the value of one field of each event.
	 *
	 * [--fields=<fields>]
	 * : Limits the output to these fields.
	 *
	 * [--format=<format>]
	 * : How to print it.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - json
	 *   - csv
	 *   - yaml
	 *   - count
	 * ---
	 *
	 * ## AVAILABLE FIELDS
	 *
	 * * event
	 * * status: done, ignored, due, dead or not_found
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort replay evt_1Q2w3E4r
	 *     $ wp cohort replay --dead
	 *
	 * @param list<string>         $arguments Events.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$all_dead = Options::is_set( $options, 'dead' );
		$is_named = [] !== $arguments;
		if ( $all_dead === $is_named ) {
			/* translators: %s: name of an option. */
			Failure::end( sprintf( __( 'Name events (evt_…), or all that were given up with %s.', 'cohort-enrollment' ), '--dead' ) );
		}
		$rows = $all_dead ? $this->replay( '/events/replay-dead' ) : $this->replay_each( $arguments );
		Table::show( $rows, $options, self::FIELDS );
		if ( [] !== array_diff( array_column( $rows, 'status' ), self::DONE ) ) {
			WP_CLI::halt( 1 );
		}
	}

	/**
	 * Works on some, one after the other.
	 *
	 * @param list<string> $events Ids.
	 * @return list<array<string, string|null>>
	 */
	private function replay_each( array $events ): array {
		return array_merge( ...array_map( fn( string $event ): array => $this->replay( '/events/' . rawurlencode( $event ) . '/replay' ), $events ) );
	}

	/**
	 * Asks the sidecar.
	 *
	 * @param string $path Below `/admin`.
	 * @return list<array<string, string|null>>
	 */
	private function replay( string $path ): array {
		return array_map(
			static fn( Facts $event ): array => [
				'event'  => $event->text( 'eventId' ),
				'status' => $event->text( 'status' ),
			],
			$this->sidecar->post( $path )->objects( 'events' )
		);
	}
}
