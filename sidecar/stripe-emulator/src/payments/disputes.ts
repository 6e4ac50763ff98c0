import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { buildDispute } from '../objects/dispute';
import { NO_REQUEST } from '../webhooks/events';

/**
 * The buyer's bank takes the money of a charge back until the dispute is decided.
 *
 * @throws StripeApiError 400 when there is nothing to dispute
 */
export function openDispute({ store, events, clock }: Context, charge: Stripe.Charge): Stripe.Dispute {
	if (charge.status !== 'succeeded' || charge.disputed || charge.refunded) {
		throw invalidRequest(`Charge ${charge.id} cannot be disputed.`);
	}
	const dispute = buildDispute(charge, unixSeconds(clock));
	charge.disputed = true;
	store.save('charge', charge);
	store.save('dispute', dispute);
	events.emit('charge.dispute.created', dispute, NO_REQUEST);
	return dispute;
}

/**
 * The dispute is decided: `won` gives the money back to the shop.
 *
 * @throws StripeApiError 400 when it was decided before
 */
export function closeDispute(
	{ store, events }: Context,
	dispute: Stripe.Dispute,
	status: 'won' | 'lost',
): void {
	if (dispute.status !== 'needs_response') throw invalidRequest(`Dispute ${dispute.id} is already closed.`);
	dispute.status = status;
	store.save('dispute', dispute);
	events.emit('charge.dispute.closed', dispute, NO_REQUEST);
}
