import type { CheckoutRow } from '../../db/checkouts';
import type { NewTask } from '../../db/tasks';
import type { CheckoutSession } from '../../stripe/types';
import { purchaseOf } from '../notifications/tell-student';

/** A payment that only a person can place: the session is of this site, and no checkout knows it. */
export const orphanTask = (session: Pick<CheckoutSession, 'id' | 'livemode'>): NewTask => ({
	kind: 'orphan_payment',
	subject: `session:${session.id}`.slice(0, 191),
	checkout_id: null,
	stripe_id: session.id,
	livemode: session.livemode,
	detail: 'A completed Checkout Session of this site belongs to no checkout.',
});

/** A payment that is not of what was offered: our own row decided, and a person should know. */
export const otherTermsTask = (
	session: Pick<CheckoutSession, 'id' | 'amountSubtotal' | 'currency'>,
	checkout: CheckoutRow,
) =>
	({
		kind: 'other_terms',
		subject: `checkout:${checkout.id}`,
		checkout_id: checkout.id,
		stripe_id: session.id,
		livemode: checkout.livemode,
		detail: `Offered ${checkout.amount} ${checkout.currency}, paid ${session.amountSubtotal} ${session.currency}.`,
		purchase: purchaseOf(checkout),
		onceEver: true,
	}) as const;
