<?php
/**
 * What cannot be told.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use RuntimeException;

/**
 * A notification that does not follow the contract. The message names the field.
 */
final class Invalid_Notification extends RuntimeException {}
