<?php
/**
 * Many calls for one mail at the same moment.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Mail;

use Cohort_Enrollment\Tests\WordPress_Test_Case;
use CurlHandle;

require_once __DIR__ . '/Notification_Calls.php';
require_once ABSPATH . 'wp-admin/includes/user.php';

/**
 * Asks the running site, so what it needs is committed, and removed again by hand. Its mails become files.
 */
final class Parallel_Calls_Test extends WordPress_Test_Case {

	use Notification_Calls;

	private const CALLS = 12;

	/** How many of them are made to meet; the site under test has eight processes. */
	private const TOGETHER = 4;

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
	}

	/**
	 * Sends the same call many times, each with a token of its own. A lock on the gap where the marker will be stops them
	 * where they write it, and lets them go together: no luck is needed to have them there at the same moment.
	 *
	 * @return list<array{headers: string, data: array<string, mixed>}>
	 */
	private function call_at_once(): array {
		global $wpdb;
		$wpdb->query( 'START TRANSACTION' );
		$wpdb->query( $wpdb->prepare( "SELECT option_value FROM $wpdb->options WHERE option_name = %s FOR UPDATE", 'cohort_enrollment_mail_marker_' . $this->body['reference'] ) );
		$all     = curl_multi_init();
		$handles = array_map( fn(): CurlHandle => $this->prepared_call(), range( 1, self::CALLS ) );
		array_map( static fn( CurlHandle $handle ): int => curl_multi_add_handle( $all, $handle ), $handles );
		$stopped = true;
		do {
			curl_multi_exec( $all, $running );
			curl_multi_select( $all, 0.05 );
			if ( $stopped && $this->waiting_calls() >= self::TOGETHER ) {
				$wpdb->query( 'ROLLBACK' );
				$stopped = false;
			}
		} while ( $running > 0 );
		self::assertFalse( $stopped, 'The calls never were there together.' );
		return array_map(
			static function ( CurlHandle $handle ): array {
				[ $headers, $body ] = array_pad( explode( "\r\n\r\n", (string) curl_multi_getcontent( $handle ), 2 ), 2, '' );
				return [
					'headers' => $headers,
					'data'    => (array) json_decode( $body, true ),
				];
			},
			$handles
		);
	}

	/** One call, not yet made. */
	private function prepared_call(): CurlHandle {
		$json   = json_encode( $this->body );
		$handle = curl_init( home_url( '/?rest_route=/cohort-enrollment/v1/notifications' ) );
		curl_setopt_array(
			$handle,
			[
				CURLOPT_POSTFIELDS     => $json,
				CURLOPT_RETURNTRANSFER => true,
				CURLOPT_HEADER         => true,
				CURLOPT_TIMEOUT        => 40,
				CURLOPT_HTTPHEADER     => [ 'Content-Type: application/json', 'Authorization: Bearer ' . $this->token( $json ) ],
			]
		);
		return $handle;
	}

	/** How many calls are stopped at the marker. */
	private function waiting_calls(): int {
		global $wpdb;
		return (int) $wpdb->get_var( $wpdb->prepare( 'SELECT COUNT(*) FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND info LIKE %s', '%' . $wpdb->esc_like( $this->body['reference'] ) . '%' ) );
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
