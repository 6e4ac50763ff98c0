<?php
/**
 * A mail as plain text. Nothing is escaped here: it is no HTML, and every value is one line without control characters.
 *
 * @package Cohort_Enrollment
 *
 * @var \Cohort_Enrollment\Mail\Content $content  What it says.
 * @var string                          $site     Name of the site.
 * @var string                          $greeting First line; '' for staff.
 * @var string                          $reason   Why the mail was sent.
 * @var array<string, string>           $facts    Value by label.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

$linked  = static fn( \Cohort_Enrollment\Mail\Link $target ): string => $target->text . ":\n" . sanitize_url( $target->url );
$fact    = static fn( string $label, string $value ): string => $label . ': ' . $value;
$section = static fn( string $title, string $text ): string => $title . "\n" . $text;

$parts = [
	$content->heading,
	$greeting,
	...$content->paragraphs,
	...array_map( $section, array_keys( $content->sections ), $content->sections ),
	implode( "\n", array_map( $fact, array_keys( $facts ), $facts ) ),
	...array_map( $linked, [ $content->action, ...$content->links ] ),
	"-- \n" . $site . "\n" . sanitize_url( home_url( '/' ) ) . "\n" . $reason,
];
echo implode( "\n\n", array_filter( $parts ) ) . "\n"; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Plain text.
