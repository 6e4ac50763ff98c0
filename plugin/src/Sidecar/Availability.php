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
 * For a block's render.php: `Plugin::instance()->availability->can_enroll()`. It costs one option lookup; once a minute
 * (every ten seconds while something is wrong) one of the visitors waits for a probe, one second at most.
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
		return $this->fresh()['up'];
	}

	/**
	 * Whether students can buy: the sidecar answered lately, and Stripe takes its key. Call it only on pages that need it.
	 */
	public function can_enroll(): bool {
		$state = $this->fresh();
		return $state['up'] && $state['selling'];
	}

	/**
	 * Whether a call failed in the last ten seconds. Never asks.
	 */
	public function is_known_down(): bool {
		$state = $this->recall();
		return null !== $state && ! $state['up'] && time() - $state['checked'] < self::BELIEVE_DOWN;
	}

	/**
	 * Asks now, and remembers a good answer. To remember that none came is left to the caller, who hears whether it is news.
	 *
	 * @return bool Whether the sidecar answered.
	 */
	public function probe(): bool {
		try {
			$answer = $this->client->send( 'GET', '/healthz', '', [], self::PROBE_TIMEOUT );
		} catch ( Unavailable ) {
			return false;
		}
		if ( 200 !== $answer->status ) {
			return false;
		}
		$this->remember( true, is_object( $answer->data ) && is_bool( $answer->data->selling ?? null ) ? $answer->data->selling : null );
		return true;
	}

	/**
	 * Notes that a real call failed or an inspection succeeded.
	 *
	 * @param bool      $up      Whether the sidecar answered.
	 * @param bool|null $selling Whether Stripe takes the sidecar's key; null = what was known goes on.
	 * @return bool Whether it is news that it answered, or that it did not.
	 */
	public function remember( bool $up, ?bool $selling = null ): bool {
		$before = $this->recall();
		set_transient(
			Options::SIDECAR_STATE_TRANSIENT,
			[
				'up'      => $up,
				'selling' => $selling ?? $before['selling'] ?? true,
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
	 * What is remembered, or found out now when that is old.
	 *
	 * @return array{up: bool, selling: bool, checked: int}
	 */
	private function fresh(): array {
		$state   = $this->recall();
		$believe = null !== $state && $state['up'] && $state['selling'] ? self::BELIEVE_UP : self::BELIEVE_DOWN;
		if ( null !== $state && time() - $state['checked'] < $believe ) {
			return $state;
		}
		// Claim the probe first: while a sidecar hangs, one visitor waits and the others get the last answer.
		$this->remember( $state['up'] ?? true );
		$up = $this->probe();
		if ( ! $up ) {
			$this->remember( false );
		}
		return [
			'up'      => $up,
			'selling' => $this->recall()['selling'] ?? true,
			'checked' => time(),
		];
	}

	/**
	 * What is remembered.
	 *
	 * @return array{up: bool, selling: bool, checked: int}|null
	 */
	private function recall(): ?array {
		$state = get_transient( Options::SIDECAR_STATE_TRANSIENT );
		return is_array( $state ) && is_bool( $state['up'] ?? null ) && is_int( $state['checked'] ?? null )
			? [
				'up'      => $state['up'],
				'selling' => false !== ( $state['selling'] ?? true ),
				'checked' => $state['checked'],
			]
			: null;
	}
}
