<?php
/**
 * The plugin in German.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Catalogue\Enroll_Words;
use Cohort_Enrollment\Setup\Translations;
use WP_Locale_Switcher;
use WP_Translation_File;

final class Translations_Test extends WordPress_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		add_filter( 'get_available_languages', static fn(): array => [ 'de_DE', 'xx_XX' ] );
		$GLOBALS['wp_locale_switcher'] = new WP_Locale_Switcher(); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WordPress's own.
		$GLOBALS['wp_locale_switcher']->init();
	}

	protected function tearDown(): void {
		restore_current_locale();
		parent::tearDown();
		$GLOBALS['wp_locale_switcher'] = new WP_Locale_Switcher(); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- WordPress's own.
	}

	public function test_words_have_the_language_of_the_moment(): void {
		self::assertSame( 'This cohort is full.', Enroll_Words::by_state()['full'] );
		switch_to_locale( 'de_DE' );
		self::assertSame( 'Dieser Durchgang ist ausgebucht.', Enroll_Words::by_state()['full'] );
		restore_previous_locale();
		self::assertSame( 'This cohort is full.', Enroll_Words::by_state()['full'] );
	}

	public function test_words_are_translated_where_wordpress_does_not_name_their_folder(): void {
		// As for a plugin that is active for a network, or is being activated: it only does so for the active ones of a site.
		$inactive = '$GLOBALS["wp_filter"]["pre_option_active_plugins"][10][] = [ "function" => static fn() => [], "accepted_args" => 0 ];';
		$script   = 'require WP_PLUGIN_DIR . "/cohort-enrollment/cohort-enrollment.php";
			add_filter( "get_available_languages", static fn() => [ "de_DE" ] );
			$GLOBALS["wp_locale_switcher"] = new WP_Locale_Switcher();
			$GLOBALS["wp_locale_switcher"]->init();
			switch_to_locale( "de_DE" );
			echo Cohort_Enrollment\Catalogue\Enroll_Words::by_state()["full"];';

		self::assertSame(
			[
				'code'   => 0,
				'output' => 'Dieser Durchgang ist ausgebucht.',
				'errors' => '',
			],
			Php_Process::run( $script, $inactive )
		);
	}

	public function test_numbers_have_their_plural_form(): void {
		self::assertSame( [ '1 seat left', '2 seats left' ], [ Enroll_Words::seats_left( 1 ), Enroll_Words::seats_left( 2 ) ] );
		switch_to_locale( 'de_DE' );
		self::assertSame( [ 'Noch 1 Platz frei', 'Noch 2 Plätze frei' ], [ Enroll_Words::seats_left( 1 ), Enroll_Words::seats_left( 2 ) ] );
	}

	public function test_a_word_is_translated_by_what_it_is_in(): void {
		switch_to_locale( 'de_DE' );
		self::assertSame( 'Kursdurchgänge', _x( 'Course cohorts', 'block title', 'cohort-enrollment' ) ); // phpcs:ignore WordPress.WP.I18n -- Read from block.json.
		self::assertSame( 'bezahlen', _x( 'checkout', 'block keyword', 'cohort-enrollment' ) ); // phpcs:ignore WordPress.WP.I18n -- Read from block.json.
	}

	public function test_the_two_files_that_wordpress_can_read_say_the_same(): void {
		$name = Translations::DIRECTORY . '/cohort-enrollment-de_DE';
		$mo   = WP_Translation_File::create( $name . '.mo' );
		$php  = WP_Translation_File::create( $name . '.l10n.php' );

		self::assertGreaterThan( 700, count( $mo->entries() ) );
		self::assertEquals( $mo->entries(), $php->entries() );
		self::assertSame( $mo->headers()['plural-forms'], $php->headers()['plural-forms'] );
		self::assertNull( $mo->error() );
		self::assertNull( $php->error() );
	}

	/**
	 * Scripts that speak, each with a text of its own.
	 *
	 * @return array<string, array{string, string, string}>
	 */
	public function scripts(): array {
		return [
			'cohorts in the editor'   => [ 'cohort-enrollment-course-cohorts-editor-script', 'The course of this page: %s', 'Der Kurs dieser Seite: %s' ],
			'wizard in the editor'    => [ 'cohort-enrollment-session-wizard-editor-script', 'About this block', 'Über diesen Block' ],
			'dashboard in the editor' => [ 'cohort-enrollment-student-dashboard-editor-script', 'Your next session', 'Dein nächster Termin' ],
			'wizard'                  => [ 'cohort-enrollment-session-wizard-view-script', 'Choose your times', 'Wähle deine Zeiten' ],
			'dashboard'               => [ 'cohort-enrollment-student-dashboard-view-script', 'You have no courses yet', 'Du hast noch keine Kurse' ],
		];
	}

	/**
	 * Checks one script.
	 *
	 * @dataProvider scripts
	 * @param string $handle  Script.
	 * @param string $english A text in it.
	 * @param string $german  The same in German.
	 */
	public function test_a_script_is_printed_with_its_translations( string $handle, string $english, string $german ): void {
		switch_to_locale( 'de_DE' );
		$printed = (string) wp_scripts()->print_translations( $handle, false );

		self::assertStringContainsString( wp_json_encode( $english ) . ':[' . trim( json_encode( $german, JSON_UNESCAPED_UNICODE ) ) . ']', $printed );
	}

	public function test_data_views_get_their_texts_in_wordpress_s_own_domain(): void {
		wp_register_script( 'test-app', 'https://example.test/app.js', [ 'wp-i18n' ], '1', true );
		Translations::add_data_views( 'test-app' );
		self::assertFalse( wp_scripts()->get_data( 'test-app', 'before' ), 'English needs none.' );

		switch_to_locale( 'de_DE' );
		Translations::add_data_views( 'test-app' );
		$inline = (string) wp_scripts()->get_inline_script_data( 'test-app', 'before' );
		wp_deregister_script( 'test-app' );

		self::assertSame( 1, preg_match( '/^wp\.i18n\.setLocaleData\( (\{.*\}) \);$/m', $inline, $call ) );
		$texts = json_decode( $call[1], true );
		self::assertSame( [ 'Filter hinzufügen' ], $texts['Add filter'] );
		self::assertSame( [ '%d Eintrag', '%d Einträge' ], $texts['%d Item'] );
		self::assertArrayHasKey( 'plural-forms', $texts[''] );
		self::assertStringNotContainsString( '<', $inline );
	}

	public function test_a_language_without_translations_stays_english(): void {
		switch_to_locale( 'xx_XX' );
		Translations::add_data_views( 'cohort-enrollment-session-wizard-view-script' );

		self::assertFalse( wp_scripts()->get_data( 'cohort-enrollment-session-wizard-view-script', 'before' ) );
		self::assertSame( 'This cohort is full.', Enroll_Words::by_state()['full'] );
		self::assertSame( '', $this->logged() );
	}
}
