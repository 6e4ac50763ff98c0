<?php
/**
 * Calls of the sidecar, and the mails that come of them.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Mail;

use WP_REST_Request;
use WP_REST_Response;

require_once __DIR__ . '/Kept_Mail.php';

/**
 * Speaks as the sidecar does, with its own arithmetic, and lets WordPress's real mailer build the mails.
 */
trait Notification_Calls {

	private Kept_Mail $mail;

	/** Puts a mailer that keeps mails in the place of WordPress's. */
	protected function keep_mails(): void {
		remove_filter( 'pre_wp_mail', 'cohort_enrollment_demo_keep_mail' );
		add_filter( 'wp_mail_from', static fn(): string => 'school@example.test' );
		$this->mail           = new Kept_Mail( true );
		$GLOBALS['phpmailer'] = $this->mail;
	}

	/**
	 * A student.
	 *
	 * @param array<string, mixed> $more Further fields of wp_insert_user().
	 */
	protected function student( array $more = [] ): int {
		$user_id = wp_insert_user(
			$more + [
				'user_login'   => 'test-' . wp_generate_password( 12, false ),
				'user_pass'    => 'test-password',
				'user_email'   => wp_generate_password( 12, false ) . '@example.test',
				'display_name' => 'Ada Okafor',
				'role'         => 'subscriber',
			]
		);
		self::assertIsInt( $user_id );
		return $user_id;
	}

	/**
	 * What the sidecar asks for.
	 *
	 * @param string               $kind       Kind.
	 * @param int|null             $student_id WordPress user.
	 * @param array<string, mixed> $data       Instead of, or besides, what is usual.
	 * @return array<string, mixed>
	 */
	protected function notification( string $kind, ?int $student_id, array $data = [] ): array {
		$purchase = [
			'courseCode'  => 'WRITE',
			'courseTitle' => 'Writing that Works',
			'cohortName'  => 'Spring Cohort',
			'amount'      => 49_000,
			'currency'    => 'usd',
		];
		$session  = [
			'stepLabel'      => 'Week 2',
			'groupClassName' => 'Tuesday evening',
			'timezone'       => 'Europe/Berlin',
			'before'         => [
				'startsAt' => '2026-03-24T17:30:00.000Z',
				'endsAt'   => '2026-03-24T19:00:00.000Z',
			],
		];
		$after    = [
			'startsAt' => '2026-03-31T16:30:00.000Z',
			'endsAt'   => '2026-03-31T18:00:00.000Z',
		];
		$own      = [
			'enrolled'         => $purchase + [ 'packageId' => 12 ],
			'refunded'         => $purchase + [ 'reason' => 'cohort_full' ],
			'payment_failed'   => $purchase + [ 'returnUrl' => home_url( '/writing-that-works/' ) ],
			'enrollment_ended' => $purchase + [ 'reason' => 'requested' ],
			'enrollment_moved' => $purchase + [
				'packageId'          => 12,
				'previousCohortName' => 'Winter Cohort',
				'startDate'          => '2026-09-07',
				'endDate'            => '2026-10-12',
			],
			'session_moved'    => $purchase + [
				'packageId' => 12,
				'moved'     => [ $session + [ 'after' => $after ] ],
				'released'  => [],
				'others'    => 0,
			],
			'session_released' => $purchase + [
				'packageId' => 12,
				'moved'     => [],
				'released'  => [ $session ],
				'others'    => 0,
			],
			'seat_available'   => $purchase + [ 'returnUrl' => home_url( '/writing-that-works/' ) ],
			'task'             => [
				'task'     => 'refund_failed',
				'taskId'   => 7,
				'stripeId' => 'pi_3abc',
				'livemode' => false,
				'purchase' => $purchase,
			],
		];
		return [
			'reference' => wp_generate_uuid4(),
			'kind'      => $kind,
			'studentId' => $student_id,
			'data'      => array_replace_recursive( $own[ $kind ], $data ),
		];
	}

	/**
	 * A token as the sidecar makes it.
	 *
	 * @param string               $body   Raw body.
	 * @param array<string, mixed> $claims Instead of what is usual.
	 * @param string|null          $secret Key; the site's by default.
	 */
	protected function token( string $body, array $claims = [], ?string $secret = null ): string {
		$encode = static fn( string $bytes ): string => rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
		$now    = time();
		$claims = $claims + [
			'iss' => 'cohort-enrollment-sidecar',
			'aud' => untrailingslashit( home_url() ),
			'iat' => $now,
			'exp' => $now + 60,
			'jti' => wp_generate_uuid4(),
			'req' => hash( 'sha256', "POST\n/cohort-enrollment/v1/notifications\n" . hash( 'sha256', $body ) ),
		];
		$signed = $encode( '{"alg":"HS256","typ":"JWT"}' ) . '.' . $encode( json_encode( $claims, JSON_UNESCAPED_SLASHES ) );
		return $signed . '.' . $encode( hash_hmac( 'sha256', $signed, $secret ?? (string) get_option( 'cohort_enrollment_secret' ), true ) );
	}

	/**
	 * Calls the route within this process.
	 *
	 * @param array<string, mixed>|string $body  What is asked for.
	 * @param string|null                 $token Token; one that is right by default.
	 */
	protected function call( array|string $body, ?string $token = null ): WP_REST_Response {
		$body    = is_array( $body ) ? json_encode( $body ) : $body;
		$request = new WP_REST_Request( 'POST', '/cohort-enrollment/v1/notifications' );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_header( 'Authorization', 'Bearer ' . ( $token ?? $this->token( $body ) ) );
		$request->set_body( $body );
		return rest_do_request( $request );
	}

	/**
	 * Calls the route and expects the mail to be sent.
	 *
	 * @param array<string, mixed> $body What is asked for.
	 * @return array{to: list<string>, subject: string, html: string, text: string, mime: string}
	 */
	protected function sent( array $body ): array {
		$before   = count( $this->mail->kept );
		$response = $this->call( $body );
		self::assertSame( [ 200, [ 'outcome' => 'sent' ] ], [ $response->get_status(), $response->get_data() ] );
		self::assertCount( $before + 1, $this->mail->kept );
		return end( $this->mail->kept );
	}

	/**
	 * What the database knows of a notification.
	 *
	 * @param string $reference UUID.
	 */
	protected function marker( string $reference ): ?string {
		global $wpdb;
		return $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM $wpdb->options WHERE option_name = %s", 'cohort_enrollment_mail_marker_' . $reference ) );
	}

	/**
	 * Writes a marker of the past.
	 *
	 * @param string $reference UUID.
	 * @param string $state     `sending` or `sent`.
	 * @param int    $seconds   How long ago.
	 */
	protected function leave_marker( string $reference, string $state, int $seconds ): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( "INSERT INTO $wpdb->options ( option_name, option_value, autoload ) VALUES ( %s, CONCAT( %s, ' ', UNIX_TIMESTAMP() - %d ), 'off' )", 'cohort_enrollment_mail_marker_' . $reference, $state, $seconds ) );
	}
}
