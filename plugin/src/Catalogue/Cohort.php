<?php
/**
 * One cohort of a course page.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Catalogue;

use DateTimeImmutable;
use DateTimeZone;

/**
 * A cohort with the words that its card shows. Seats are a hint: pages are cached, the sidecar decides.
 */
final class Cohort {

	public const OPEN               = 'open';
	public const DEADLINE_PASSED    = 'deadline_passed';
	public const FULL               = 'full';
	public const NO_PRICE           = 'no_price';
	public const ENROLLED           = 'enrolled';
	public const ENROLLED_ELSEWHERE = 'enrolled_elsewhere';

	/** So few free seats are worth telling. */
	public const FEW_SEATS = 5;

	/**
	 * Holds what was read.
	 *
	 * @param int                    $id              Cohort id.
	 * @param string                 $name            Cohort name.
	 * @param string                 $start_date      Calendar date (Y-m-d) in $timezone.
	 * @param string                 $end_date        Calendar date (Y-m-d) in $timezone.
	 * @param DateTimeZone           $timezone        The cohort's own time zone.
	 * @param DateTimeImmutable|null $deadline        Last moment to enroll; null for none.
	 * @param Price|null             $price           Null when it cannot be sold.
	 * @param int|null               $seats_left      Never below 0; null when unlimited.
	 * @param int|null               $owned_cohort_id The cohort of this course that the student is in.
	 * @param bool                   $on_waiting_list Whether the student waits for a seat.
	 */
	public function __construct(
		public readonly int $id,
		public readonly string $name,
		public readonly string $start_date,
		public readonly string $end_date,
		public readonly DateTimeZone $timezone,
		public readonly ?DateTimeImmutable $deadline,
		public readonly ?Price $price,
		public readonly ?int $seats_left,
		public readonly ?int $owned_cohort_id,
		public readonly bool $on_waiting_list = false
	) {}

	/**
	 * Reads one row of Cohort_Query.
	 *
	 * @param array<string, string|null> $row Columns by name.
	 */
	public static function from_row( array $row ): self {
		$deadline = $row['enrollment_deadline'];
		$taken    = (int) $row['current_enrollment'] + (int) $row['held'];
		return new self(
			(int) $row['id'],
			(string) $row['name'],
			(string) $row['start_date'],
			(string) $row['end_date'],
			Local_Time::zone( (string) $row['timezone'] ),
			null === $deadline ? null : new DateTimeImmutable( $deadline, new DateTimeZone( 'UTC' ) ),
			Price::from_row( $row ),
			null === $row['max_enrollment'] ? null : max( 0, (int) $row['max_enrollment'] - $taken ),
			null === $row['owned_cohort_id'] ? null : (int) $row['owned_cohort_id'],
			(int) $row['waiting'] > 0
		);
	}

	/**
	 * Whether the cohort's last day is over where the cohort is.
	 *
	 * @param DateTimeImmutable $now Any zone.
	 */
	public function has_ended( DateTimeImmutable $now ): bool {
		return $this->end_date < $now->setTimezone( $this->timezone )->format( 'Y-m-d' );
	}

	/**
	 * What the button says, in the order in which the sidecar checks.
	 *
	 * @param DateTimeImmutable $now Compared with the deadline.
	 * @return string One of the constants above.
	 */
	public function state( DateTimeImmutable $now ): string {
		return match ( true ) {
			$this->owned_cohort_id === $this->id => self::ENROLLED,
			null !== $this->owned_cohort_id => self::ENROLLED_ELSEWHERE,
			null !== $this->deadline && $this->deadline <= $now => self::DEADLINE_PASSED,
			0 === $this->seats_left => self::FULL,
			null === $this->price => self::NO_PRICE,
			default => self::OPEN,
		};
	}

	/**
	 * "Enroll by September 1, 2026 at 11:59 pm", or an empty string without a deadline.
	 */
	public function deadline_label(): string {
		if ( null === $this->deadline ) {
			return '';
		}
		return sprintf(
			/* translators: %s: date and time */
			__( 'Enroll by %s', 'cohort-enrollment' ),
			Local_Time::moment( $this->deadline, $this->timezone )
		);
	}

	/**
	 * "3 seats left" when there are few, otherwise an empty string.
	 */
	public function seats_label(): string {
		$few = null !== $this->seats_left && $this->seats_left > 0 && $this->seats_left <= self::FEW_SEATS;
		return $few ? Enroll_Words::seats_left( (int) $this->seats_left ) : '';
	}
}
