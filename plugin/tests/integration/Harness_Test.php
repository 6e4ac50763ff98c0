<?php
/**
 * That the other tests can fail.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use PHPUnit\Framework\Error\Warning;

final class Harness_Test extends WordPress_Test_Case {

	public function test_a_php_warning_anywhere_fails_a_test(): void {
		try {
			trigger_error( 'On purpose.', E_USER_WARNING );
		} catch ( Warning $warning ) {
			self::assertSame( 'On purpose.', $warning->getMessage() );
			return;
		}
		self::fail( 'The warning passed unnoticed.' );
	}

	public function test_the_sidecar_of_the_tests_is_the_recording_one(): void {
		self::assertSame( Recording_Sidecar::instance()->url(), COHORT_ENROLLMENT_SIDECAR_URL );
	}
}
