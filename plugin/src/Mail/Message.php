<?php
/**
 * A mail, ready to be sent.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * What `wp_mail()` gets, and the text for mail programs that show no HTML.
 */
final class Message {

	/**
	 * Holds the parts.
	 *
	 * @param list<string> $recipient Mail addresses.
	 * @param string       $subject   One line.
	 * @param string       $html      A whole document.
	 * @param string       $text      The same as plain text.
	 * @param list<string> $headers   Further headers, `Name: value`.
	 */
	public function __construct(
		public readonly array $recipient,
		public readonly string $subject,
		public readonly string $html,
		public readonly string $text,
		public readonly array $headers,
	) {}

	/**
	 * Lets the site change the mail.
	 *
	 * @param Kind $kind What the mail tells.
	 */
	public function filtered( Kind $kind ): self {
		/**
		 * Filters a mail before it is sent. An empty `recipient` keeps it from being sent.
		 *
		 * @since 0.1.0
		 *
		 * @param array{subject: string, html: string, text: string, headers: list<string>, recipient: list<string>, kind: string} $mail
		 *        `html` is a whole document with everything escaped, `text` the same as plain text; `kind` cannot be changed.
		 */
		$mail = apply_filters( 'cohort_enrollment_mail', [ 'kind' => $kind->value ] + get_object_vars( $this ) );
		if ( ! is_array( $mail ) ) {
			return $this;
		}
		return new self(
			self::strings( $mail['recipient'] ?? $this->recipient ),
			Plain_Text::line( self::text( $mail['subject'] ?? null, $this->subject ) ),
			self::text( $mail['html'] ?? null, $this->html ),
			self::text( $mail['text'] ?? null, $this->text ),
			self::strings( $mail['headers'] ?? $this->headers )
		);
	}

	/**
	 * A filtered text.
	 *
	 * @param mixed  $value   What a filter returned.
	 * @param string $default What it was.
	 */
	private static function text( mixed $value, string $default ): string {
		return is_string( $value ) ? $value : $default;
	}

	/**
	 * A filtered list.
	 *
	 * @param mixed $value What a filter returned.
	 * @return list<string>
	 */
	private static function strings( mixed $value ): array {
		return array_values( array_filter( (array) $value, static fn( mixed $item ): bool => is_string( $item ) && '' !== $item ) );
	}
}
