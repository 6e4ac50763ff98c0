<?php
/**
 * `wp cohort roster`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use WP_CLI\Dispatcher\CommandNamespace;

/**
 * Takes rosters of cohorts out: who is enrolled, and how far.
 */
final class Roster_Namespace extends CommandNamespace {
}
