import type Stripe from 'stripe';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { newId } from '../ids';
import { LAST_DIGITS } from '../objects/payment';
import type { EventCause } from '../store/state';
import { invalidRequest } from '../api/errors';
import { formatAmount } from './money';
import { idOf } from '../store/reference';

export interface RefundWish {
	/** Minor units; all that is left when absent. */
	amount?: number;
	reason?: Stripe.Refund['reason'];
	metadata?: Stripe.Metadata;
}

/**
 * Gives money of a charge back. A card that refunds slowly leaves the refund `pending`; one whose refunds fail
 * shows `succeeded` until `failRefund` is called: https://docs.stripe.com/testing#refunds
 *
 * @throws StripeApiError 400, such as `charge_already_refunded`
 */
export function createRefund(
	context: Context,
	charge: Stripe.Charge,
	wish: RefundWish,
	cause: EventCause,
): Stripe.Refund {
	const { store, events, clock } = context;
	const amount = refundableAmount(charge, wish.amount);
	const pending = charge.payment_method_details?.card?.last4 === LAST_DIGITS.card_refund_pending;
	const byCard = charge.payment_method_details?.type === 'card';
	const refund: Stripe.Refund = {
		id: newId('re_'),
		object: 'refund',
		amount,
		balance_transaction: null,
		charge: charge.id,
		created: unixSeconds(clock),
		currency: charge.currency,
		customer: charge.customer === null ? null : idOf(charge.customer),
		customer_account: null,
		...(byCard ? { destination_details: { type: 'card', card: { type: 'refund' } } } : {}),
		metadata: wish.metadata ?? {},
		payment_intent: charge.payment_intent === null ? null : idOf(charge.payment_intent),
		payment_method: null,
		...(pending ? { pending_reason: 'processing' } : {}),
		reason: wish.reason ?? null,
		receipt_number: null,
		source_transfer_reversal: null,
		status: pending ? 'pending' : 'succeeded',
		transfer_reversal: null,
	};
	store.save('refund', refund);
	charge.amount_refunded += amount;
	charge.refunded = charge.amount_refunded === charge.amount;
	store.save('charge', charge);
	events.emit('refund.created', refund, cause);
	events.emit('charge.refunded', charge, cause);
	return refund;
}

function refundableAmount(charge: Stripe.Charge, wanted: number | undefined): number {
	const left = charge.amount - charge.amount_refunded;
	if (charge.status !== 'succeeded') {
		throw invalidRequest(`Charge ${charge.id} has not been paid and cannot be refunded.`, {
			param: 'charge',
		});
	}
	if (left === 0) {
		throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
			code: 'charge_already_refunded',
		});
	}
	if (charge.disputed) {
		throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
			code: 'charge_disputed',
		});
	}
	const amount = wanted ?? left;
	if (amount < 1)
		throw invalidRequest('Invalid positive integer', {
			code: 'parameter_invalid_integer',
			param: 'amount',
		});
	if (amount > left) {
		const of = (value: number): string => formatAmount(value, charge.currency);
		const name = left === charge.amount ? 'charge amount' : 'unrefunded amount on charge';
		throw invalidRequest(`Refund amount (${of(amount)}) is greater than ${name} (${of(left)})`, {
			param: 'amount',
		});
	}
	return amount;
}

/**
 * The bank has paid a pending refund out.
 *
 * @throws StripeApiError 400 when it is not pending
 */
export function settleRefund({ store, events }: Context, refund: Stripe.Refund, cause: EventCause): void {
	if (refund.status !== 'pending') throw invalidRequest(`Refund ${refund.id} is not pending.`);
	refund.status = 'succeeded';
	delete refund.pending_reason;
	store.save('refund', refund);
	events.emit('refund.updated', refund, cause);
}

/**
 * The bank could not pay a refund out, pending or already believed to have succeeded: the money is back with us.
 *
 * @throws StripeApiError 400 when it has failed before
 */
export function failRefund({ store, events }: Context, refund: Stripe.Refund, cause: EventCause): void {
	if (refund.status === 'failed') throw invalidRequest(`Refund ${refund.id} has already failed.`);
	refund.status = 'failed';
	refund.failure_reason = 'expired_or_canceled_card';
	delete refund.pending_reason;
	store.save('refund', refund);
	events.emit('refund.updated', refund, cause);
	events.emit('refund.failed', refund, cause);
	const charge = store.get('charge', idOf(refund.charge));
	if (charge === undefined) return;
	charge.amount_refunded -= refund.amount;
	charge.refunded = false;
	store.save('charge', charge);
	events.emit('charge.updated', charge, cause);
}
