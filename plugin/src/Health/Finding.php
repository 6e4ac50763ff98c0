<?php
/**
 * One thing that is well or not.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

/**
 * A sentence about the state of the site, for Site Health and the settings page. Plain, translated text.
 */
final class Finding {

	/** Severities, in Site Health's words. */
	public const GOOD        = 'good';
	public const RECOMMENDED = 'recommended';
	public const CRITICAL    = 'critical';

	/**
	 * Keeps the words.
	 *
	 * @param string $severity    One of the constants.
	 * @param string $label       What is the case, as a sentence without a full stop.
	 * @param string $explanation What it means and what to do.
	 */
	public function __construct(
		public readonly string $severity,
		public readonly string $label,
		public readonly string $explanation,
	) {}
}
