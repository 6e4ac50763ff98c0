<?php
/**
 * Judges whether mails go out.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Mail\Last_Failure;
use Cohort_Enrollment\Sidecar\Mails;

/**
 * The sidecar asks this site for every mail and tries again for half a day, so one failure alone is no alarm.
 */
final class Mail_Finding {

	/** Seconds that a mail may wait: the first tries follow one another within minutes. */
	private const PATIENCE = HOUR_IN_SECONDS;

	/**
	 * Says what the last mails tell.
	 *
	 * @param Mails $mails What the sidecar keeps of them.
	 */
	public static function of( Mails $mails ): Finding {
		$waits_long = null !== $mails->waiting_since && time() - $mails->waiting_since > self::PATIENCE;
		if ( $mails->is_failing() ) {
			return self::failing( $mails, $waits_long );
		}
		if ( $waits_long ) {
			return new Finding(
				Finding::CRITICAL,
				__( 'Mails about enrollments are not sent', 'cohort-enrollment' ),
				self::waiting( $mails ) . ' ' . __( 'The sidecar did not even try: look into its log, and restart it.', 'cohort-enrollment' )
			);
		}
		if ( $mails->given_up > 0 ) {
			return new Finding( Finding::RECOMMENDED, __( 'Some mails about enrollments never left', 'cohort-enrollment' ), self::given_up( $mails ) );
		}
		if ( null === $mails->last_sent ) {
			return new Finding(
				Finding::GOOD,
				__( 'No mail about an enrollment was sent yet', 'cohort-enrollment' ),
				null === $mails->waiting_since ? __( 'None had to be sent yet.', 'cohort-enrollment' ) : self::waiting( $mails )
			);
		}
		return new Finding(
			Finding::GOOD,
			__( 'Mails about enrollments go out', 'cohort-enrollment' ),
			/* translators: %s: how long ago, such as "5 minutes". */
			sprintf( __( 'The last one was sent %s ago.', 'cohort-enrollment' ), human_time_diff( $mails->last_sent ) )
		);
	}

	/**
	 * The last try failed.
	 *
	 * @param Mails $mails      What the sidecar keeps of them.
	 * @param bool  $waits_long Whether one waits for longer than the first tries take.
	 */
	private static function failing( Mails $mails, bool $waits_long ): Finding {
		$is_urgent = $waits_long || $mails->given_up > 0;
		return new Finding(
			$is_urgent ? Finding::CRITICAL : Finding::RECOMMENDED,
			__( 'The last mail about an enrollment could not be sent', 'cohort-enrollment' ),
			implode(
				' ',
				array_filter(
					[
						/* translators: %s: how long ago, such as "5 minutes". */
						sprintf( __( 'The last try failed %s ago; it is tried again by itself.', 'cohort-enrollment' ), human_time_diff( (int) $mails->last_failure ) ),
						self::reason( $mails ),
						$waits_long ? self::waiting( $mails ) : '',
						$mails->given_up > 0 ? self::given_up( $mails ) : '',
					]
				)
			)
		);
	}

	/**
	 * Why, and what to do.
	 *
	 * @param Mails $mails With a failure.
	 */
	private static function reason( Mails $mails ): string {
		$code = (string) $mails->failure_reason;
		return match ( $code ) {
			'mail_failed'   => self::mailer_said( Last_Failure::reason( (int) $mails->last_failure - MINUTE_IN_SECONDS ) ),
			'unreachable'   => __( 'The sidecar could not reach this site. Check WORDPRESS_URL of the sidecar, and that no firewall or maintenance mode is in the way.', 'cohort-enrollment' ),
			'invalid_token' => __( 'This site did not accept the sidecar’s token: compare the secrets and clocks of both sides.', 'cohort-enrollment' ),
			default         => sprintf(
				/* translators: %s: an error code. */
				__( 'This site answered the sidecar: %s.', 'cohort-enrollment' ),
				$code
			),
		};
	}

	/**
	 * What WordPress's mailer said.
	 *
	 * @param string $words '' when it said nothing.
	 */
	private static function mailer_said( string $words ): string {
		return '' === $words
			? __( 'WordPress could not hand it over: check the site’s mail settings.', 'cohort-enrollment' )
			: sprintf(
				/* translators: %s: an error message of the mailer. */
				__( 'WordPress’s mailer said: %s', 'cohort-enrollment' ),
				$words
			);
	}

	/**
	 * How long one waits.
	 *
	 * @param Mails $mails With one that waits.
	 */
	private static function waiting( Mails $mails ): string {
		/* translators: %s: how long, such as "5 minutes". */
		return sprintf( __( 'The oldest one has been waiting for %s.', 'cohort-enrollment' ), human_time_diff( (int) $mails->waiting_since ) );
	}

	/**
	 * How many were given up.
	 *
	 * @param Mails $mails With some.
	 */
	private static function given_up( Mails $mails ): string {
		return sprintf(
			/* translators: %s: number of mails. */
			_n( '%s mail to a student was given up and waits for you under Cohorts > Needs attention.', '%s mails to students were given up and wait for you under Cohorts > Needs attention.', $mails->given_up, 'cohort-enrollment' ),
			number_format_i18n( $mails->given_up )
		);
	}
}
