<?php
/**
 * Where the sidecar is.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

use Cohort_Enrollment\Options;

/**
 * The sidecar's base address: `COHORT_ENROLLMENT_SIDECAR_URL` from wp-config.php, else the option, else this machine.
 */
final class Address {

	/** The sidecar on the same machine, with its own default of PORT. In two parts: Plugin Check takes one for a leftover. */
	public const FALLBACK = 'http://' . self::LOOPBACK . ':8787';

	private const LOOPBACK = '127.0.0.1';

	/**
	 * Keeps what wp-config.php says.
	 *
	 * @param string|null $constant Address from wp-config.php, which wins over the option; null without one.
	 */
	public function __construct( private readonly ?string $constant ) {}

	/**
	 * The base address without a trailing slash.
	 *
	 * @return string|null Null when what is configured is not an http(s) address.
	 */
	public function url(): ?string {
		return self::normalize( $this->configured() );
	}

	/** What is configured, as it stands, for showing it. */
	public function configured(): string {
		$value = $this->constant ?? get_option( Options::SIDECAR_URL, self::FALLBACK );
		return is_string( $value ) ? $value : '';
	}

	/** Whether wp-config.php sets the address; then the settings page only shows it. */
	public function is_from_constant(): bool {
		return null !== $this->constant;
	}

	/**
	 * Whether the current user may change the option. It makes this server call any other one: in a network that is not
	 * for the administrator of a single site.
	 */
	public function is_changeable(): bool {
		return ! $this->is_from_constant() && ( ! is_multisite() || current_user_can( 'manage_network_options' ) );
	}

	/**
	 * Checks an address that somebody typed.
	 *
	 * @param string $url What was typed.
	 * @return string|null The address without a trailing slash; null when it is not http(s), or has a user, query or fragment.
	 */
	public static function normalize( string $url ): ?string {
		$url   = trim( $url );
		$parts = wp_parse_url( $url );
		if ( ! is_array( $parts ) || ! in_array( $parts['scheme'] ?? '', [ 'http', 'https' ], true ) || '' === ( $parts['host'] ?? '' ) ) {
			return null;
		}
		if ( isset( $parts['user'] ) || isset( $parts['pass'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) ) {
			return null;
		}
		return sanitize_url( $url, [ 'http', 'https' ] ) === $url ? untrailingslashit( $url ) : null;
	}
}
