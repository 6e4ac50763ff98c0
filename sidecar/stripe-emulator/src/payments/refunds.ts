import type Stripe from 'stripe';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { buildRefund, type RefundStatus } from '../objects/refund';
import { LAST_DIGITS } from '../objects/payment';
import type { EventCause } from '../store/state';
import { invalidRequest } from '../api/errors';
import { idOf } from '../store/reference';
import { isBlockedByDispute } from './disputes';
import { formatAmount } from './money';

export interface RefundWish {
	/** Minor units; all that is left when absent. */
	amount?: number;
	reason?: Stripe.Refund['reason'];
	metadata?: Stripe.Metadata;
	/** What becomes of it at first; the card decides when absent. */
	status?: RefundStatus;
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
	const { store, events, clock, refundStatuses } = context;
	const amount = refundableAmount(context, charge, wish.amount);
	const isSlow = charge.payment_method_details?.card?.last4 === LAST_DIGITS.card_refund_pending;
	const status = wish.status ?? refundStatuses.shift() ?? (isSlow ? 'pending' : 'succeeded');
	const refund = buildRefund(
		charge,
		{ amount, reason: wish.reason ?? null, metadata: wish.metadata ?? {} },
		unixSeconds(clock),
	);
	// A refund that fails at once has been on its way for a moment.
	setStatus(refund, status === 'failed' ? 'pending' : status);
	store.save('refund', refund);
	charge.amount_refunded += amount;
	charge.refunded = charge.amount_refunded === charge.amount;
	store.save('charge', charge);
	events.emit('refund.created', refund, cause);
	events.emit('charge.refunded', charge, cause);
	if (status === 'failed') failRefund(context, refund, cause);
	return refund;
}

function refundableAmount(context: Context, charge: Stripe.Charge, wanted: number | undefined): number {
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
	if (isBlockedByDispute(context, charge)) {
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

/** Sets what belongs to a status, and removes what belonged to the former one. */
function setStatus(refund: Stripe.Refund, status: RefundStatus | 'canceled'): void {
	refund.status = status;
	delete refund.pending_reason;
	delete refund.next_action;
	if (status === 'pending') refund.pending_reason = 'processing';
	if (status === 'failed') refund.failure_reason = 'expired_or_canceled_card';
	if (status === 'requires_action') refund.next_action = { type: 'display_details' };
}

function tell({ store, events }: Context, refund: Stripe.Refund, cause: EventCause): void {
	store.save('refund', refund);
	events.emit('refund.updated', refund, cause);
	events.emit('charge.refund.updated', refund, cause);
}

const isOnItsWay = ({ status }: Stripe.Refund): boolean =>
	status === 'pending' || status === 'requires_action';

function checkOnItsWay(refund: Stripe.Refund): void {
	if (!isOnItsWay(refund)) throw invalidRequest(`Refund ${refund.id} is ${refund.status}, not pending.`);
}

/**
 * The bank has paid a pending refund out.
 *
 * @throws StripeApiError 400 when it is not on its way
 */
export function settleRefund(context: Context, refund: Stripe.Refund, cause: EventCause): void {
	checkOnItsWay(refund);
	setStatus(refund, 'succeeded');
	tell(context, refund, cause);
}

/**
 * The buyer must say where a pending refund shall go.
 *
 * @throws StripeApiError 400 when it is not pending
 */
export function requireRefundAction(context: Context, refund: Stripe.Refund, cause: EventCause): void {
	checkOnItsWay(refund);
	setStatus(refund, 'requires_action');
	tell(context, refund, cause);
}

/**
 * The bank could not pay a refund out, pending or already believed to have succeeded: the money is back with us.
 *
 * @throws StripeApiError 400 when it has failed or was canceled before
 */
export function failRefund(context: Context, refund: Stripe.Refund, cause: EventCause): void {
	if (!isOnItsWay(refund) && refund.status !== 'succeeded') {
		throw invalidRequest(
			`Refund ${refund.id} has already ${refund.status === 'failed' ? 'failed' : 'ended'}.`,
		);
	}
	setStatus(refund, 'failed');
	tell(context, refund, cause);
	context.events.emit('refund.failed', refund, cause);
	takeBack(context, refund, cause);
}

/**
 * Somebody calls a refund off that is still on its way: the money is back with us.
 *
 * @throws StripeApiError 400 when it is not on its way
 */
export function cancelRefund(context: Context, refund: Stripe.Refund, cause: EventCause): void {
	checkOnItsWay(refund);
	setStatus(refund, 'canceled');
	tell(context, refund, cause);
	takeBack(context, refund, cause);
}

function takeBack({ store, events }: Context, refund: Stripe.Refund, cause: EventCause): void {
	const charge = store.get('charge', idOf(refund.charge));
	if (charge === undefined) return;
	charge.amount_refunded -= refund.amount;
	charge.refunded = false;
	store.save('charge', charge);
	events.emit('charge.updated', charge, cause);
}
