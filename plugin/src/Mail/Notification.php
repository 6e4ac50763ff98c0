<?php
/**
 * What is to be told to whom.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * `NotificationRequest` of `sidecar/contract/notifications.ts`, checked.
 */
final class Notification {

	/**
	 * Holds the parts.
	 *
	 * @param string               $reference  UUID: one mail for it, however often it is asked for.
	 * @param Kind                 $kind       What it tells.
	 * @param int|null             $student_id WordPress user; null = staff.
	 * @param array<string, mixed> $data       As {@see Notification_Schema} describes it for the kind.
	 */
	private function __construct(
		public readonly string $reference,
		public readonly Kind $kind,
		public readonly ?int $student_id,
		public readonly array $data,
	) {}

	/**
	 * Reads a body.
	 *
	 * @param string $json Raw body.
	 * @throws Invalid_Notification When it is not JSON or does not follow the contract; the message names the field.
	 */
	public static function parse( string $json ): self {
		$decoded = json_decode( $json, true, 8 );
		$kind    = Kind::from( self::checked( $decoded, Notification_Schema::of_kind() )['kind'] );
		$body    = self::checked( $decoded, Notification_Schema::of_body( $kind ) );
		return new self( $body['reference'], $kind, Kind::Task === $kind ? null : $body['studentId'], $body['data'] );
	}

	/**
	 * Checks a value with WordPress's validator.
	 *
	 * @param mixed                $value  Decoded JSON.
	 * @param array<string, mixed> $schema What it must look like.
	 * @return array<string, mixed> With the schema's types.
	 * @throws Invalid_Notification When it looks otherwise.
	 */
	private static function checked( mixed $value, array $schema ): array {
		// WordPress takes '' and lists for objects.
		if ( ! is_array( $value ) ) {
			throw new Invalid_Notification( 'The body is not a JSON object.' );
		}
		$result = rest_validate_value_from_schema( $value, $schema, 'body' );
		$value  = is_wp_error( $result ) ? $result : rest_sanitize_value_from_schema( $value, $schema, 'body' );
		if ( is_wp_error( $value ) ) {
			throw new Invalid_Notification( $value->get_error_message() ); // phpcs:ignore WordPress.Security.EscapeOutput.ExceptionNotEscaped -- Becomes JSON.
		}
		return $value;
	}
}
