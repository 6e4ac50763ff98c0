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

	private const FIELDS = [ 'package', 'status', 'payment_state', 'amount' ];

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
	 * : Does not ask. Programs need it: the question goes to where the result goes.
	 *
	 * [--field=<field>]
	 * : Prints the value of one field of the result.
	 *
	 * [--fields=<fields>]
	 * : Limits the output to these fields.
	 *
	 * [--format=<format>]
	 * : Prints the result like this; a sentence when not given.
	 * ---
	 * options:
	 *   - table
	 *   - json
	 *   - csv
	 *   - yaml
	 * ---
	 *
	 * ## AVAILABLE FIELDS
	 *
	 * * package
	 * * status: of the enrollment: CANCELLED, or REFUNDED when all goes back
	 * * payment_state: refund_pending until Stripe has sent it
	 * * amount: what goes back, such as "100.00 EUR"
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort refund 345 --reason="Ill, with certificate"
	 *     $ wp cohort refund 345 --amount=100.00 --reason="Came to three of five weeks" --yes
	 *     $ wp cohort refund 345 --reason="Ill" --yes --format=json
	 *     [{"package":345,"status":"REFUNDED","payment_state":"refund_pending","amount":"490.00 EUR"}]
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
		$ended = $this->sidecar->post(
			"/packages/$id/cancel",
			[
				'version' => $package->integer( 'version' ),
				'reason'  => Options::text( $options, 'reason' ) ?? '',
				'refund'  => null === $amount ? 'full' : [ 'amount' => $amount ],
			]
		);
		if ( Table::is_asked_for( $options ) ) {
			Table::show( [ self::row( $ended, $amount ?? $package->integer( 'refundable' ), $currency ) ], $options, self::FIELDS );
			return;
		}
		WP_CLI::success( __( 'The enrollment is cancelled, and the refund is on its way to Stripe.', 'cohort-enrollment' ) );
	}

	/**
	 * What was done.
	 *
	 * @param Facts    $ended    `StaffPackage` of the contract, as it is now.
	 * @param int|null $amount   What goes back, in the minor unit; null = all that is left, when Stripe did not say how much that is.
	 * @param string   $currency ISO 4217.
	 * @return array<string, string|int|null>
	 */
	private static function row( Facts $ended, ?int $amount, string $currency ): array {
		return [
			'package'       => $ended->integer( 'id' ),
			'status'        => $ended->text( 'status' ),
			'payment_state' => $ended->text( 'paymentState' ),
			'amount'        => null === $amount ? '' : Cells::money( $amount, $currency ),
		];
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
