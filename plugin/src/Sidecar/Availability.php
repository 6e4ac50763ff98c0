<?php
/**
 * Cheap knowledge of whether the sidecar is up.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

use Cohort_Enrollment\Options;

/**
 * Remembers whether the sidecar answers.
 *
 * For a block's render.php: `Plugin::instance()->availability->is_reachable()`. It costs one option lookup; once a
 * minute (every ten seconds while the sidecar is down) one of the visitors waits for a probe, one second at most.
 */
final class Availability {

	/** Seconds for which an answer is believed. */
	private const BELIEVE_UP   = 60;
	private const BELIEVE_DOWN = 10;

	/** Seconds that a page may wait for the probe. */
	private const PROBE_TIMEOUT = 1.0;

	/**
	 * Keeps its neighbour.
	 *
	 * @param Client $client Talks to the sidecar.
	 */
	public function __construct( private readonly Client $client ) {}

	/**
	 * Whether the sidecar answered lately. Call it only on pages that need it.
	 */
	public function is_reachable(): bool {
		$state = $this->recall();
		if ( null !== $state && time() - $state['checked'] < ( $state['up'] ? self::BELIEVE_UP : self::BELIEVE_DOWN ) ) {
			return $state['up'];
		}
		// Claim the probe first: while a sidecar hangs, one visitor waits and the others get the last answer.
		$this->remember( $state['up'] ?? true );
		return $this->probe();
	}

	/**
	 * Whether a call failed in the last ten seconds. Never asks.
	 */
	public function is_known_down(): bool {
		$state = $this->recall();
		return null !== $state && ! $state['up'] && time() - $state['checked'] < self::BELIEVE_DOWN;
	}

	/**
	 * Asks now, and remembers.
	 */
	public function probe(): bool {
		try {
			$up = 200 === $this->client->send( 'GET', '/healthz', '', [], self::PROBE_TIMEOUT )->status;
		} catch ( Unavailable ) {
			$up = false;
		}
		$this->remember( $up );
		return $up;
	}

	/**
	 * Notes that a real call failed or an inspection succeeded.
	 *
	 * @param bool $up Whether the sidecar answered.
	 * @return bool Whether that is news.
	 */
	public function remember( bool $up ): bool {
		$before = $this->recall();
		set_transient(
			Options::SIDECAR_STATE_TRANSIENT,
			[
				'up'      => $up,
				'checked' => time(),
			],
			DAY_IN_SECONDS
		);
		return null === $before ? ! $up : $before['up'] !== $up;
	}

	/** Forgets everything, for example because the address changed. */
	public function forget(): void {
		delete_transient( Options::SIDECAR_STATE_TRANSIENT );
	}

	/**
	 * What is remembered.
	 *
	 * @return array{up: bool, checked: int}|null
	 */
	private function recall(): ?array {
		$state = get_transient( Options::SIDECAR_STATE_TRANSIENT );
		return is_array( $state ) && is_bool( $state['up'] ?? null ) && is_int( $state['checked'] ?? null )
			? [
				'up'      => $state['up'],
				'checked' => $state['checked'],
			]
			: null;
	}
}
