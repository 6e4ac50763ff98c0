<?php
/**
 * What stands in one cell.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Catalogue\Price;
use Cohort_Enrollment\Sidecar\Facts;

/**
 * Values as programs read them, the same in every language.
 */
final class Cells {

	/**
	 * A price: "490.00 EUR", "free", '' without one.
	 *
	 * @param Facts|null $price `Price` of the contract.
	 */
	public static function price( ?Facts $price ): string {
		$amount = $price?->integer( 'amount' );
		if ( null === $price || null === $amount ) {
			return '';
		}
		return 0 === $amount ? 'free' : self::money( $amount, (string) $price->text( 'currency' ) );
	}

	/**
	 * An amount: "490.00 EUR".
	 *
	 * @param int    $amount   In the minor unit.
	 * @param string $currency ISO 4217.
	 */
	public static function money( int $amount, string $currency ): string {
		return trim( ( new Price( $amount, $currency ) )->decimal() . ' ' . strtoupper( $currency ) );
	}

	/**
	 * Yes or no.
	 *
	 * @param bool $value Whether.
	 */
	public static function yes_no( bool $value ): string {
		return $value ? 'yes' : 'no';
	}
}
