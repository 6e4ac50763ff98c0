<?php
/**
 * `wp cohort`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use WP_CLI\Dispatcher\CommandNamespace;

/**
 * Runs cohort-based courses: looks after their health, lists them, enrolls and refunds students.
 *
 * The commands speak to the enrollment sidecar as the operator of the server, who may do everything. With `--user` they
 * speak as that user, who needs the capability manage_cohorts, or view_cohort_rosters for lists and rosters.
 *
 * ## EXAMPLES
 *
 *     # Is everything well? Exits with 1 when something is critical.
 *     $ wp cohort health
 *
 *     # What can be sold?
 *     $ wp cohort cohort list --when=upcoming --fields=id,name,enrolled,seats
 *
 *     # Take a student in, without payment.
 *     $ wp cohort enroll 12 ada@example.com --reason="Paid by invoice 2026-17"
 */
final class Cohort_Namespace extends CommandNamespace {
}
