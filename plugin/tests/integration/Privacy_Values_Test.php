<?php
/**
 * What is kept of people, in words.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Mail\Kind;
use Cohort_Enrollment\Privacy\Act_Words;
use Cohort_Enrollment\Privacy\Message_Words;
use Cohort_Enrollment\Privacy\Values;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;
use SplFileInfo;

final class Privacy_Values_Test extends WordPress_Test_Case {

	private const SIDECAR = __DIR__ . '/../../../sidecar/src';

	/**
	 * Codes.
	 *
	 * @dataProvider codes
	 * @param string                    $words  What people read.
	 * @param string                    $group  Of the contract.
	 * @param array<string, string|int> $fields Of one row; the first one is meant.
	 */
	public function test_a_code_is_told_in_words( string $words, string $group, array $fields ): void {
		self::assertSame( $words, Values::text( $group, (string) array_key_first( $fields ), $fields ) );
	}

	public function codes(): array {
		$ended = static fn( string $state, string $reason ): array => compact( 'state', 'reason' );
		return [
			[ 'Cancelled', 'packages', [ 'status' => 'CANCELLED' ] ],
			[ 'Not booked', 'bookings', [ 'status' => 'UNBOOKED' ] ],
			[ 'Being processed', 'checkouts', [ 'state' => 'open' ] ],
			[ 'Refund under way', 'checkouts', [ 'state' => 'refund_due' ] ],
			[ 'Partly refunded', 'checkouts', $ended( 'refunded', 'refunded_in_part' ) ],
			[ 'Taken back by the bank', 'checkouts', $ended( 'cancelled', 'payment_reversed' ) ],
			[ 'Your bank took the payment back.', 'checkouts', [ 'reason' => 'payment_reversed' ] ],
			[ 'Refund under way', 'refunds', [ 'status' => 'pending' ] ],
			[ 'Stripe: the payment was refunded', 'stripe_events', [ 'type' => 'charge.refunded' ] ],
			[ 'sessions take place at another time', 'mails', [ 'kind' => 'session_moved' ] ],
			[ 'Sent', 'mails', [ 'status' => 'sent' ] ],
			[ 'It was decided to send money back', 'activity', [ 'action' => 'checkout.refund_due' ] ],
			[ 'Staff', 'activity', [ 'actor' => 'staff' ] ],
			[ 'She moved away', 'activity', [ 'reason' => 'She moved away' ] ],
			[ 'A payment is disputed', 'tasks', [ 'kind' => 'dispute' ] ],
			[ 'Resolved', 'tasks', [ 'status' => 'resolved' ] ],
			[ 'CANCELLED', 'packages', [ 'course' => 'CANCELLED' ] ],
		];
	}

	/**
	 * Codes of a newer sidecar.
	 *
	 * @dataProvider fields_with_codes
	 * @param string $group Of the contract.
	 * @param string $name  Of the field.
	 */
	public function test_a_code_that_is_not_known_is_told_as_it_is( string $group, string $name ): void {
		self::assertSame( 'newer_one', Values::text( $group, $name, [ $name => 'newer_one' ] ) );
	}

	public function fields_with_codes(): array {
		return [
			[ 'packages', 'status' ],
			[ 'bookings', 'status' ],
			[ 'checkouts', 'state' ],
			[ 'refunds', 'status' ],
			[ 'stripe_events', 'type' ],
			[ 'mails', 'kind' ],
			[ 'mails', 'status' ],
			[ 'activity', 'action' ],
			[ 'activity', 'actor' ],
			[ 'activity', 'reason' ],
			[ 'tasks', 'status' ],
		];
	}

	public function test_there_are_words_for_every_mail_and_for_every_act_that_the_sidecar_records_about_students(): void {
		$acts = self::recorded_acts();

		self::assertGreaterThan( 20, count( $acts ) );
		foreach ( $acts as $act ) {
			self::assertNotSame( $act, Act_Words::of( $act ), $act );
		}
		foreach ( Kind::cases() as $kind ) {
			self::assertNotSame( $kind->value, Message_Words::mail( $kind->value ), $kind->value );
		}
	}

	/**
	 * Those that stand in the sidecar's sources, and those that are made of a state.
	 *
	 * @return list<string>
	 */
	private static function recorded_acts(): array {
		preg_match( '/type CheckoutState =(.+?);/s', (string) file_get_contents( self::SIDECAR . '/db/checkouts.ts' ), $type );
		preg_match_all( "/'(\w+)'/", $type[1], $states );
		$acts = array_map( static fn( string $state ): string => "checkout.$state", $states[1] );
		foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( self::SIDECAR . '/domain', RecursiveDirectoryIterator::SKIP_DOTS ) ) as $file ) {
			// The timeline of students has acts of its own.
			if ( $file instanceof SplFileInfo && ! str_contains( $file->getPath(), '/students' ) ) {
				preg_match_all( "/action: '((?:checkout|package|refund|task|student)\.\w+)'/", (string) file_get_contents( $file->getPathname() ), $found );
				$acts = [ ...$acts, ...$found[1] ];
			}
		}
		return $acts;
	}
}
