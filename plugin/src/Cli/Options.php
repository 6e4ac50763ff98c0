<?php
/**
 * What was typed.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

/**
 * Reads options; what makes no sense ends the command.
 */
final class Options {

	/**
	 * Text.
	 *
	 * @param array<string, mixed> $options As typed.
	 * @param string               $name    Of the option.
	 * @return string|null Null when it was not given.
	 */
	public static function text( array $options, string $name ): ?string {
		$value = $options[ $name ] ?? null;
		return is_string( $value ) ? $value : null;
	}

	/**
	 * Whether a flag was given.
	 *
	 * @param array<string, mixed> $options As typed.
	 * @param string               $name    Of the flag.
	 */
	public static function is_set( array $options, string $name ): bool {
		return true === ( $options[ $name ] ?? false );
	}

	/**
	 * `yes` or `no`, as the sidecar's lists want it.
	 *
	 * @param array<string, mixed> $options As typed.
	 * @param string               $name    Of the option.
	 * @return string|null `true`, `false`; null when it was not given.
	 */
	public static function flag( array $options, string $name ): ?string {
		return match ( self::text( $options, $name ) ) {
			'yes'   => 'true',
			'no'    => 'false',
			default => null,
		};
	}

	/**
	 * The number of a row.
	 *
	 * @param string $text As typed.
	 * @param string $what For the error: which number it is.
	 */
	public static function id( string $text, string $what ): int {
		if ( 1 !== preg_match( '/^[1-9]\d{0,14}$/D', $text ) ) {
			/* translators: 1: what the number is of, such as <cohort>, 2: what was typed. */
			Failure::end( sprintf( __( '%1$s must be a number, not “%2$s”.', 'cohort-enrollment' ), $what, $text ) );
		}
		return (int) $text;
	}
}
