<?php
/**
 * The plugin's part of Tools > Erase Personal Data.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

use Cohort_Enrollment\Identity\Operator;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use WP_Error;

/**
 * Lets the sidecar take out what tells who somebody is. Payments and refunds stay, without a name.
 *
 * @phpstan-type Erasure array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool}
 */
final class Eraser {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Personal_Data $data What the sidecar keeps.
	 */
	public function __construct( private readonly Personal_Data $data ) {}

	/**
	 * On `wp_privacy_personal_data_erasers`: adds ours.
	 *
	 * @param array<string, mixed> $erasers By their ids.
	 * @return array<string, mixed>
	 */
	public function add( array $erasers ): array {
		$erasers['cohort-enrollment'] = [
			'eraser_friendly_name' => __( 'Cohort Enrollment', 'cohort-enrollment' ),
			'callback'             => [ $this, 'erase' ],
		];
		return $erasers;
	}

	/**
	 * Erases everything at once: WordPress asks for no second page.
	 *
	 * @param string $email Mail address.
	 * @return array|WP_Error
	 * @phpstan-return Erasure|WP_Error
	 */
	public function erase( string $email ): array|WP_Error {
		if ( ! Operator::is_entitled() ) {
			return Failure::not_allowed();
		}
		try {
			return $this->erase_all( $this->data->students( $email ) );
		} catch ( Unavailable | Refused $reason ) {
			return Failure::because( $reason );
		}
	}

	/**
	 * Erases what is kept of these people.
	 *
	 * @param list<int> $students Numbers of WordPress users.
	 * @phpstan-return Erasure
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     With another code than `enrollment_is_live`.
	 */
	private function erase_all( array $students ): array {
		$removed  = 0;
		$retained = 0;
		$is_live  = false;
		foreach ( $students as $student ) {
			try {
				$told      = $this->data->erase( $student );
				$removed  += $told->integer( 'removed' ) ?? 0;
				$retained += $told->integer( 'retained' ) ?? 0;
			} catch ( Refused $refused ) {
				if ( 'enrollment_is_live' !== $refused->error_code ) {
					throw $refused;
				}
				$is_live = true;
			}
		}
		return [
			'items_removed'  => $removed > 0,
			'items_retained' => $is_live || $retained > 0,
			'messages'       => [ ...( $is_live ? [ self::live( $removed > 0 ) ] : [] ), ...( $retained > 0 ? [ self::retained(), self::at_stripe() ] : [] ) ],
			'done'           => true,
		];
	}

	/**
	 * Somebody still has a seat.
	 *
	 * @param bool $is_removed Whether something was erased all the same: of another account with this address.
	 */
	private static function live( bool $is_removed ): string {
		return $is_removed
			? esc_html__( 'Cohort Enrollment erased only a part: one of the accounts that bought with this address is enrolled in a course, or can still pay for one. Cancel the enrollment under Cohorts > Students, or wait until the payment page has expired (half an hour), then erase again.', 'cohort-enrollment' )
			: esc_html__( 'Cohort Enrollment erased nothing: this person is enrolled in a course, or can still pay for one. Cancel the enrollment under Cohorts > Students, or wait until the payment page has expired (half an hour), then erase again.', 'cohort-enrollment' );
	}

	/** The law wants the books kept. */
	private static function retained(): string {
		return esc_html__( 'Cohort Enrollment keeps payments and refunds without name and address, as the law asks for. They carry the number of the account, which tells nothing about the person once the account is deleted.', 'cohort-enrollment' );
	}

	/** What is not ours to erase. */
	private static function at_stripe(): string {
		return esc_html__( 'Stripe keeps its own records of these payments, with name and address: ask for their redaction in Stripe’s dashboard. What Stripe reports about them later is erased with your next erasure, or after some months.', 'cohort-enrollment' );
	}
}
