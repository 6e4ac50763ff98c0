import { findContradictions, readOurBooks, type StripeBooks, type StripeDispute } from '../chaos/books';
import { isInquiry } from '../src/domain/payments/standing.rules';
import type { Dispute } from '../src/stripe/types';
import type { FakeStripe } from './fake-stripe';
import type { Shop } from './shop';

/** Only won disputes and inquiries leave the money with us. Source: https://docs.stripe.com/disputes/how-disputes-work */
const withdrawing = (dispute: Dispute): StripeDispute => ({
	...dispute,
	withdrawn: dispute.status === 'won' || isInquiry(dispute) ? 0 : dispute.amount,
});

const booksOf = (stripe: FakeStripe): StripeBooks => {
	const sessions = stripe.sessions();
	const payments = sessions.map(({ payment }) => payment?.intentId ?? '');
	return {
		sessions,
		refunds: payments.flatMap((id) => stripe.refundsOf(id)),
		disputes: payments.flatMap((id) => stripe.disputesOf(id)).map(withdrawing),
	};
};

/**
 * Asserts the one invariant over the whole database and all of Stripe; see {@link findContradictions}.
 *
 * @param tolerated Sessions whose money is nobody's business here: other products, or left to a person on purpose.
 */
export const expectLedgerToBalance = async (
	{ db, stripe }: Pick<Shop, 'db' | 'stripe'>,
	tolerated: ReadonlySet<string> = new Set(),
): Promise<void> => {
	expect(findContradictions(await readOurBooks(db), booksOf(stripe), tolerated)).toEqual([]);
};
