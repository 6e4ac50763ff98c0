<?php
/**
 * A part of an answer of the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

use DateTimeImmutable;

/**
 * Reads members of a JSON object that somebody else wrote: what is missing, or of another type, is null.
 */
final class Facts {

	/**
	 * Keeps the members.
	 *
	 * @param array<array-key, mixed> $members Of the object.
	 */
	private function __construct( private readonly array $members ) {}

	/**
	 * The members of a value.
	 *
	 * @param mixed $value Decoded JSON, with objects as objects.
	 * @return self|null Null when it is no object.
	 */
	public static function of( mixed $value ): ?self {
		return is_object( $value ) ? new self( (array) $value ) : null;
	}

	/**
	 * Another object within this one.
	 *
	 * @param string $name Name of the member.
	 */
	public function object( string $name ): ?self {
		return self::of( $this->members[ $name ] ?? null );
	}

	/**
	 * A list of objects; what is none is left out.
	 *
	 * @param string $name Name of the member.
	 * @return list<self>
	 */
	public function objects( string $name ): array {
		return array_values( array_filter( array_map( self::of( ... ), $this->list( $name ) ) ) );
	}

	/**
	 * A list of whole numbers; what is none is left out.
	 *
	 * @param string $name Name of the member.
	 * @return list<int>
	 */
	public function integers( string $name ): array {
		return array_values( array_filter( $this->list( $name ), 'is_int' ) );
	}

	/**
	 * All members that are text or numbers.
	 *
	 * @return array<string, string|int|float>
	 */
	public function scalars(): array {
		$scalars = [];
		foreach ( $this->members as $name => $value ) {
			if ( is_string( $value ) || is_int( $value ) || is_float( $value ) ) {
				$scalars[ (string) $name ] = $value;
			}
		}
		return $scalars;
	}

	/**
	 * Whether a member is true.
	 *
	 * @param string $name Name of the member.
	 */
	public function truth( string $name ): bool {
		return true === ( $this->members[ $name ] ?? null );
	}

	/**
	 * A list.
	 *
	 * @param string $name Name of the member.
	 * @return list<mixed>
	 */
	private function list( string $name ): array {
		$value = $this->members[ $name ] ?? null;
		return is_array( $value ) ? array_values( $value ) : [];
	}

	/**
	 * Text.
	 *
	 * @param string $name Name of the member.
	 */
	public function text( string $name ): ?string {
		$value = $this->members[ $name ] ?? null;
		return is_string( $value ) ? $value : null;
	}

	/**
	 * A whole number.
	 *
	 * @param string $name Name of the member.
	 */
	public function integer( string $name ): ?int {
		$value = $this->members[ $name ] ?? null;
		return is_int( $value ) ? $value : null;
	}

	/**
	 * A moment.
	 *
	 * @param string $name Name of the member: ISO 8601 with milliseconds.
	 */
	public function moment( string $name ): ?DateTimeImmutable {
		$parsed = DateTimeImmutable::createFromFormat( DATE_RFC3339_EXTENDED, $this->text( $name ) ?? '' );
		return false === $parsed ? null : $parsed;
	}

	/**
	 * A moment as Unix seconds.
	 *
	 * @param string $name Name of the member: ISO 8601 with milliseconds.
	 */
	public function time( string $name ): ?int {
		return $this->moment( $name )?->getTimestamp();
	}
}
