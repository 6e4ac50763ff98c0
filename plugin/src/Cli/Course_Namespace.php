<?php
/**
 * `wp cohort course`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use WP_CLI\Dispatcher\CommandNamespace;

/**
 * Looks at courses: what is taught, and what it costs.
 */
final class Course_Namespace extends CommandNamespace {
}
