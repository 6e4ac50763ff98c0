import type { NewTask } from '../../db/tasks';
import type { CheckoutSession } from '../../stripe/types';

/** A payment that only a person can place: the session is of this site, and no checkout knows it. */
export const orphanTask = (session: Pick<CheckoutSession, 'id' | 'livemode'>): NewTask => ({
	kind: 'orphan_payment',
	subject: `session:${session.id}`.slice(0, 191),
	checkout_id: null,
	stripe_id: session.id,
	livemode: session.livemode,
	detail: 'A completed Checkout Session of this site belongs to no checkout.',
});
