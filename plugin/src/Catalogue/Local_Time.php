<?php
/**
 * Dates and times as a page shows them.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use DateTimeImmutable;
use DateTimeZone;
use Exception;
use IntlTimeZone;

/**
 * Formats calendar dates and moments in the site's language and formats.
 */
final class Local_Time {

	/**
	 * The time zone of this name, UTC when PHP does not know it.
	 *
	 * @param string $name IANA name.
	 */
	public static function zone( string $name ): DateTimeZone {
		try {
			return new DateTimeZone( $name );
		} catch ( Exception $unknown ) {
			return new DateTimeZone( 'UTC' );
		}
	}

	/**
	 * "September 7, 2026", by the site's date format.
	 *
	 * @param string $date Calendar date (Y-m-d); it belongs to no time zone and is not shifted.
	 */
	public static function date( string $date ): string {
		$utc = new DateTimeZone( 'UTC' );
		$day = DateTimeImmutable::createFromFormat( '!Y-m-d', $date, $utc );
		return false === $day ? $date : (string) wp_date( (string) get_option( 'date_format' ), $day->getTimestamp(), $utc );
	}

	/**
	 * "September 1, 2026 at 11:59 pm". The zone is named beside it.
	 *
	 * @param DateTimeImmutable $moment Any zone.
	 * @param DateTimeZone      $zone   The zone to show it in.
	 */
	public static function moment( DateTimeImmutable $moment, DateTimeZone $zone ): string {
		return sprintf(
			/* translators: 1: date, 2: time of day */
			__( '%1$s at %2$s', 'cohort-enrollment' ),
			wp_date( (string) get_option( 'date_format' ), $moment->getTimestamp(), $zone ),
			wp_date( (string) get_option( 'time_format' ), $moment->getTimestamp(), $zone )
		);
	}

	/**
	 * The zone's name in the page's language where PHP has intl ("Eastern Time"), else its IANA name.
	 *
	 * @param DateTimeZone $zone Any zone.
	 */
	public static function zone_name( DateTimeZone $zone ): string {
		$identifier = $zone->getName();
		if ( class_exists( IntlTimeZone::class ) ) {
			$name = IntlTimeZone::createTimeZone( $identifier )?->getDisplayName( false, IntlTimeZone::DISPLAY_LONG_GENERIC, determine_locale() );
			if ( is_string( $name ) && '' !== $name ) {
				return $name;
			}
		}
		return str_replace( '_', ' ', $identifier );
	}
}
