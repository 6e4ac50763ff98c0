<?php
/**
 * Many calls for one mail at the same moment.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Mail;

use Cohort_Enrollment\Tests\WordPress_Test_Case;

require_once __DIR__ . '/Notification_Calls.php';
require_once ABSPATH . 'wp-admin/includes/user.php';

/**
 * Asks the running site, so what it needs is committed, and removed again by hand. Its mails become files.
 */
final class Parallel_Calls_Test extends WordPress_Test_Case {

	use Notification_Calls;

	private const CALLS = 12;

	private int $student_id;

	private array $body;

	/** A name that no other mail has. */
	private string $cohort;

	protected function setUp(): void {
		global $wpdb;
		parent::setUp();
		$wpdb->query( 'COMMIT' );
		$this->student_id = $this->student();
		$this->cohort     = 'Cohort ' . wp_generate_uuid4();
		$this->body       = $this->notification( 'enrolled', $this->student_id, [ 'cohortName' => $this->cohort ] );
	}

	protected function tearDown(): void {
		wp_delete_user( $this->student_id );
		delete_option( 'cohort_enrollment_mail_marker_' . $this->body['reference'] );
		array_map( 'wp_delete_file', $this->mails() );
		parent::tearDown();
	}

	public function test_of_calls_at_the_same_moment_one_sends_the_mail(): void {
		$answers = $this->call_at_once();

		$outcomes = array_count_values( array_map( static fn( array $answer ): string => $answer['data']['outcome'] ?? $answer['data']['code'], $answers ) );
		self::assertSame( 1, $outcomes['sent'] ?? 0, json_encode( $outcomes ) );
		self::assertSame( self::CALLS, array_sum( array_intersect_key( $outcomes, array_flip( [ 'sent', 'already_sent', 'notification_in_progress' ] ) ) ), json_encode( $outcomes ) );
		self::assertCount( 1, $this->mails() );
		foreach ( $answers as $answer ) {
			self::assertStringContainsStringIgnoringCase( 'Cache-Control: no-store', $answer['headers'] );
			self::assertStringNotContainsStringIgnoringCase( 'Set-Cookie', $answer['headers'] );
		}

		[ $later ] = $this->call_at_once( 1 );
		self::assertSame( [ 'outcome' => 'already_sent' ], $later['data'] );
		self::assertCount( 1, $this->mails() );
	}

	/**
	 * Sends the same call many times at once, each with a token of its own.
	 *
	 * @param int $calls How many.
	 * @return list<array{headers: string, data: array<string, mixed>}>
	 */
	private function call_at_once( int $calls = self::CALLS ): array {
		$json    = json_encode( $this->body );
		$all     = curl_multi_init();
		$handles = [];
		for ( $call = 0; $call < $calls; $call++ ) {
			$handles[ $call ] = curl_init( home_url( '/?rest_route=/cohort-enrollment/v1/notifications' ) );
			curl_setopt_array(
				$handles[ $call ],
				[
					CURLOPT_POSTFIELDS     => $json,
					CURLOPT_RETURNTRANSFER => true,
					CURLOPT_HEADER         => true,
					CURLOPT_HTTPHEADER     => [ 'Content-Type: application/json', 'Authorization: Bearer ' . $this->token( $json ) ],
				]
			);
			curl_multi_add_handle( $all, $handles[ $call ] );
		}
		do {
			curl_multi_exec( $all, $running );
			curl_multi_select( $all );
		} while ( $running > 0 );
		return array_map(
			static function ( \CurlHandle $handle ): array {
				[ $headers, $body ] = array_pad( explode( "\r\n\r\n", (string) curl_multi_getcontent( $handle ), 2 ), 2, '' );
				return [
					'headers' => $headers,
					'data'    => (array) json_decode( $body, true ),
				];
			},
			$handles
		);
	}

	/**
	 * The mails of this test.
	 *
	 * @return list<string> Files.
	 */
	private function mails(): array {
		return array_values( array_filter( (array) glob( COHORT_ENROLLMENT_DEMO_MAIL . '/*.json' ), fn( string $file ): bool => str_contains( (string) file_get_contents( $file ), $this->cohort ) ) );
	}
}
