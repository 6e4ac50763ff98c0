<?php
/**
 * The key that plugin and sidecar share.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Identity;

use Cohort_Enrollment\Options;

/**
 * Reads the key from `COHORT_ENROLLMENT_SECRET` in wp-config.php or, without that, from the options that the sidecar
 * reads too. The previous key stays known to the sidecar, so that a rotation interrupts nobody.
 */
final class Secrets {

	/**
	 * Keeps what wp-config.php says.
	 *
	 * @param string|null $constant          Key from wp-config.php, which wins over the option; null without one.
	 * @param string|null $previous_constant Key before the last rotation from wp-config.php; null without one.
	 */
	public function __construct(
		private readonly ?string $constant,
		private readonly ?string $previous_constant,
	) {}

	/**
	 * The key to sign with.
	 *
	 * @return string|null Null when there is none of at least 32 bytes.
	 */
	public function current(): ?string {
		$secret = $this->constant ?? get_option( Options::SECRET );
		return self::is_long_enough( $secret ) ? $secret : null;
	}

	/**
	 * The keys to believe: the current one and, after a rotation, the one before.
	 *
	 * @return list<string>
	 */
	public function all(): array {
		return array_values( array_filter( [ $this->current(), $this->previous() ], 'is_string' ) );
	}

	/** Whether wp-config.php sets the key; then nobody can rotate it here. */
	public function is_from_constant(): bool {
		return null !== $this->constant;
	}

	/** Whether the sidecar still accepts a key from before the last rotation. */
	public function has_previous(): bool {
		return null !== $this->previous();
	}

	/**
	 * Makes a key unless there is a usable one. Safe to call again.
	 */
	public function create_if_missing(): void {
		if ( null === $this->current() && ! $this->is_from_constant() ) {
			update_option( Options::SECRET, self::generate(), false );
		}
	}

	/**
	 * Replaces the key; the current one becomes the previous one.
	 *
	 * @return bool False when wp-config.php sets the key, so that nothing was changed.
	 */
	public function rotate(): bool {
		if ( $this->is_from_constant() ) {
			return false;
		}
		$current = $this->current();
		if ( null !== $current ) {
			// First the old key, then the new one: at no moment does a key in use belong to neither option.
			update_option( Options::SECRET_PREVIOUS, $current, false );
		}
		update_option( Options::SECRET, self::generate(), false );
		return true;
	}

	/** The key before the last rotation; null without a usable one. */
	private function previous(): ?string {
		$secret = $this->previous_constant ?? get_option( Options::SECRET_PREVIOUS );
		return self::is_long_enough( $secret ) ? $secret : null;
	}

	/** A new key: 32 random bytes as 64 hexadecimal characters. */
	private static function generate(): string {
		return bin2hex( random_bytes( Token_Signer::MINIMUM_SECRET_BYTES ) );
	}

	/**
	 * Whether a stored value can be used as a key.
	 *
	 * @param mixed $secret Value of a constant or option.
	 * @phpstan-assert-if-true string $secret
	 */
	private static function is_long_enough( mixed $secret ): bool {
		return is_string( $secret ) && strlen( $secret ) >= Token_Signer::MINIMUM_SECRET_BYTES;
	}
}
