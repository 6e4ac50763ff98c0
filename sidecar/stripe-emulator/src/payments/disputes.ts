import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { buildDispute, buildDisputeTransaction, type FirstStatus } from '../objects/dispute';
import { idOf } from '../store/reference';
import { NO_REQUEST } from '../webhooks/events';

export interface DisputeWish {
	status: FirstStatus;
	/** Minor units; all that was not refunded when absent. */
	amount?: number;
	reason: string;
}

/** What may follow on each status; what has nothing after it is closed for good. */
const NEXT = {
	needs_response: ['under_review', 'won', 'lost'],
	under_review: ['won', 'lost'],
	warning_needs_response: ['warning_under_review', 'warning_closed', 'needs_response'],
	warning_under_review: ['warning_closed', 'needs_response'],
	won: [],
	lost: [],
	warning_closed: [],
	prevented: [],
} as const satisfies Record<string, readonly string[]>;
type Known = keyof typeof NEXT;
export type NextStatus = (typeof NEXT)[Known][number];

/** Every status that a dispute can be brought to. */
export const NEXT_STATUSES = [
	...new Set<NextStatus>(Object.values(NEXT).flatMap((statuses: readonly NextStatus[]) => statuses)),
];

export const nextStatuses = (dispute: Stripe.Dispute): readonly NextStatus[] =>
	dispute.status in NEXT ? NEXT[dispute.status as Known] : [];

/**
 * The buyer's bank disputes a charge. A chargeback takes the money at once, an inquiry
 * (`warning_needs_response`) takes none and the charge can still be refunded; a `prevented` dispute is over as it
 * begins, the bank has given the money back: https://docs.stripe.com/disputes/how-disputes-work
 *
 * @throws StripeApiError 400 when there is nothing to dispute
 */
export function openDispute(context: Context, charge: Stripe.Charge, wish: DisputeWish): Stripe.Dispute {
	const { store, events, clock } = context;
	if (charge.status !== 'succeeded' || charge.disputed || charge.refunded) {
		throw invalidRequest(`Charge ${charge.id} cannot be disputed.`);
	}
	const left = charge.amount - charge.amount_refunded;
	const amount = wish.amount ?? left;
	if (amount < 1 || amount > left) {
		throw invalidRequest('A dispute is about 1 up to what was not refunded.', { param: 'amount' });
	}
	const dispute = buildDispute(charge, { ...wish, amount }, unixSeconds(clock));
	// Stays true whatever the outcome.
	charge.disputed = true;
	store.save('charge', charge);
	store.save('dispute', dispute);
	events.emit('charge.dispute.created', dispute, NO_REQUEST);
	if (wish.status !== 'warning_needs_response') moveFunds(context, dispute, 'withdrawn');
	return dispute;
}

/**
 * The dispute goes on: evidence is under review, an inquiry becomes a chargeback, or it is decided.
 *
 * @throws StripeApiError 400 when this cannot follow on what it is now
 */
export function moveDispute(context: Context, dispute: Stripe.Dispute, status: NextStatus): void {
	const { store, events } = context;
	if (!nextStatuses(dispute).includes(status)) {
		throw invalidRequest(`Dispute ${dispute.id} is ${dispute.status} and cannot become ${status}.`);
	}
	dispute.status = status;
	// Refundable means that the money is with the shop.
	dispute.is_charge_refundable = status.startsWith('warning_') || status === 'won';
	if (status.endsWith('under_review')) {
		Object.assign(dispute.evidence_details, {
			has_evidence: true,
			submission_count: 1,
			submission_method: 'manual',
		} satisfies Partial<Stripe.Dispute.EvidenceDetails>);
	}
	store.save('dispute', dispute);
	const isClosed = nextStatuses(dispute).length === 0;
	events.emit(isClosed ? 'charge.dispute.closed' : 'charge.dispute.updated', dispute, NO_REQUEST);
	if (status === 'needs_response') moveFunds(context, dispute, 'withdrawn');
	if (status === 'won') moveFunds(context, dispute, 'reinstated');
}

function moveFunds(
	{ store, events, clock }: Context,
	dispute: Stripe.Dispute,
	kind: 'withdrawn' | 'reinstated',
): void {
	dispute.balance_transactions.push(buildDisputeTransaction(dispute, kind, unixSeconds(clock)));
	store.save('dispute', dispute);
	events.emit(`charge.dispute.funds_${kind}`, dispute, NO_REQUEST);
}

/** Whether a dispute keeps a charge from being refunded. */
export const isBlockedByDispute = ({ store }: Context, charge: Stripe.Charge): boolean =>
	charge.disputed &&
	!store
		.list('dispute')
		.some((dispute) => idOf(dispute.charge) === charge.id && dispute.is_charge_refundable);
