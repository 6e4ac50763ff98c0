import { findContradictions, type StripeBooks } from '../chaos/books';
import { readOurBooks } from '../chaos/our-books';
import type { FakeStripe } from './fake-stripe';
import type { Shop } from './shop';

const booksOf = (stripe: FakeStripe): StripeBooks => {
	const sessions = stripe.sessions();
	const payments = sessions.map(({ payment }) => payment?.intentId ?? '');
	return {
		sessions,
		refunds: payments.flatMap((id) => stripe.refundsOf(id)),
		disputes: payments.flatMap((id) => stripe.disputesOf(id)),
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
