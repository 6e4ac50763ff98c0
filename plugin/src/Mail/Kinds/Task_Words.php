<?php
/**
 * What is wrong, and what to do.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

/**
 * `TaskKind` of `sidecar/contract/notifications.ts` in words for the staff.
 */
final class Task_Words {

	/**
	 * Holds the words of one kind.
	 *
	 * @param string $title    In a few words.
	 * @param string $happened What happened.
	 * @param string $matters  Why it matters.
	 * @param string $to_do    What to do.
	 */
	private function __construct(
		public readonly string $title,
		public readonly string $happened,
		public readonly string $matters,
		public readonly string $to_do,
	) {}

	/**
	 * The words in the current language.
	 *
	 * @param string $kind `TaskKind`; words of a newer sidecar get general ones.
	 */
	public static function of( string $kind ): self {
		return self::of_refund( $kind ) ?? self::of_payment( $kind ) ?? self::of_operation( $kind ) ?? new self(
			__( 'Something needs a look', 'cohort-enrollment' ),
			__( 'The sidecar found something that it must not decide alone. It is newer than this plugin, which has no words for it yet.', 'cohort-enrollment' ),
			__( 'Until somebody decides, money or seats may not be as they should be.', 'cohort-enrollment' ),
			__( 'Look at it in the log of the sidecar, and update the plugin.', 'cohort-enrollment' )
		);
	}

	/**
	 * About money that goes back.
	 *
	 * @param string $kind `TaskKind`.
	 */
	private static function of_refund( string $kind ): ?self {
		return match ( $kind ) {
			'refund_failed' => new self(
				__( 'A refund did not go through', 'cohort-enrollment' ),
				__( 'The refund of a payment was refused for good, or came back from the bank.', 'cohort-enrollment' ),
				__( 'We hold money that belongs to a student who has no seat for it. The page of the enrollment tells the student that somebody takes care of it.', 'cohort-enrollment' ),
				__( 'Read in Stripe why it was refused. Refund the payment there again, or return the money in another way, and write to the student.', 'cohort-enrollment' )
			),
			'refund_overdue' => new self(
				__( 'A refund takes unusually long', 'cohort-enrollment' ),
				__( 'A refund was sent to the bank more than ten days ago and is still pending.', 'cohort-enrollment' ),
				__( 'The student has neither a seat nor the money.', 'cohort-enrollment' ),
				__( 'Look in Stripe what the refund waits for. Some ways to pay need the student’s bank details: then write to the student.', 'cohort-enrollment' )
			),
			'partial_refund' => new self(
				__( 'A payment was refunded in part', 'cohort-enrollment' ),
				__( 'Somebody refunded a part of a payment in Stripe.', 'cohort-enrollment' ),
				__( 'The enrollment stays as it is: only a full refund ends one.', 'cohort-enrollment' ),
				__( 'If this was meant, nothing. If the student is to leave the cohort, refund the rest in Stripe.', 'cohort-enrollment' )
			),
			'refunded_but_enrolled' => new self(
				__( 'A student is enrolled, and the money went back', 'cohort-enrollment' ),
				__( 'A payment was refunded, but its enrollment was kept.', 'cohort-enrollment' ),
				__( 'The student takes a seat that nobody has paid for.', 'cohort-enrollment' ),
				__( 'Decide whether the student may stay. If not, end the enrollment; if so, agree on a new payment.', 'cohort-enrollment' )
			),
			default => null,
		};
	}

