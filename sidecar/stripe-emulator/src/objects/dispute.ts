import type Stripe from 'stripe';
import { newId } from '../ids';

const DAYS_TO_ANSWER = 9;

const NO_EVIDENCE: Stripe.Dispute['evidence'] = {
	access_activity_log: null,
	billing_address: null,
	cancellation_policy: null,
	cancellation_policy_disclosure: null,
	cancellation_rebuttal: null,
	customer_communication: null,
	customer_email_address: null,
	customer_name: null,
	customer_purchase_ip: null,
	customer_signature: null,
	duplicate_charge_documentation: null,
	duplicate_charge_explanation: null,
	duplicate_charge_id: null,
	enhanced_evidence: {},
	product_description: null,
	receipt: null,
	refund_policy: null,
	refund_policy_disclosure: null,
	refund_refusal_explanation: null,
	service_date: null,
	service_documentation: null,
	shipping_address: null,
	shipping_carrier: null,
	shipping_date: null,
	shipping_documentation: null,
	shipping_tracking_number: null,
	uncategorized_file: null,
	uncategorized_text: null,
};

/** What a dispute can begin as: a chargeback, an inquiry that takes no money yet, one settled before it began. */
export const FIRST_STATUSES = ['needs_response', 'warning_needs_response', 'prevented'] as const;
export type FirstStatus = (typeof FIRST_STATUSES)[number];

const CASE_TYPES = {
	needs_response: 'chargeback',
	warning_needs_response: 'inquiry',
	prevented: 'resolution',
} as const;

/** A new dispute, before any money has moved. */
export function buildDispute(
	charge: Stripe.Charge,
	options: { status: FirstStatus; amount: number; reason: string },
	created: number,
): Stripe.Dispute {
	const { status, amount, reason } = options;
	const card = charge.payment_method_details?.card;
	return {
		id: newId('du_'),
		object: 'dispute',
		amount,
		balance_transactions: [],
		charge: charge.id,
		created,
		currency: charge.currency,
		enhanced_eligibility_types: [],
		evidence: { ...NO_EVIDENCE },
		evidence_details: {
			due_by: status === 'prevented' ? null : created + DAYS_TO_ANSWER * 24 * 60 * 60,
			enhanced_eligibility: {},
			has_evidence: false,
			past_due: false,
			submission_count: 0,
			submission_method: 'not_submitted',
		},
		intended_submission_method: null,
		is_charge_refundable: status === 'warning_needs_response',
		livemode: false,
		metadata: {},
		payment_intent: charge.payment_intent,
		...(card === undefined
			? {}
			: {
					payment_method_details: {
						type: 'card',
						card: {
							brand: card.brand ?? 'visa',
							case_type: CASE_TYPES[status],
							network: card.network ?? 'visa',
							network_reason_code: '10.4',
						},
					},
				}),
		reason,
		status,
	};
}

/** The dispute fee in minor units, which Stripe keeps whatever the outcome. */
const FEE = 1500;

/** What a dispute does to the account's balance: takes its amount and a fee, or gives the amount back. */
export function buildDisputeTransaction(
	dispute: Stripe.Dispute,
	kind: 'withdrawn' | 'reinstated',
	created: number,
): Stripe.BalanceTransaction {
	const isWithdrawn = kind === 'withdrawn';
	const amount = isWithdrawn ? -dispute.amount : dispute.amount;
	const fee = isWithdrawn && dispute.status !== 'prevented' ? FEE : 0;
	const { currency } = dispute;
	return {
		id: newId('txn_'),
		object: 'balance_transaction',
		amount,
		available_on: created,
		balance_type: 'payments',
		created,
		currency,
		description: isWithdrawn ? 'Chargeback withdrawal' : 'Chargeback reversal',
		exchange_rate: null,
		fee,
		fee_details:
			fee === 0
				? []
				: [
						{
							amount: fee,
							application: null,
							currency,
							description: 'Dispute fee',
							type: 'stripe_fee',
						},
					],
		net: amount - fee,
		reporting_category: isWithdrawn ? 'dispute' : 'dispute_reversal',
		source: dispute.id,
		status: 'available',
		type: 'adjustment',
	};
}
