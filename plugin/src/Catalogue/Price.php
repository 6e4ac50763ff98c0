<?php
/**
 * What a cohort costs.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use NumberFormatter;

/**
 * An amount of money in the unit in which Stripe counts it.
 */
final class Price {

	/**
	 * Currencies that Stripe counts in whole units. Others have cents, also where ISO 4217 says otherwise (ISK, UGX).
	 *
	 * @see https://docs.stripe.com/currencies#zero-decimal
	 */
	private const WITHOUT_DECIMALS = [ 'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF' ];

	/**
	 * Currencies that Stripe counts in thousandths.
	 *
	 * @see https://docs.stripe.com/currencies#three-decimal
	 */
	private const THREE_DECIMALS = [ 'BHD', 'JOD', 'KWD', 'OMR', 'TND' ];

	/**
	 * Holds an amount.
	 *
	 * @param int    $amount   In Stripe's minor unit of the currency; 0 is free.
	 * @param string $currency ISO 4217, in any case.
	 */
	public function __construct( public readonly int $amount, public readonly string $currency ) {}

	/**
	 * Reads the price columns of Cohort_Query.
	 *
	 * @param array<string, string|null> $row Columns by name.
	 * @return self|null Null without a price, or when Stripe does not know it yet.
	 */
	public static function from_row( array $row ): ?self {
		if ( null === $row['amount'] || null === $row['currency'] ) {
			return null;
		}
		$amount = (int) $row['amount'];
		return $amount > 0 && null === $row['stripe_price_id'] ? null : new self( $amount, $row['currency'] );
	}

	/**
	 * The price as people of this locale write it: "$499", "1.234,50 €", "Free".
	 *
	 * @param string $locale WordPress locale, such as de_DE.
	 */
	public function label( string $locale ): string {
		if ( 0 === $this->amount ) {
			return __( 'Free', 'cohort-enrollment' );
		}
		$currency = strtoupper( $this->currency );
		$decimals = self::decimals( $currency );
		$value    = $this->amount / 10 ** $decimals;
		// Round prices read better without ",00".
		$shown = 0 === $this->amount % 10 ** $decimals ? 0 : $decimals;
		return self::with_intl( $value, $currency, $shown, $locale ) ?? number_format_i18n( $value, $shown ) . "\u{a0}" . $currency;
	}

	/**
	 * The amount as programs read it, with a dot and all of its decimals: "490.00".
	 */
	public function decimal(): string {
		$decimals = self::decimals( strtoupper( $this->currency ) );
		return number_format( $this->amount / 10 ** $decimals, $decimals, '.', '' );
	}

	/**
	 * Reads what {@see self::decimal()} writes, with fewer decimals, too: "490", "490.5".
	 *
	 * @param string $decimal  With a dot.
	 * @param string $currency ISO 4217, in any case.
	 * @return self|null Null when it is no amount of this currency.
	 */
	public static function from_decimal( string $decimal, string $currency ): ?self {
		$decimals = self::decimals( strtoupper( $currency ) );
		if ( 1 !== preg_match( '/^(\d{1,12})(?:\.(\d+))?$/D', $decimal, $parts ) || strlen( $parts[2] ?? '' ) > $decimals ) {
			return null;
		}
		return new self( (int) ( $parts[1] . str_pad( $parts[2] ?? '', $decimals, '0' ) ), $currency );
	}

	/**
	 * Formats with PHP's intl extension, which not every host has.
	 *
	 * @param float|int $value    In whole units.
	 * @param string    $currency ISO 4217, upper case.
	 * @param int       $decimals How many to show.
	 * @param string    $locale   WordPress locale.
	 * @return string|null Null when intl is missing or does not know the locale.
	 */
	private static function with_intl( float|int $value, string $currency, int $decimals, string $locale ): ?string {
		if ( ! class_exists( NumberFormatter::class ) ) {
			return null;
		}
		// "de_DE_formal" is WordPress's own; ICU reads the first two parts.
		$formatter = NumberFormatter::create( implode( '_', array_slice( explode( '_', $locale ), 0, 2 ) ), NumberFormatter::CURRENCY );
		if ( null === $formatter ) {
			return null;
		}
		$formatter->setTextAttribute( NumberFormatter::CURRENCY_CODE, $currency );
		$formatter->setAttribute( NumberFormatter::FRACTION_DIGITS, $decimals );
		$label = $formatter->format( $value );
		return false === $label ? null : $label;
	}

	/**
	 * How many decimals one unit of a currency has at Stripe.
	 *
	 * @param string $currency ISO 4217, upper case.
	 */
	private static function decimals( string $currency ): int {
		return match ( true ) {
			in_array( $currency, self::WITHOUT_DECIMALS, true ) => 0,
			in_array( $currency, self::THREE_DECIMALS, true ) => 3,
			default => 2,
		};
	}
}
