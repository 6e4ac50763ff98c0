<?php
/**
 * Booked sessions that take place at another time, or not as planned.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Catalogue\Local_Time;
use DateTimeImmutable;

/**
 * `ScheduleChangeData` of `sidecar/contract/notifications.ts`, without its purchase.
 */
final class Schedule_Change {

	/**
	 * Holds the parts.
	 *
	 * @param int                        $package_id The enrollment.
	 * @param list<array<string, mixed>> $moved      Sessions with a new time, as {@see Notification_Schema} describes them.
	 * @param list<array<string, mixed>> $released   Sessions that have to be chosen again.
	 * @param int                        $others     How many more there are than are named.
	 */
	private function __construct(
		public readonly int $package_id,
		private readonly array $moved,
		private readonly array $released,
		private readonly int $others,
	) {}

	/**
	 * Reads the checked fields.
	 *
	 * @param array<string, mixed> $data As {@see Notification_Schema} describes it.
	 */
	public static function from_data( array $data ): self {
		return new self( $data['packageId'], array_values( $data['moved'] ), array_values( $data['released'] ), $data['others'] );
	}

	/** Whether a session has a new time. */
	public function has_moved(): bool {
		return [] !== $this->moved;
	}

	/**
	 * One line for each session with a new time, in the current language.
	 *
	 * @return list<string>
	 */
	public function moved_lines(): array {
		return array_map(
			static fn( array $session ): string => sprintf(
				/* translators: 1: step of a course, such as "Week 2". 2: name of a class. 3: date and time. 4: date and time before. */
				__( '%1$s, %2$s: %3$s, instead of %4$s', 'cohort-enrollment' ),
				Plain_Text::line( $session['stepLabel'] ),
				Plain_Text::line( $session['groupClassName'] ),
				self::time( $session['after'], $session['timezone'] ),
				self::time( $session['before'], $session['timezone'] )
			),
			$this->moved
		);
	}

	/**
	 * One line for each session that has to be chosen again.
	 *
	 * @return list<string>
	 */
	public function released_lines(): array {
		return array_map(
			static fn( array $session ): string => sprintf(
				/* translators: 1: step of a course, such as "Week 2". 2: name of a class. 3: date and time at which it was. */
				__( '%1$s, %2$s: it was on %3$s', 'cohort-enrollment' ),
				Plain_Text::line( $session['stepLabel'] ),
				Plain_Text::line( $session['groupClassName'] ),
				self::time( $session['before'], $session['timezone'] )
			),
			$this->released
		);
	}

	/**
	 * What is not named.
	 *
	 * @return string Empty when everything is.
	 */
	public function others_line(): string {
		return 0 === $this->others ? '' : sprintf(
			/* translators: %d: number of class sessions. */
			_n( '%d more session has changed. You see it in your courses.', '%d more sessions have changed. You see them in your courses.', $this->others, 'cohort-enrollment' ),
			$this->others
		);
	}

	/**
	 * "September 1, 2026 at 6:30 pm (Central European Time)".
	 *
	 * @param array<string, string> $time     Start and end in UTC.
	 * @param string                $timezone IANA name of the class's time zone.
	 */
	private static function time( array $time, string $timezone ): string {
		$zone = Local_Time::zone( $timezone );
		return sprintf(
			/* translators: 1: date and time. 2: name of a time zone. */
			__( '%1$s (%2$s)', 'cohort-enrollment' ),
			Local_Time::moment( new DateTimeImmutable( $time['startsAt'] ), $zone ),
			Local_Time::zone_name( $zone )
		);
	}
}
