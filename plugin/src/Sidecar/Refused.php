<?php
/**
 * The sidecar said no.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

use RuntimeException;

/**
 * An error answer of the sidecar, with its stable code (`sidecar/contract/errors.ts`). The message is English.
 */
final class Refused extends RuntimeException {

	/**
	 * Keeps the parts.
	 *
	 * @param string     $error_code Stable code.
	 * @param string     $message    English.
	 * @param int        $status     HTTP status.
	 * @param Facts|null $data       What belongs to it, such as `current` or `refundable`.
	 */
	public function __construct( public readonly string $error_code, string $message, public readonly int $status, public readonly ?Facts $data = null ) {
		parent::__construct( $message );
	}

	/**
	 * What an answer refuses.
	 *
	 * @param Answer $answer With an error code.
	 */
	public static function by( Answer $answer ): self {
		$body = Facts::of( $answer->data );
		return new self( (string) $answer->error_code(), $body?->text( 'message' ) ?? '', $answer->status, $body?->object( 'data' ) );
	}
}
