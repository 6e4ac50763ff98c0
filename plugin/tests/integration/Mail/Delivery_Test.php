<?php
/**
 * One mail for a notification.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Mail;

use Cohort_Enrollment\Tests\WordPress_Test_Case;
use RuntimeException;

require_once __DIR__ . '/Notification_Calls.php';

final class Delivery_Test extends WordPress_Test_Case {

	use Notification_Calls;

	private array $body;

	private string $reference;

	protected function setUp(): void {
		parent::setUp();
		$this->keep_mails();
		$this->body      = $this->notification( 'enrolled', $this->student() );
		$this->reference = $this->body['reference'];
	}

	public function test_asked_again_it_answers_that_it_was_sent_and_sends_nothing(): void {
		$this->sent( $this->body );

		self::assertSame( [ 'outcome' => 'already_sent' ], $this->call( $this->body )->get_data() );
		self::assertSame( [ 'outcome' => 'already_sent' ], $this->call( $this->body )->get_data() );

		self::assertCount( 1, $this->mail->kept );
		self::assertMatchesRegularExpression( '/^sent \d{10}$/', (string) $this->marker( $this->reference ) );
	}

	public function test_a_mail_that_wordpress_cannot_send_may_be_tried_again(): void {
		$this->mail->refuses = true;
		$response            = $this->call( $this->body );
		self::assertSame( [ 502, 'mail_failed' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertNull( $this->marker( $this->reference ) );

		$this->mail->refuses = false;
		$this->sent( $this->body );
	}

	public function test_the_answer_to_a_failure_tells_no_address(): void {
		$this->mail->refuses = true;

		$answer = json_encode( $this->call( $this->body )->get_data() );

		self::assertStringNotContainsString( '@', $answer );
		self::assertStringNotContainsString( '@', $this->logged() );
	}

	public function test_while_another_call_is_sending_it_the_sidecar_is_asked_to_come_back(): void {
		$this->leave_marker( $this->reference, 'sending', 9 * MINUTE_IN_SECONDS );

		$response = $this->call( $this->body );

		self::assertSame( [ 409, 'notification_in_progress' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertSame( [], $this->mail->kept );
	}

	public function test_a_call_that_was_cut_off_while_it_was_sending_is_never_repeated(): void {
		$this->leave_marker( $this->reference, 'sending', 11 * MINUTE_IN_SECONDS );

		self::assertSame( [ 'outcome' => 'unknown' ], $this->call( $this->body )->get_data() );
		self::assertSame( [ 'outcome' => 'unknown' ], $this->call( $this->body )->get_data() );
		self::assertSame( [], $this->mail->kept );
	}

	public function test_what_is_thrown_after_the_mail_went_out_does_not_send_it_again(): void {
		add_action(
			'wp_mail_succeeded',
			static function (): void {
				throw new RuntimeException( 'A plugin that logs mails is broken.' );
			}
		);

		try {
			$this->call( $this->body );
			self::fail( 'Nothing was thrown.' );
		} catch ( RuntimeException ) {
			self::assertCount( 1, $this->mail->kept );
		}
		self::assertSame( 409, $this->call( $this->body )->get_status() );
		self::assertCount( 1, $this->mail->kept );
	}

	public function test_what_is_thrown_before_the_mail_went_out_leaves_nothing_behind(): void {
		$locale = determine_locale();
		$break  = static function (): void {
			throw new RuntimeException( 'A filter is broken.' );
		};
		add_filter( 'cohort_enrollment_mail', $break );
		try {
			$this->call( $this->body );
			self::fail( 'Nothing was thrown.' );
		} catch ( RuntimeException ) {
			self::assertNull( $this->marker( $this->reference ) );
		}
		self::assertSame( $locale, determine_locale() );
		remove_filter( 'cohort_enrollment_mail', $break );

		$this->sent( $this->body );
	}

	public function test_a_student_who_is_gone_or_has_no_address_gets_none(): void {
		global $wpdb;
		$wpdb->update( $wpdb->users, [ 'user_email' => '' ], [ 'ID' => $this->body['studentId'] ] );
		clean_user_cache( $this->body['studentId'] );

		self::assertSame( [ 'outcome' => 'no_recipient' ], $this->call( $this->body )->get_data() );
		self::assertSame( [ 'outcome' => 'no_recipient' ], $this->call( [ 'studentId' => 999_999_999 ] + $this->body )->get_data() );
		self::assertNull( $this->marker( $this->reference ) );
	}

	public function test_tasks_go_to_the_administration_address_or_to_whom_the_site_names(): void {
		$task = fn(): array => $this->notification( 'task', null );
		update_option( 'admin_email', 'office@example.test' );
		self::assertSame( [ 'office@example.test' ], $this->sent( $task() )['to'] );

		add_filter( 'cohort_enrollment_staff_recipients', static fn( array $addresses ): array => [ ...$addresses, 'night-shift@example.test', 'no address', 5 ] );
		self::assertSame( [ 'office@example.test', 'night-shift@example.test' ], $this->sent( $task() )['to'] );

		add_filter( 'cohort_enrollment_staff_recipients', '__return_empty_array', 20 );
		self::assertSame( [ 'outcome' => 'no_recipient' ], $this->call( $task() )->get_data() );
	}

	public function test_a_site_can_change_every_part_of_a_mail_or_keep_it_from_being_sent(): void {
		$seen = [];
		add_filter(
			'cohort_enrollment_mail',
			static function ( array $mail ) use ( &$seen ): array {
				$seen = $mail;
				return [
					'subject'   => "Hi\r\nBcc: everybody@example.test",
					'html'      => '<p>Hi</p>',
					'text'      => 'Hi',
					'headers'   => [ ...$mail['headers'], 'Reply-To: office@example.test' ],
					'recipient' => [ 'parent@example.test' ],
				] + $mail;
			}
		);

		$mail = $this->sent( $this->body );

		self::assertEqualsCanonicalizing( [ 'kind', 'subject', 'html', 'text', 'headers', 'recipient' ], array_keys( $seen ) );
		self::assertSame( 'enrolled', $seen['kind'] );
		self::assertSame( [ [ 'parent@example.test' ], 'Hi Bcc: everybody@example.test', '<p>Hi</p>', 'Hi' ], [ $mail['to'], $mail['subject'], $mail['html'], $mail['text'] ] );
		self::assertStringContainsString( 'Reply-To: office@example.test', $mail['mime'] );

		add_filter( 'cohort_enrollment_mail', static fn( array $mail ): array => [ 'recipient' => [] ] + $mail, 20 );
		self::assertSame( [ 'outcome' => 'no_recipient' ], $this->call( $this->notification( 'enrolled', $this->student() ) )->get_data() );
	}

	public function test_a_filter_that_returns_nonsense_changes_nothing(): void {
		add_filter( 'cohort_enrollment_mail', '__return_null' );

		self::assertStringContainsString( 'Writing that Works', $this->sent( $this->body )['subject'] );
	}

	public function test_other_plugins_hear_of_a_mail_once(): void {
		$heard = [];
		add_action(
			'cohort_enrollment_mail_sent',
			static function ( string $kind, string $reference ) use ( &$heard ): void {
				$heard[] = [ $kind, $reference ];
			},
			10,
			2
		);

		$this->call( $this->body );
		$this->call( $this->body );

		self::assertSame( [ [ 'enrolled', $this->reference ] ], $heard );
	}

	public function test_the_mail_has_two_parts_and_the_next_mail_of_the_site_carries_nothing_of_it(): void {
		$mail = $this->sent( $this->body );
		self::assertMatchesRegularExpression( '#multipart/alternative.+text/plain.+text/html#s', $mail['mime'] );
		self::assertStringContainsString( 'Auto-Submitted: auto-generated', $mail['mime'] );

		wp_mail( 'office@example.test', 'Hello', 'Just text' );

		$next = end( $this->mail->kept );
		self::assertSame( [ 'Just text', '' ], [ $next['html'], $next['text'] ] );
		self::assertStringNotContainsString( 'multipart', $next['mime'] );
		self::assertFalse( has_action( 'phpmailer_init' ) );
	}

	public function test_markers_are_forgotten_after_sixty_days_and_are_loaded_on_no_page(): void {
		global $wpdb;
		$this->sent( $this->body );
		$this->leave_marker( 'old', 'sent', 61 * DAY_IN_SECONDS );
		$this->leave_marker( 'cut-off', 'sending', 61 * DAY_IN_SECONDS );
		$this->leave_marker( 'young', 'sent', 59 * DAY_IN_SECONDS );
		update_option( 'cohort_enrollment_mailXmarker_', 'sent 1', false );

		do_action( 'cohort_enrollment_forget_mails' );

		self::assertSame( [ null, null ], [ $this->marker( 'old' ), $this->marker( 'cut-off' ) ] );
		self::assertNotNull( $this->marker( 'young' ) );
		self::assertNotNull( $this->marker( $this->reference ) );
		self::assertSame( 'sent 1', get_option( 'cohort_enrollment_mailXmarker_' ) );
		self::assertSame( [ 'off' ], array_unique( $wpdb->get_col( "SELECT autoload FROM $wpdb->options WHERE option_name LIKE 'cohort\\_enrollment\\_mail\\_marker%'" ) ) );
	}
}
