import type { Knex } from 'knex';
import type { CheckoutRow, CheckoutState } from '../../db/checkouts';
import { resolveTaskAbout } from '../../db/tasks';
import { purchaseOf } from '../notifications/tell-student';
import { openTask } from '../tasks/open-task';

/** A refund that Stripe will not make is a person's task, until the money is on its way after all. */
export const keepTask = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	state: CheckoutState,
	detail: string | null,
	now: Date,
): Promise<void> => {
	const about = { kind: 'refund_failed', subject: `checkout:${checkout.id}` } as const;
	if (state !== 'refund_failed') {
		await resolveTaskAbout(
			trx,
			about,
			{ by: 'stripe', note: 'Stripe sends the money back after all.' },
			now,
		);
		return;
	}
	const task = {
		...about,
		checkout_id: checkout.id,
		stripe_id: checkout.payment_intent_id,
		livemode: checkout.livemode,
		detail: detail ?? 'The bank could not take the refund.',
		purchase: purchaseOf(checkout),
	};
	await openTask(trx, task, now);
};
