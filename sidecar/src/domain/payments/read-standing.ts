import type { StripeGateway } from '../../stripe/gateway';
import type { Payment } from '../../stripe/types';
import { standingOf, type PaymentStanding } from './standing.rules';

const UNTOUCHED: PaymentStanding = { standing: 'kept', refunds: [], disputes: [] };

/**
 * Asks Stripe what a payment is worth now. Needs no further call while its charge is neither refunded nor disputed, as
 * nearly always; null while no money has moved. Raises StripeFailure.
 */
export const readStanding = async (
	stripe: StripeGateway,
	{ intentId, charge }: Payment,
	{ refundsKnown = false }: { refundsKnown?: boolean } = {},
): Promise<PaymentStanding | null> => {
	if (charge === null) {
		return null;
	}
	// A refund that failed is not counted in the charge, so a payment of which we know refunds is always looked up.
	const mayBeRefunded = refundsKnown || charge.refunded || charge.amountRefunded > 0;
	if (!mayBeRefunded && !charge.disputed) {
		return UNTOUCHED;
	}
	const [refunds, disputes] = await Promise.all([
		mayBeRefunded ? stripe.listRefunds(intentId) : [],
		charge.disputed ? stripe.listDisputes(intentId) : [],
	]);
	return { standing: standingOf(charge, refunds, disputes), refunds, disputes };
};
