<?php
/**
 * Constants that static analysis cannot find by itself.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

define( 'ABSPATH', '/wordpress/' );
define( 'MB_IN_BYTES', 1048576 );
define( 'MINUTE_IN_SECONDS', 60 );
define( 'HOUR_IN_SECONDS', 3600 );
define( 'DAY_IN_SECONDS', 86400 );
define( 'ARRAY_A', 'ARRAY_A' );
define( 'COHORT_ENROLLMENT_VERSION', '0.0.0' );
define( 'COHORT_ENROLLMENT_FILE', __FILE__ );
define( 'COHORT_ENROLLMENT_DIRECTORY', __DIR__ );
