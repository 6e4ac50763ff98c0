<?php
/**
 * What a mail says.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * The words of one mail, translated and not yet escaped; {@see Renderer} makes HTML and text of them.
 */
final class Content {

	/**
	 * Holds the words.
	 *
	 * @param string                $subject    One line.
	 * @param string                $heading    What happened, in a few words.
	 * @param list<string>          $paragraphs Text.
	 * @param Link                  $action     What to do next.
	 * @param list<Link>            $links      What else there is.
	 * @param array<string, string> $facts      Value by label.
	 * @param array<string, string> $sections   Text by title; instead of paragraphs where somebody must act.
	 */
	public function __construct(
		public readonly string $subject,
		public readonly string $heading,
		public readonly array $paragraphs,
		public readonly Link $action,
		public readonly array $links = [],
		public readonly array $facts = [],
		public readonly array $sections = [],
	) {}
}
