<?php
/**
 * `wp cohort refund`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Catalogue\Price;
use Cohort_Enrollment\Sidecar\Facts;
use WP_CLI;

/**
 * Ends enrollments and gives money back.
 */
final class Refund_Command {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Sidecar $sidecar Speaks to the sidecar.
	 */
	public function __construct( private readonly Sidecar $sidecar ) {}

	/**
	 * Cancels an enrollment and refunds its payment, all of it or a part.
	 *
	 * The seat and the booked sessions that have not begun are free again at once, and the student gets a mail. The
	 * sidecar sends the refund to Stripe within seconds, and tries again until Stripe has it.
	 *
	 * ## OPTIONS
	 *
	 * <package>
	 * : Number of the package: one student's enrollment in one cohort. It is in the first column of
	 *   `wp cohort roster export <cohort>`.
	 *
	 * --reason=<text>
	 * : Why; it is kept in the log of what was done.
	 *
	 * [--amount=<amount>]
	 * : How much goes back, in the currency of the payment, such as 49.00. All that is left when not given.
	 *
	 * [--yes]
	 * : Does not ask.
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort refund 345 --reason="Ill, with certificate"
	 *     $ wp cohort refund 345 --amount=100.00 --reason="Came to three of five weeks" --yes
	 *
	 * @param list<string>         $arguments Package.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		$id       = Options::id( $arguments[0], '<package>' );
		$package  = $this->sidecar->get( "/packages/$id" );
		$currency = (string) $package->text( 'currency' );
		$amount   = self::amount( Options::text( $options, 'amount' ), $currency );
		WP_CLI::confirm( self::question( $package, $amount, $currency ), $options );
		$this->sidecar->post(
			"/packages/$id/cancel",
			[
				'version' => $package->integer( 'version' ),
				'reason'  => Options::text( $options, 'reason' ) ?? '',
				'refund'  => null === $amount ? 'full' : [ 'amount' => $amount ],
			]
		);
		WP_CLI::success( __( 'The enrollment is cancelled, and the refund is on its way to Stripe.', 'cohort-enrollment' ) );
	}

	/**
	 * Reads an amount.
	 *
	 * @param string|null $typed    Such as 49.00.
	 * @param string      $currency ISO 4217.
	 * @return int|null In the minor unit; null = all that is left.
	 */
	private static function amount( ?string $typed, string $currency ): ?int {
		if ( null === $typed ) {
			return null;
		}
		$price = Price::from_decimal( $typed, $currency );
		if ( null === $price || 0 === $price->amount ) {
			Failure::end(
				sprintf(
					/* translators: 1: name of an option, 2: an example of an amount, 3: what was typed. */
					__( '%1$s must be an amount such as %2$s, not “%3$s”.', 'cohort-enrollment' ),
					'--amount',
					Cells::money( 4900, $currency ),
					$typed
				)
			);
		}
		return $price->amount;
	}

	/**
	 * What will happen.
	 *
	 * @param Facts    $package  `StaffPackage` of the contract.
	 * @param int|null $amount   In the minor unit; null = all that is left.
	 * @param string   $currency ISO 4217.
	 */
	private static function question( Facts $package, ?int $amount, string $currency ): string {
		$refundable = $package->integer( 'refundable' );
		$money      = $amount ?? $refundable;
		return sprintf(
			/* translators: 1: name of a student, 2: name of a course, 3: name of a cohort, 4: amount of money. */
			__( 'Cancel the enrollment of %1$s in %2$s, %3$s, and refund %4$s?', 'cohort-enrollment' ),
			(string) $package->text( 'studentName' ),
			(string) $package->text( 'courseTitle' ),
			(string) $package->text( 'cohortName' ),
			null === $money ? __( 'all that is left', 'cohort-enrollment' ) : Cells::money( $money, $currency )
		);
	}
}
