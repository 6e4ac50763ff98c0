import type { CheckoutRow } from '../../db/checkouts';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import { readStanding } from '../payments/read-standing';
import { NOTHING_PAID, refundableOf, type Refundable } from './cancel.rules';

/**
 * Asks Stripe what of a purchase can still be sent back. A payment that this key does not know, as after a change of the
 * account, or of the other mode, cannot be sent back from here. Raises StripeFailure.
 */
export const askRefundable = async (
	stripe: StripeGateway,
	{ payment_intent_id: intentId, livemode }: Pick<CheckoutRow, 'payment_intent_id' | 'livemode'>,
): Promise<Refundable> => {
	if (intentId === null || livemode !== stripe.livemode) {
		return NOTHING_PAID;
	}
	try {
		const payment = await stripe.retrievePayment(intentId);
		const standing = await readStanding(stripe, payment);
		return payment.charge === null || standing === null
			? NOTHING_PAID
			: refundableOf(payment.charge, standing.standing);
	} catch (error) {
		if (error instanceof StripeFailure && error.kind === 'not_found') {
			return NOTHING_PAID;
		}
		throw error;
	}
};
