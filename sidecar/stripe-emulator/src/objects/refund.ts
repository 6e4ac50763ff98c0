import type Stripe from 'stripe';
import { newId } from '../ids';
import { idOf } from '../store/reference';

/** What a new refund can be. */
export const REFUND_STATUSES = ['succeeded', 'pending', 'requires_action', 'failed'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** A refund that the bank has paid out. */
export function buildRefund(
	charge: Stripe.Charge,
	{ amount, reason, metadata }: Pick<Stripe.Refund, 'amount' | 'reason' | 'metadata'>,
	created: number,
): Stripe.Refund {
	const isByCard = charge.payment_method_details?.type === 'card';
	return {
		id: newId('re_'),
		object: 'refund',
		amount,
		balance_transaction: null,
		charge: charge.id,
		created,
		currency: charge.currency,
		customer: charge.customer === null ? null : idOf(charge.customer),
		customer_account: null,
		...(isByCard ? { destination_details: { type: 'card', card: { type: 'refund' } } } : {}),
		metadata,
		payment_intent: charge.payment_intent === null ? null : idOf(charge.payment_intent),
		payment_method: null,
		reason,
		receipt_number: null,
		source_transfer_reversal: null,
		status: 'succeeded',
		transfer_reversal: null,
	};
}
