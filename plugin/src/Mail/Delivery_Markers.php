<?php
/**
 * What makes a mail go out once.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

use Cohort_Enrollment\Options;
use wpdb;

/**
 * One option for each notification that was ever asked for: `sending 1764000000` or `sent 1764000000`, Unix seconds.
 *
 * Written with SQL and not with add_option(): that one overwrites what it finds, and reads from caches. The option's
 * name is UNIQUE in the database, so of two calls at once exactly one gets the marker. All times are the database's.
 */
final class Delivery_Markers {

	/** How long a call may take; a marker that is older belongs to a call that was cut off. */
	private const SENDING_SECONDS = 600;

	/** The sidecar gives up on a notification long before. */
	private const KEPT_SECONDS = 60 * DAY_IN_SECONDS;

	/**
	 * Keeps the database.
	 *
	 * @param wpdb $database WordPress's database.
	 */
	public function __construct( private readonly wpdb $database ) {}

	/**
	 * Takes the marker of a notification.
	 *
	 * @param string $reference UUID.
	 */
	public function claim( string $reference ): Claim {
		$option   = Options::MAIL_MARKER_PREFIX . $reference;
		$inserted = $this->run( "INSERT IGNORE INTO %i ( option_name, option_value, autoload ) VALUES ( %s, CONCAT( 'sending ', UNIX_TIMESTAMP() ), 'off' )", $option );
		if ( 1 === $inserted ) {
			return Claim::Ours;
		}
		$statement               = $this->database->prepare( "SELECT CONCAT( option_value, ' ', UNIX_TIMESTAMP() ) FROM %i WHERE option_name = %s", $this->database->options, $option );
		[ $state, $since, $now ] = array_pad( explode( ' ', (string) $this->database->get_var( (string) $statement ) ), 3, '' ); // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared, WordPress.DB.DirectDatabaseQuery -- Prepared above; no cache knows it.
		return match ( true ) {
			'sent' === $state => Claim::Sent,
			'sending' === $state && (int) $now - (int) $since >= self::SENDING_SECONDS => Claim::Cut_Off,
			// Also when the marker is gone again: whoever had it did not send, and the next call may.
			default => Claim::Of_Another_Call,
		};
	}

	/**
	 * Notes that the mail was handed over.
	 *
	 * @param string $reference UUID.
	 */
	public function mark_sent( string $reference ): void {
		$this->run( "UPDATE %i SET option_value = CONCAT( 'sent ', UNIX_TIMESTAMP() ) WHERE option_name = %s AND option_value LIKE 'sending %%'", Options::MAIL_MARKER_PREFIX . $reference );
	}

	/**
	 * Gives the marker back, because no mail was sent.
	 *
	 * @param string $reference UUID.
	 */
	public function release( string $reference ): void {
		$this->run( "DELETE FROM %i WHERE option_name = %s AND option_value LIKE 'sending %%'", Options::MAIL_MARKER_PREFIX . $reference );
	}

	/**
	 * Daily: deletes markers that nobody will ask for again.
	 */
	public function forget_old(): void {
		$this->run( "DELETE FROM %i WHERE option_name LIKE %s AND CAST( SUBSTRING_INDEX( option_value, ' ', -1 ) AS UNSIGNED ) < UNIX_TIMESTAMP() - %d", $this->every_option(), self::KEPT_SECONDS );
	}

	/**
	 * Deletes all markers.
	 */
	public function forget_all(): void {
		$this->run( 'DELETE FROM %i WHERE option_name LIKE %s', $this->every_option() );
	}

	/** Pattern for LIKE that fits every marker. */
	private function every_option(): string {
		return $this->database->esc_like( Options::MAIL_MARKER_PREFIX ) . '%';
	}

	/**
	 * Runs a statement on the table of options.
	 *
	 * @param literal-string $statement SQL; its first placeholder is the table.
	 * @param string|int     ...$values For the other placeholders.
	 * @return int Rows that changed; 0 also when the database refuses.
	 */
	private function run( string $statement, string|int ...$values ): int {
		return (int) $this->database->query( (string) $this->database->prepare( $statement, $this->database->options, ...$values ) ); // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared, WordPress.DB.DirectDatabaseQuery -- Literals of this class; options that no cache knows.
	}
}
