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

	public const ENROLLED         = 'enrolled';
	public const REFUNDED         = 'refunded';
	public const PAYMENT_FAILED   = 'payment_failed';
	public const ENROLLMENT_ENDED = 'enrollment_ended';
	public const SEAT_AVAILABLE   = 'seat_available';
	public const TASK             = 'task';

	public const KINDS = [ self::ENROLLED, self::REFUNDED, self::PAYMENT_FAILED, self::ENROLLMENT_ENDED, self::SEAT_AVAILABLE, self::TASK ];

	/**
	 * Holds the parts. Which of them are set depends on the kind.
	 *
	 * @param string        $reference  UUID: one mail for it, however often it is asked for.
	 * @param string        $kind       One of KINDS.
	 * @param int|null      $student_id WordPress user; null = staff.
	 * @param Purchase|null $purchase   What was bought; null only for some tasks.
	 * @param int|null      $package_id Of ENROLLED: what was enrolled.
	 * @param string        $reason     Of REFUNDED and ENROLLMENT_ENDED: `RefundReason`, or a word of a newer sidecar.
	 * @param string|null   $return_url Of PAYMENT_FAILED and SEAT_AVAILABLE: where the student may try again; not yet checked.
	 * @param Task|null     $task       Of TASK: what a person must look at.
	 */
	private function __construct(
		public readonly string $reference,
		public readonly string $kind,
		public readonly ?int $student_id,
		public readonly ?Purchase $purchase,
		public readonly ?int $package_id,
		public readonly string $reason,
		public readonly ?string $return_url,
		public readonly ?Task $task,
	) {}

	/**
	 * Reads a body.
	 *
	 * @param string $json Raw body.
	 * @throws Invalid_Notification When it is not JSON or does not follow the contract; the message names the field.
	 */
	public static function parse( string $json ): self {
		$body = json_decode( $json, true, 8 );
		$kind = self::checked( $body, Notification_Schema::KIND )['kind'];
		$body = self::checked( $body, Notification_Schema::of( $kind ) );
		$data = $body['data'];
		$task = self::TASK === $kind;
		$sold = $task ? $data['purchase'] : $data;
		return new self(
			$body['reference'],
			$kind,
			$task ? null : $body['studentId'],
			null === $sold ? null : Purchase::from_data( $sold ),
			$data['packageId'] ?? null,
			$data['reason'] ?? '',
			$data['returnUrl'] ?? null,
			$task ? Task::from_data( $data ) : null
		);
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