	/**
	 * About a payment that is not as it should be.
	 *
	 * @param string $kind `TaskKind`.
	 */
	private static function of_payment( string $kind ): ?self {
		return match ( $kind ) {
			'dispute' => new self(
				__( 'A payment is disputed', 'cohort-enrollment' ),
				__( 'A student’s bank has questioned a payment.', 'cohort-enrollment' ),
				__( 'Without an answer in time the money is lost, and Stripe charges a fee.', 'cohort-enrollment' ),
				__( 'Answer in Stripe before the deadline shown there. Often it helps to write to the student first. Do not refund a disputed payment: it would be paid back twice.', 'cohort-enrollment' )
			),
			'orphan_payment' => new self(
				__( 'A payment belongs to no checkout', 'cohort-enrollment' ),
				__( 'Stripe reports a payment for this site, and the sidecar has no checkout for it. That happens when the database was restored from an older backup.', 'cohort-enrollment' ),
				__( 'Somebody paid and has no seat. It is not refunded by itself, because nobody knows what it was for.', 'cohort-enrollment' ),
				__( 'Find out in Stripe who paid for what. Enroll the student, or refund the payment there.', 'cohort-enrollment' )
			),
			'other_terms' => new self(
				__( 'A student paid another price than was offered', 'cohort-enrollment' ),
				__( 'Amount or currency of a payment is not what the checkout offered.', 'cohort-enrollment' ),
				__( 'The price may have been changed in Stripe while the student was paying, or somebody edited the session.', 'cohort-enrollment' ),
				__( 'Compare the payment with the price below. Refund the difference, ask for it, or leave it.', 'cohort-enrollment' )
			),
			'unknown_payment' => new self(
				__( 'A payment is in a state we do not know', 'cohort-enrollment' ),
				__( 'Stripe reports a state of a payment that this version of the sidecar does not know, so nobody was enrolled for it.', 'cohort-enrollment' ),
				__( 'The student may have paid and be waiting for a seat.', 'cohort-enrollment' ),
				__( 'Look at the payment in Stripe. Update the plugin and the sidecar, then replay the event of this payment.', 'cohort-enrollment' )
			),
			'price_unavailable' => new self(
				__( 'A price cannot be used', 'cohort-enrollment' ),
				__( 'Stripe refused the price of a course: it is archived, deleted, recurring, or in another currency.', 'cohort-enrollment' ),
				__( 'Nobody can enroll where this price applies.', 'cohort-enrollment' ),
				__( 'Activate the price in Stripe again, or give the course another one.', 'cohort-enrollment' )
			),
			default => null,
		};
	}

	/**
	 * About the work of the sidecar.
	 *
	 * @param string $kind `TaskKind`.
	 */
	private static function of_operation( string $kind ): ?self {
		return match ( $kind ) {
			'event_dead' => new self(
				__( 'A message of Stripe could not be processed', 'cohort-enrollment' ),
				__( 'The sidecar tried an event many times, failed each time, and set it aside.', 'cohort-enrollment' ),
				__( 'What it says is not known here: somebody may have paid and have no seat. All other events go on.', 'cohort-enrollment' ),
				__( 'Look for the event in the log of the sidecar, mend the cause, and replay the event.', 'cohort-enrollment' )
			),
			'notification_dead' => new self(
				__( 'A mail to a student could not be sent', 'cohort-enrollment' ),
				__( 'A mail was tried many times and refused each time.', 'cohort-enrollment' ),
				__( 'The student does not know what happened to the enrollment. Money and seat are as they should be.', 'cohort-enrollment' ),
				__( 'Check that this site can send mails, and write to the student.', 'cohort-enrollment' )
			),
			'other_mode' => new self(
				__( 'Test and live mode are mixed up', 'cohort-enrollment' ),
				__( 'Stripe sent something of test mode to a sidecar with live keys, or the other way around. It was ignored.', 'cohort-enrollment' ),
				__( 'If the keys of this site are of the wrong mode, payments are not recognized.', 'cohort-enrollment' ),
				__( 'Compare the sidecar’s Stripe keys with the webhook that is registered in Stripe.', 'cohort-enrollment' )
			),
			'invalid_signed_event' => new self(
				__( 'Something odd was signed with our webhook secret', 'cohort-enrollment' ),
				__( 'A delivery had a valid signature, but it is no event as Stripe sends them. It was refused.', 'cohort-enrollment' ),
				__( 'Somebody else may know the webhook secret.', 'cohort-enrollment' ),
				__( 'If nobody of you was testing, roll the secret of the webhook in Stripe and give the sidecar the new one.', 'cohort-enrollment' )
			),
			'books_differ' => new self(
				__( 'Our books and Stripe’s do not agree', 'cohort-enrollment' ),
				__( 'The comparison with Stripe found a difference that it must not mend alone.', 'cohort-enrollment' ),
				__( 'Somebody may have paid without a seat, or have a seat without a payment.', 'cohort-enrollment' ),
				__( 'Run the comparison by hand (“npm run reconcile”): it prints what it found and would do.', 'cohort-enrollment' )
			),
			default => null,
		};
	}
}
