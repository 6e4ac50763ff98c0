import type Stripe from 'stripe';
import type { Context } from '../context';
import { nextStatuses, type NextStatus } from '../payments/disputes';
import { formatAmount } from '../payments/money';
import { idOf } from '../store/reference';
import { badge, button, id, time, type Tone } from './dashboard-parts';
import { html, type Html, type Piece } from './html';

const PAYMENT_TONES: Record<string, Tone> = { succeeded: 'good', processing: 'wait', canceled: 'off' };
const REFUND_TONES: Record<string, Tone> = {
	succeeded: 'good',
	pending: 'wait',
	requires_action: 'wait',
	canceled: 'off',
};
const DISPUTE_TONES: Record<string, Tone> = { won: 'good', warning_closed: 'good', prevented: 'off' };

const DISPUTE_STEPS: Record<NextStatus, string> = {
	needs_response: 'Escalate',
	under_review: 'Review',
	warning_under_review: 'Review',
	warning_closed: 'Close',
	won: 'Win',
	lost: 'Lose',
};

const REFUND_STEPS = [
	{ action: 'settle', text: 'Settle', from: ['pending', 'requires_action'] },
	{ action: 'require_action', text: 'Ask', from: ['pending'] },
	{ action: 'cancel', text: 'Cancel', from: ['pending', 'requires_action'] },
	{ action: 'fail', text: 'Fail', from: ['pending', 'requires_action', 'succeeded'] },
];

export const PAYMENT_HEAD = [
	'Payment',
	'Amount',
	'Status',
	'Refunded',
	'Paid with',
	'Created (UTC)',
	'Actions',
];

export function paymentCells(context: Context, intent: Stripe.PaymentIntent): Piece[] {
	const charge = context.store.get('charge', idOf(intent.latest_charge));
	const dispute = context.store.list('dispute').find((one) => one.charge === charge?.id);
	const refunded = charge?.amount_refunded ?? 0;
	const method = charge?.payment_method_details;
	return [
		id(intent.id),
		formatAmount(intent.amount, intent.currency),
		[
			badge(intent.status, PAYMENT_TONES[intent.status] ?? 'bad'),
			dispute && html` ${badge(`dispute ${dispute.status}`, DISPUTE_TONES[dispute.status] ?? 'bad')}`,
		],
		refunded > 0 && formatAmount(refunded, intent.currency),
		[method?.type.replaceAll('_', ' '), method?.card && ` •••• ${method.card.last4}`],
		time(intent.created),
		paymentActions(intent, charge, dispute),
	];
}

function paymentActions(
	intent: Stripe.PaymentIntent,
	charge: Stripe.Charge | undefined,
	dispute: Stripe.Dispute | undefined,
): Html[] {
	const path = `payments/${intent.id}`;
	if (intent.status === 'processing') {
		return [button(`${path}/settle`, 'Settle', intent.id), button(`${path}/fail`, 'Fail', intent.id)];
	}
	const next = dispute === undefined ? [] : nextStatuses(dispute);
	const disputeButtons = next.map((status) =>
		button(`disputes/${dispute?.id}/${status}`, DISPUTE_STEPS[status], dispute?.id ?? ''),
	);
	const canBeRefunded = charge?.status === 'succeeded' && !charge.refunded;
	if (!canBeRefunded) return disputeButtons;
	if (charge.disputed) {
		return dispute?.is_charge_refundable === true
			? [...disputeButtons, refundForm(path, intent)]
			: disputeButtons;
	}
	return [
		refundForm(path, intent),
		button(`${path}/dispute`, 'Dispute', intent.id),
		button(`${path}/dispute`, 'Inquire', intent.id, { status: 'warning_needs_response' }),
	];
}

const refundForm = (path: string, intent: Stripe.PaymentIntent): Html =>
	html`<form method="post" action="/_control/${path}/refund">
		<input
			name="amount"
			inputmode="decimal"
			placeholder="all"
			aria-label="Amount to refund of ${intent.id}, all when empty"
		/>
		<select name="status" aria-label="What becomes of the refund of ${intent.id}">
			<option value="succeeded">paid out</option>
			<option value="pending">pending</option>
			<option value="requires_action">needs action</option>
			<option value="failed">fails</option>
		</select>
		<button type="submit" class="small" aria-label="Refund ${intent.id}">Refund</button>
	</form>`;

export const REFUND_HEAD = ['Refund', 'Amount', 'Status', 'Payment', 'Created (UTC)', 'Actions'];

export const refundCells = (refund: Stripe.Refund): Piece[] => [
	id(refund.id),
	formatAmount(refund.amount, refund.currency),
	badge(refund.status, REFUND_TONES[refund.status ?? ''] ?? 'bad'),
	id(idOf(refund.payment_intent)),
	time(refund.created),
	REFUND_STEPS.filter(({ from }) => from.includes(refund.status ?? '')).map(({ action, text }) =>
		button(`refunds/${refund.id}/${action}`, text, refund.id),
	),
];
