<?php
/**
 * Where the sidecar is.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Admin\Settings;
use Cohort_Enrollment\Options;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Sidecar\Address;

final class Address_Test extends WordPress_Test_Case {

	/**
	 * What people type.
	 *
	 * @dataProvider addresses
	 * @param string      $typed    What was typed.
	 * @param string|null $expected The address, or null.
	 */
	public function test_only_a_plain_http_address_is_accepted( string $typed, ?string $expected ): void {
		self::assertSame( $expected, Address::normalize( $typed ) );
	}

	public function addresses(): array {
		return [
			[ 'http://127.0.0.1:8787', 'http://127.0.0.1:8787' ],
			[ ' https://sidecar.example.test/ ', 'https://sidecar.example.test' ],
			[ 'https://example.test/enrollment/', 'https://example.test/enrollment' ],
			[ 'http://[::1]:8787', 'http://[::1]:8787' ],
			[ '', null ],
			[ '127.0.0.1:8787', null ],
			[ 'ftp://example.test', null ],
			[ 'javascript:alert(1)', null ],
			[ 'http://', null ],
			[ 'http://user:pass@example.test', null ],
			[ 'http://example.test/?a=b', null ],
			[ 'http://example.test/#x', null ],
			[ 'http://exa mple.test', null ],
			[ 'http://example.test/"><script>', null ],
			[ 'http:///example.test', null ],
			[ 'http://example.test:99999999', null ],
		];
	}

	public function test_wp_config_wins_over_the_option_and_the_option_over_this_machine(): void {
		update_option( Options::SIDECAR_URL, 'http://option.example.test' );

		self::assertSame( 'http://constant.example.test', ( new Address( 'http://constant.example.test/' ) )->url() );
		self::assertSame( 'http://option.example.test', ( new Address( null ) )->url() );
		delete_option( Options::SIDECAR_URL );
		self::assertSame( 'http://127.0.0.1:8787', ( new Address( null ) )->url() );
		self::assertNull( ( new Address( '' ) )->url() );
	}

	public function test_a_wrong_address_is_not_saved_and_a_message_says_why(): void {
		update_option( Options::SIDECAR_URL, 'http://127.0.0.1:8787' );
		$settings                      = new Settings( new Address( null ), Plugin::instance()->availability );
		$GLOBALS['wp_settings_errors'] = [];

		self::assertSame( 'http://127.0.0.1:8787', $settings->sanitize_address( 'nonsense' ) );
		self::assertSame( [ 'cohort_enrollment_invalid_address' ], array_column( get_settings_errors(), 'code' ) );
		self::assertSame( 'http://127.0.0.1:8787', $settings->sanitize_address( [ 'an', 'array' ] ) );
		self::assertSame( 'http://10.0.0.5:9000', $settings->sanitize_address( 'http://10.0.0.5:9000/' ) );
	}

	public function test_only_a_page_can_be_chosen_as_a_page(): void {
		$settings = new Settings( new Address( null ), Plugin::instance()->availability );
		$page_id  = (int) get_option( Options::SUCCESS_PAGE );
		$post_id  = wp_insert_post( [ 'post_title' => 'A post' ] );

		self::assertSame( $page_id, $settings->sanitize_page( (string) $page_id ) );
		foreach ( [ $post_id, 0, -1, 'x', [], null ] as $nonsense ) {
			self::assertSame( 0, $settings->sanitize_page( $nonsense ) );
		}
	}
}
