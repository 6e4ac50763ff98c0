<?php
/**
 * What the mails say.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Mail;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Tests\WordPress_Test_Case;
use DOMDocument;
use DOMElement;

require_once __DIR__ . '/Notification_Calls.php';

final class Words_Test extends WordPress_Test_Case {

	use Notification_Calls;

	private const ATTACK = '<script>alert(1)</script><img src=x onerror=alert(1)> & "Ö\' <b>';

	private \WP_Locale_Switcher $switcher;

	/** Which folder WordPress found a language in. */
	private \WP_Textdomain_Registry $folders;

	protected function setUp(): void {
		parent::setUp();
		$this->keep_mails();
		$this->switcher = $GLOBALS['wp_locale_switcher'];
		$this->folders  = clone $GLOBALS['wp_textdomain_registry'];
		update_option( 'blogname', 'Riverside &amp; Academy' );
	}

	protected function tearDown(): void {
		$GLOBALS['wp_locale_switcher']     = $this->switcher; // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedVariableFound -- WordPress's.
		$GLOBALS['wp_textdomain_registry'] = $this->folders; // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedVariableFound -- WordPress's.
		\WP_Translation_Controller::get_instance()->unload_textdomain( 'cohort-enrollment' );
		parent::tearDown();
	}

	/**
	 * Every kind.
	 *
	 * @dataProvider kinds
	 * @param string               $kind     Kind.
	 * @param array<string, mixed> $data     Of the notification.
	 * @param string               $subject  Of the mail.
	 * @param list<string>         $said     What HTML and text must both say.
	 * @param list<string>         $links    Where HTML and text must both lead, beginning with the next step.
	 */
	public function test_html_and_text_say_the_same_and_lead_to_the_same_places( string $kind, array $data, string $subject, array $said, array $links ): void {
		$mail  = $this->sent( $this->notification( $kind, 'task' === $kind ? null : $this->student(), $data ) );
		$links = array_map( static fn( string $link ): string => str_starts_with( $link, 'https:' ) ? $link : self::address( $link ), $links );
		$html  = $this->parse( $mail['html'] );

		self::assertSame( $subject, $mail['subject'] );
		foreach ( [ 'Riverside & Academy', 'Writing that Works', 'Spring Cohort', '$490', ...$said ] as $words ) {
			self::assertStringContainsString( $words, (string) $html->getElementsByTagName( 'body' )->item( 0 )->nodeValue );
			self::assertStringContainsString( $words, $mail['text'] );
		}
		$found = array_map( static fn( DOMElement $link ): string => $link->getAttribute( 'href' ), iterator_to_array( $html->getElementsByTagName( 'a' ) ) );
		self::assertSame( [ ...$links, home_url( '/' ) ], $found );
		foreach ( $links as $link ) {
			self::assertStringContainsString( ":\n$link\n", $mail['text'] );
		}
		self::assertStringNotContainsString( '<', $mail['text'] );
		self::assertSame( $subject, $html->getElementsByTagName( 'title' )->item( 0 )->nodeValue );
		$this->assert_asks_for_nothing_from_elsewhere( $mail['html'] );
		self::assertSame( '', $this->logged() );
	}

	public function kinds(): array {
		return [
			'enrolled'                              => [ 'enrolled', [], 'You are enrolled in Writing that Works', [ 'Hello Ada Okafor,', 'Your seat is yours' ], [ 'wizard', 'dashboard' ] ],
			'case 20: refunded, full'               => [ 'refunded', [], 'Your payment for Writing that Works is being refunded', [ 'The last seat of this cohort was taken while you were paying.', 'You are not enrolled. Your whole payment is being refunded', 'You do not need to do anything.', 'another cohort' ], [ 'home' ] ],
			'case 17: refunded, already enrolled'   => [ 'refunded', [ 'reason' => 'already_enrolled' ], 'Your payment for Writing that Works is being refunded', [ 'You already have this course', 'Your enrollment stays as it is.' ], [ 'dashboard' ] ],
			'case 22: refunded, cohort closed'      => [ 'refunded', [ 'reason' => 'cohort_inactive' ], 'Your payment for Writing that Works is being refunded', [ 'This cohort was closed while you were paying.' ], [ 'home' ] ],
			'case 23: refunded, course closed'      => [ 'refunded', [ 'reason' => 'course_inactive' ], 'Your payment for Writing that Works is being refunded', [ 'This course was closed while you were paying.' ], [ 'home' ] ],
			'case 8: payment failed'                => [ 'payment_failed', [], 'Your payment for Writing that Works did not go through', [ 'Nothing was charged and you are not enrolled.' ], [ '/writing-that-works/' ] ],
			'case 8: payment failed, nowhere to go' => [ 'payment_failed', [ 'returnUrl' => null ], 'Your payment for Writing that Works did not go through', [], [ 'home' ] ],
			'case 39: enrollment ended by a refund' => [ 'enrollment_ended', [], 'Your enrollment in Writing that Works has ended', [ 'The enrollment was given up on request.', 'Your whole payment is being refunded' ], [ 'home' ] ],
			'case 42: enrollment ended by the bank' => [ 'enrollment_ended', [ 'reason' => 'payment_reversed' ], 'Your enrollment in Writing that Works has ended', [ 'Your bank took the payment back.', 'If you did not ask your bank' ], [ 'home' ] ],
			'case 68: ended by staff, money kept'   => [ 'enrollment_ended', [ 'reason' => 'kept_by_staff' ], 'Your enrollment in Writing that Works has ended', [ 'Our team has ended this enrollment.', 'There is no refund for it.' ], [ 'home' ] ],
			'case 68: ended, refunded in part'      => [
				'enrollment_ended',
				[
					'reason'       => 'refunded_in_part',
					'refundAmount' => 12_050,
				],
				'Your enrollment in Writing that Works has ended',
				[ 'Our team has ended this enrollment.', 'Of your payment, $120.50 is being refunded' ],
				[ 'home' ],
			],
			'case 70: moved to another cohort'      => [ 'enrollment_moved', [], 'You are in another cohort of Writing that Works now', [ 'from Winter Cohort to Spring Cohort', 'September 7, 2026', 'October 12, 2026' ], [ 'wizard', 'dashboard' ] ],
			'sessions have new times'               => [ 'session_moved', [], 'New times in Writing that Works', [ 'You have your seat there, too', 'Week 2, Tuesday evening: March 31, 2026 at 6:30 pm (', 'instead of March 24, 2026 at 6:30 pm (' ], [ 'dashboard' ] ],
			'a session is to be chosen again'       => [ 'session_released', [], 'Please choose your times in Writing that Works again', [ 'Week 2, Tuesday evening: it was on March 24, 2026 at 6:30 pm (' ], [ 'wizard', 'dashboard' ] ],
			'many sessions have changed'            => [
				'session_released',
				[
					'moved'  => [
						[
							'stepLabel'      => 'Week 3',
							'groupClassName' => 'Thursday evening',
							'timezone'       => 'Nowhere/Land',
							'before'         => [
								'startsAt' => '2026-04-02T17:30:00.000Z',
								'endsAt'   => '2026-04-02T19:00:00.000Z',
							],
							'after'          => [
								'startsAt' => '2026-04-03T17:30:00.000Z',
								'endsAt'   => '2026-04-03T19:00:00.000Z',
							],
						],
					],
					'others' => 2,
				],
				'Please choose your times in Writing that Works again',
				[ 'These sessions have a new time.', 'Week 3, Thursday evening: April 3, 2026 at 5:30 pm (', '2 more sessions have changed.' ],
				[ 'wizard', 'dashboard' ],
			],
			'a seat is free'                        => [ 'seat_available', [], 'There is a free seat in Writing that Works', [ 'The seat is not held for you' ], [ '/writing-that-works/' ] ],
			'case 38: task'                         => [ 'task', [], 'Needs a person: A refund did not go through', [ 'What happened', 'Why it matters', 'What to do', 'pi_3abc', 'Test: no real money' ], [ 'task', 'https://dashboard.stripe.com/test/payments/pi_3abc' ] ],
			'task in live mode'                     => [
				'task',
				[
					'task'     => 'dispute',
					'stripeId' => 'du_1',
					'livemode' => true,
				],
				'Needs a person: A payment is disputed',
				[ 'Live: real money' ],
				[ 'task', 'https://dashboard.stripe.com/disputes/du_1' ],
			],
			'task about a price'                    => [
				'task',
				[
					'task'     => 'price_unavailable',
					'stripeId' => 'price_1',
				],
				'Needs a person: A price cannot be used',
				[],
				[ 'task', 'https://dashboard.stripe.com/test/prices/price_1' ],
			],
			'task with nothing in Stripe'           => [
				'task',
				[
					'task'     => 'notification_dead',
					'stripeId' => null,
				],
				'Needs a person: A mail to a student could not be sent',
				[],
				[ 'task' ],
			],
		];
	}

	public function test_every_task_of_the_contract_has_words_of_its_own(): void {
		$contract = (string) file_get_contents( dirname( __DIR__, 4 ) . '/sidecar/contract/notifications.ts' );
		preg_match( '/TASK_KINDS = \[([^\]]+)\]/', $contract, $kinds );
		preg_match_all( "/'(\w+)'/", $kinds[1], $kinds );

		$subjects = array_map(
			fn( string $kind ): string => $this->sent(
				$this->notification(
					'task',
					null,
					[
						'task'     => $kind,
						'purchase' => null,
					]
				)
			)['subject'],
			$kinds[1]
		);

		self::assertGreaterThan( 10, count( $subjects ) );
		self::assertSame( $subjects, array_unique( $subjects ) );
		self::assertStringNotContainsString( 'Something needs a look', implode( $subjects ) );
	}

	public function test_every_reason_of_the_contract_has_a_sentence(): void {
		$contract = (string) file_get_contents( dirname( __DIR__, 4 ) . '/sidecar/contract/checkout.ts' );
		preg_match( '/type RefundReason =([^;]+);/', $contract, $reasons );
		preg_match_all( "/'(\w+)'/", $reasons[1], $reasons );

		self::assertNotEmpty( $reasons[1] );
		foreach ( $reasons[1] as $reason ) {
			self::assertNotSame( '', \Cohort_Enrollment\Mail\Kinds\Refund_Reason::text( $reason ) );
		}
	}

	/**
	 * Kinds with names in them.
	 *
	 * @testWith ["enrolled"]
	 *           ["refunded"]
	 *           ["payment_failed"]
	 *           ["enrollment_ended"]
	 *           ["enrollment_moved"]
	 *           ["session_moved"]
	 *           ["session_released"]
	 *           ["seat_available"]
	 *           ["task"]
	 * @param string $kind Kind.
	 */
	public function test_what_editors_and_students_typed_is_text_and_nothing_else( string $kind ): void {
		global $wpdb;
		$student = $this->student();
		$wpdb->update( $wpdb->users, [ 'display_name' => self::ATTACK ], [ 'ID' => $student ] );
		clean_user_cache( $student );
		update_option( 'blogname', self::ATTACK );
		$names = [
			'courseTitle' => self::ATTACK,
			'cohortName'  => self::ATTACK,
			'courseCode'  => self::ATTACK,
		];
		if ( 'enrollment_moved' === $kind ) {
			$names['previousCohortName'] = self::ATTACK;
		}
		if ( str_starts_with( $kind, 'session_' ) ) {
			$names[ 'session_moved' === $kind ? 'moved' : 'released' ] = [
				[
					'stepLabel'      => self::ATTACK,
					'groupClassName' => self::ATTACK,
				],
			];
		}

		$mail = $this->sent( $this->notification( $kind, 'task' === $kind ? null : $student, 'task' === $kind ? [ 'purchase' => $names ] : $names ) );

		$html = $this->parse( $mail['html'] );
		self::assertCount( 0, $html->getElementsByTagName( 'script' ) );
		self::assertCount( 0, $html->getElementsByTagName( 'img' ) );
		self::assertCount( 0, $html->getElementsByTagName( 'b' ) );
		self::assertSame( self::ATTACK, $html->getElementsByTagName( 'dd' )->item( 0 )->nodeValue );
		self::assertStringContainsString( self::ATTACK, $mail['text'] );
		self::assertStringNotContainsString( '&amp;', $mail['text'] . $mail['subject'] );
	}

	public function test_a_line_break_in_a_title_makes_no_header_and_no_paragraph(): void {
		$mail = $this->sent( $this->notification( 'enrolled', $this->student(), [ 'courseTitle' => "Writing\r\nBcc: everybody@example.test\n\n\u{2028}x" ] ) );

		self::assertSame( 'You are enrolled in Writing Bcc: everybody@example.test x', $mail['subject'] );
		self::assertStringNotContainsString( "\nBcc:", $mail['mime'] );
		self::assertStringNotContainsString( "\nBcc:", $mail['text'] );
	}

	/**
	 * Addresses that are not on this site, or are no addresses.
	 *
	 * @testWith ["https://evil.example.test/"]
	 *           ["{home}.evil.example.test/"]
	 *           ["{home}@evil.example.test/"]
	 *           ["//evil.example.test/"]
	 *           ["javascript:alert(1)"]
	 *           ["/writing-that-works/"]
	 *           [""]
	 *           ["{home}/\"><script>"]
	 * @param string $url What the sidecar says; {home} stands for this site.
	 */
	public function test_a_mail_leads_to_no_other_site( string $url ): void {
		$mail = $this->sent( $this->notification( 'payment_failed', $this->student(), [ 'returnUrl' => str_replace( '{home}', untrailingslashit( home_url() ), $url ) ] ) );

		$links = $this->parse( $mail['html'] )->getElementsByTagName( 'a' );
		self::assertSame( [ home_url( '/' ), 'Go to the front page' ], [ $links->item( 0 )->getAttribute( 'href' ), $links->item( 0 )->nodeValue ] );
	}

	/**
	 * Where a click on Enroll may have been, and where the mail leads.
	 *
	 * @testWith ["/course/?a=1&enrollment=cancelled&cohort=12", "/course/?a=1#cohort-12"]
	 *           ["/course/?enrollment=cancelled&cohort=12#own", "/course/#own"]
	 *           ["/course/?cohort=x%22y", "/course/"]
	 *           ["/course/?cohort%5B%5D=1", "/course/"]
	 *           ["/course/?page_id=3#cohort-7", "/course/?page_id=3#cohort-7"]
	 *           ["/course/", "/course/"]
	 * @param string $given What the sidecar says.
	 * @param string $shown What the student clicks on.
	 */
	public function test_case_8_a_mail_leads_to_the_cohort_and_not_to_the_news_that_a_checkout_was_given_up( string $given, string $shown ): void {
		$mail = $this->sent( $this->notification( 'payment_failed', $this->student(), [ 'returnUrl' => untrailingslashit( home_url() ) . $given ] ) );

		$link = $this->parse( $mail['html'] )->getElementsByTagName( 'a' )->item( 0 );
		self::assertSame( untrailingslashit( home_url() ) . $shown, $link->getAttribute( 'href' ) );
	}

	public function test_a_free_course_says_so(): void {
		$mail = $this->sent(
			$this->notification(
				'enrolled',
				$this->student(),
				[
					'amount'   => 0,
					'currency' => '',
				]
			)
		);

		self::assertStringContainsString( "Price: Free\n", $mail['text'] );
	}

	public function test_who_paid_nothing_is_not_told_about_a_refund(): void {
		$mail = $this->sent(
			$this->notification(
				'enrollment_ended',
				$this->student(),
				[
					'reason'   => 'kept_by_staff',
					'amount'   => 0,
					'currency' => '',
				]
			)
		);

		self::assertStringContainsString( 'Our team has ended this enrollment.', $mail['text'] );
		self::assertStringNotContainsString( 'refund', $mail['text'] );
	}

	public function test_pages_that_are_gone_are_replaced_by_what_is_there(): void {
		update_option( Options::SUCCESS_PAGE, 0 );
		self::assertStringContainsString( ":\n" . self::address( 'dashboard' ) . "\n", $this->sent( $this->notification( 'enrolled', $this->student() ) )['text'] );

		update_option( Options::DASHBOARD_PAGE, 0 );
		self::assertStringContainsString( ":\n" . home_url( '/' ) . "\n", $this->sent( $this->notification( 'enrolled', $this->student() ) )['text'] );
	}

	public function test_a_student_reads_it_in_her_own_language_and_the_staff_in_the_sites(): void {
		$this->learn(
			'de_DE',
			[
				'You are enrolled in %s' => 'Du bist dabei: %s',
				'Hello %s,'              => 'Hallo %s,',
				'Course'                 => 'Kurs',
				'Needs a person: %s'     => 'Braucht einen Menschen: %s',
			]
		);
		$locale = determine_locale();

		$mail  = $this->sent(
			$this->notification(
				'enrolled',
				$this->student( [ 'locale' => 'de_DE' ] ),
				[
					'amount'   => 123_450,
					'currency' => 'eur',
				]
			)
		);
		$staff = $this->sent( $this->notification( 'task', null ) );
		$other = $this->sent( $this->notification( 'enrolled', $this->student( [ 'locale' => 'fr_FR' ] ) ) );

		self::assertSame( 'Du bist dabei: Writing that Works', $mail['subject'] );
		self::assertStringContainsString( 'lang="de-DE" dir="ltr"', $mail['html'] );
		foreach ( [ $mail['text'], (string) $this->parse( $mail['html'] )->getElementsByTagName( 'body' )->item( 0 )->nodeValue ] as $said ) {
			self::assertStringContainsString( 'Hallo Ada Okafor,', $said );
			self::assertStringContainsString( "1.234,50\u{a0}€", $said );
		}
		self::assertSame( 'Needs a person: A refund did not go through', $staff['subject'] );
		self::assertStringContainsString( '$490', $other['text'], 'A language that the site does not have: words and numbers of the site.' );
		self::assertSame( $locale, determine_locale() );
		self::assertSame( 'Course', __( 'Course', 'cohort-enrollment' ) ); // phpcs:ignore WordPress.WP.I18n -- Looks whether the language is back.
	}

	public function test_a_switched_language_is_as_it_was_after_the_mail(): void {
		$this->learn( 'de_DE', [] );
		switch_to_locale( 'de_DE' );

		$mail = $this->sent( $this->notification( 'enrolled', $this->student( [ 'locale' => 'en_US' ] ) ) );

		self::assertStringContainsString( 'lang="en-US"', $mail['html'] );
		self::assertSame( 'de_DE', determine_locale() );
		restore_previous_locale();
	}

	public function test_a_language_that_is_written_from_the_right_turns_the_page_around(): void {
		$this->learn( 'ar', [] );
		add_filter( 'gettext_with_context', static fn( string $translation, string $text, string $context ): string => 'text direction' === $context && 'ar' === determine_locale() ? 'rtl' : $translation, 10, 3 );

		$mail = $this->sent( $this->notification( 'enrolled', $this->student( [ 'locale' => 'ar' ] ) ) );

		self::assertStringContainsString( 'lang="ar" dir="rtl"', $mail['html'] );
		self::assertStringContainsString( 'text-align:right', $mail['html'] );
		self::assertFalse( is_rtl() );
	}

	/**
	 * Gives WordPress one more language.
	 *
	 * @param string                $locale   Locale.
	 * @param array<string, string> $messages Translations of ours.
	 */
	private function learn( string $locale, array $messages ): void {
		$directory = get_temp_dir() . 'cohort-enrollment-languages-' . getmypid();
		wp_mkdir_p( $directory );
		$file = "$directory/cohort-enrollment-$locale.l10n.php";
		file_put_contents( $file, '<?php return ' . var_export( [ 'messages' => $messages ], true ) . ';' );
		register_shutdown_function(
			static function () use ( $file, $directory ): void {
				wp_delete_file( $file );
				is_dir( $directory ) && 2 === count( (array) scandir( $directory ) ) && rmdir( $directory );
			}
		);
		add_filter( 'get_available_languages', static fn( array $languages ): array => [ ...$languages, $locale ] );
		add_filter( 'lang_dir_for_domain', static fn( string|false $path, string $domain, string $wanted ): string|false => 'cohort-enrollment' === $domain && $locale === $wanted ? "$directory/" : $path, 10, 3 );
		$GLOBALS['wp_locale_switcher'] = new \WP_Locale_Switcher(); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedVariableFound -- WordPress's.
		$GLOBALS['wp_locale_switcher']->init();
	}

	/**
	 * An address of this site.
	 *
	 * @param string $place Where; a path, or a word of the list above.
	 */
	private static function address( string $place ): string {
		return match ( $place ) {
			'wizard' => add_query_arg( 'package_id', 12, get_permalink( (int) get_option( Options::SUCCESS_PAGE ) ) ),
			'dashboard' => (string) get_permalink( (int) get_option( Options::DASHBOARD_PAGE ) ),
			'task' => admin_url( 'admin.php?page=cohort-enrollment-attention#/7' ),
			'home' => home_url( '/' ),
			default => home_url( $place ),
		};
	}

	/**
	 * Reads a mail as a mail program does.
	 *
	 * @param string $html Document.
	 */
	private function parse( string $html ): DOMDocument {
		$document = new DOMDocument();
		$errors   = libxml_use_internal_errors( true );
		$document->loadHTML( $html );
		libxml_use_internal_errors( $errors );
		return $document;
	}

	/**
	 * No pictures, fonts, scripts or styles of a server: they would tell it who reads the mail.
	 *
	 * @param string $html Document.
	 */
	private function assert_asks_for_nothing_from_elsewhere( string $html ): void {
		self::assertDoesNotMatchRegularExpression( '/<(img|link|script|iframe|object|embed|video|audio)\b|url\(|@import|\bsrc=|background=/i', $html );
	}
}
