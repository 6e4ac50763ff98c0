<?php
/**
 * Who gets a mail.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * A student or the staff, as WordPress knows them now.
 */
final class Recipient {

	/**
	 * Holds what is known.
	 *
	 * @param list<string> $addresses  Mail addresses, at least one.
	 * @param string       $name       Display name, plain text; '' for staff.
	 * @param int|null     $student_id WordPress user; null = staff.
	 */
	private function __construct(
		public readonly array $addresses,
		public readonly string $name,
		public readonly ?int $student_id,
	) {}

	/**
	 * Looks up who is to be told.
	 *
	 * @param Notification $notification What is to be told.
	 * @return self|null Null when there is nobody with an address.
	 */
	public static function of( Notification $notification ): ?self {
		return null === $notification->student_id ? self::staff() : self::student( $notification->student_id );
	}

	/**
	 * Runs something in the recipient's language: a student's own, for staff that of the site.
	 *
	 * @template T
	 * @param callable $callback What to run.
	 * @phpstan-param callable(): T $callback
	 * @return mixed What it returns.
	 * @phpstan-return T
	 */
	public function in_own_language( callable $callback ): mixed {
		$switched = null === $this->student_id ? switch_to_locale( get_locale() ) : switch_to_user_locale( $this->student_id );
		try {
			return $callback();
		} finally {
			if ( $switched ) {
				restore_previous_locale();
			}
		}
	}

	/**
	 * The student.
	 *
	 * @param int $student_id WordPress user.
	 */
	private static function student( int $student_id ): ?self {
		$user = get_userdata( $student_id );
		return false === $user || ! is_email( $user->user_email )
			? null
			: new self( [ $user->user_email ], Plain_Text::decoded( $user->display_name ), $user->ID );
	}

	/** Those who look after the site. */
	private static function staff(): ?self {
		/**
		 * Filters who gets the mails about what a person must look at.
		 *
		 * @since 0.1.0
		 *
		 * @param list<string> $addresses Mail addresses; the site's administration address by default.
		 */
		$addresses = (array) apply_filters( 'cohort_enrollment_staff_recipients', [ (string) get_option( 'admin_email' ) ] );
		$addresses = array_values( array_filter( $addresses, static fn( mixed $address ): bool => is_string( $address ) && false !== is_email( $address ) ) );
		return [] === $addresses ? null : new self( $addresses, '', null );
	}
}
