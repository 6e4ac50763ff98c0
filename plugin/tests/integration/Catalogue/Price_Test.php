<?php
/**
 * How prices are written.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests\Catalogue;

use Cohort_Enrollment\Catalogue\Price;
use Cohort_Enrollment\Tests\WordPress_Test_Case;

final class Price_Test extends WordPress_Test_Case {

	/**
	 * Amounts in Stripe's unit and what people read.
	 *
	 * @return array<string, array{int, string, string, string}>
	 */
	public function prices(): array {
		return [
			'cents are shown when there are any'        => [ 123450, 'usd', 'en_US', '$1,234.50' ],
			'round prices go without'                   => [ 49000, 'usd', 'en_US', '$490' ],
			'other people put it elsewhere'             => [ 123450, 'eur', 'de_DE', '1.234,50 €' ],
			'a WordPress locale that ICU does not know' => [ 49000, 'eur', 'de_DE_formal', '490 €' ],
			'a currency without a smaller unit'         => [ 49000, 'jpy', 'en_US', '¥49,000' ],
			'a currency with thousandths'               => [ 12500, 'kwd', 'en_US', 'KWD 12.500' ],
			'a currency that Stripe counts in cents although it has none' => [ 500000, 'isk', 'en_US', 'ISK 5,000' ],
			'upper case'                                => [ 100, 'USD', 'en_US', '$1' ],
		];
	}

	/**
	 * Checks one price.
	 *
	 * @dataProvider prices
	 * @param int    $amount   In Stripe's unit.
	 * @param string $currency Currency.
	 * @param string $locale   WordPress locale.
	 * @param string $label    What people read.
	 */
	public function test_prices_are_written_as_people_of_the_locale_write_them( int $amount, string $currency, string $locale, string $label ): void {
		$written = ( new Price( $amount, $currency ) )->label( $locale );
		// ICU puts spaces that do not break.
		self::assertSame( $label, preg_replace( '/\s/u', ' ', $written ) );
	}

	public function test_nothing_is_free(): void {
		self::assertSame( 'Free', ( new Price( 0, 'usd' ) )->label( 'en_US' ) );
	}

	/**
	 * What is typed, and what it is in Stripe's unit.
	 *
	 * @dataProvider typed
	 * @param string   $typed    As typed.
	 * @param string   $currency Currency.
	 * @param int|null $amount   Null when it is none.
	 */
	public function test_a_typed_amount_is_read_in_the_unit_of_its_currency( string $typed, string $currency, ?int $amount ): void {
		self::assertSame( $amount, Price::from_decimal( $typed, $currency )?->amount );
	}

	public function typed(): array {
		return [
			[ '49', 'eur', 4900 ],
			[ '49.5', 'EUR', 4950 ],
			[ '49.50', 'eur', 4950 ],
			[ '0.07', 'eur', 7 ],
			[ '49.505', 'eur', null ],
			[ '49,50', 'eur', null ],
			[ '-1', 'eur', null ],
			[ '1e3', 'eur', null ],
			[ '', 'eur', null ],
			[ "1\n", 'eur', null ],
			[ '500', 'jpy', 500 ],
			[ '500.0', 'jpy', null ],
			[ '1.234', 'kwd', 1234 ],
			[ '9999999999999', 'eur', null ],
		];
	}
}
