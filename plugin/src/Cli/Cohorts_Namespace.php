<?php
/**
 * `wp cohort cohort`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use WP_CLI\Dispatcher\CommandNamespace;

/**
 * Looks at cohorts: runs of courses with dates and seats.
 */
final class Cohorts_Namespace extends CommandNamespace {
}
