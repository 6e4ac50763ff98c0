import { findCheckout, type CheckoutRow } from '../../db/checkouts';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import { endCheckout, type CheckoutDependencies } from '../checkout/end-checkout';
import { UnknownPaymentError } from '../fulfillment/fulfillment.rules';
import { STAFF_PATIENCE_MILLISECONDS, within } from '../site/within';

const unavailable = (failure?: StripeFailure): AppError =>
	new AppError(
		'stripe_unavailable',
		'Stripe cannot be asked whether this student has paid.',
		failure && { kind: failure.kind },
	);

const asRefusal = (error: unknown): unknown => {
	if (error instanceof StripeFailure) {
		return unavailable(error);
	}
	return error instanceof UnknownPaymentError
		? new AppError('checkout_in_progress', 'A payment of this student has to be looked at first.')
		: error;
};

/**
 * Ends checkouts of a student, so that nobody pays for what they are about to be given. Whoever has paid is enrolled by
 * the payment, and `already_enrolled` with `data.paid` raised; the others that are still payable then are under way. Raises
 * `stripe_unavailable`, by when some may be ended or settled, or are a moment later, and `checkout_in_progress`.
 */
export const settlePayments = async (
	dependencies: CheckoutDependencies,
	checkouts: readonly CheckoutRow[],
): Promise<void> => {
	const ended = Promise.all(checkouts.map((checkout) => endCheckout(dependencies, checkout)));
	try {
		await within(
			ended,
			() => {
				throw unavailable();
			},
			STAFF_PATIENCE_MILLISECONDS,
		);
	} catch (error) {
		throw asRefusal(error);
	}
	const settled = await Promise.all(checkouts.map(({ id }) => findCheckout(dependencies.db, id)));
	if (settled.some((checkout) => checkout?.state === 'enrolled')) {
		throw new AppError('already_enrolled', 'The payment of this student has just arrived.', {
			paid: true,
		});
	}
};
