<?php
/**
 * What the sidecar answered.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Sidecar;

/**
 * A JSON answer, whatever its status.
 */
final class Answer {

	/**
	 * Keeps the parts.
	 *
	 * @param int         $status      HTTP status.
	 * @param mixed       $data        Decoded JSON with objects as objects, so that `{}` stays `{}`; null without a body.
	 * @param string|null $retry_after The header, when there is one.
	 */
	public function __construct(
		public readonly int $status,
		public readonly mixed $data,
		public readonly ?string $retry_after = null,
	) {}

	/**
	 * The stable code of an error answer.
	 *
	 * @return string|null Null unless the body is an error in WordPress's shape.
	 */
	public function error_code(): ?string {
		$code = is_object( $this->data ) ? $this->data->code ?? null : null;
		return is_string( $code ) ? $code : null;
	}
}
