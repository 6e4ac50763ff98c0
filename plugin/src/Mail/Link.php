<?php
/**
 * A way on from a mail.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * Address and text of a link.
 */
final class Link {

	/**
	 * Holds both.
	 *
	 * @param string $url  Absolute address, not yet escaped.
	 * @param string $text Translated, not yet escaped.
	 */
	public function __construct(
		public readonly string $url,
		public readonly string $text,
	) {}
}
