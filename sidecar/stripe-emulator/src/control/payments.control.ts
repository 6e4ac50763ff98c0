import type { Request, Router } from 'express';
import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { retrieve } from '../api/routes/lookup';
import type { Context } from '../context';
import { FIRST_STATUSES } from '../objects/dispute';
import { REFUND_STATUSES } from '../objects/refund';
import { failDebit, settleDebit } from '../payments/debits';
import { NEXT_STATUSES, moveDispute, openDispute } from '../payments/disputes';
import { parseAmount } from '../payments/money';
import {
	cancelRefund,
	createRefund,
	failRefund,
	requireRefundAction,
	settleRefund,
} from '../payments/refunds';
import { idOf } from '../store/reference';
import { NO_REQUEST } from '../webhooks/events';
import { done, readBody } from './form';

/** Minor units as a number; as text (from the dashboard's form) in the currency's own decimals. Empty = all. */
const amountField = z.union([z.number().int().positive(), z.string()]).optional();

const refundBody = z.strictObject({
	amount: amountField,
	reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
	metadata: z.record(z.string(), z.string()).optional(),
	status: z.enum(REFUND_STATUSES).optional(),
});

const disputeBody = z.strictObject({
	amount: amountField,
	reason: z.string().min(1).default('fraudulent'),
	status: z.enum(FIRST_STATUSES).default('needs_response'),
});

const refundStatusBody = z.strictObject({
	status: z.enum(REFUND_STATUSES),
	times: z.number().int().min(1).max(10_000).default(1),
});

const REFUND_ACTIONS = {
	settle: settleRefund,
	require_action: requireRefundAction,
	fail: failRefund,
	cancel: cancelRefund,
};

/** What banks do, and what staff do in the dashboard. */
export function addPaymentControl(router: Router, context: Context): void {
	/** @param section where in the dashboard a person goes on */
	const action = (path: string, section: string, act: (id: string, body: unknown) => object): void => {
		router.post(path, (request: Request<{ id: string }>, response) => {
			const result = act(request.params.id, request.body);
			done(request, response, section, result);
		});
	};

	action('/payments/:id/settle', 'payments', (id) => {
		settleDebit(context, intentOf(context, id));
		return {};
	});
	action('/payments/:id/fail', 'payments', (id) => {
		failDebit(context, intentOf(context, id));
		return {};
	});
	action('/payments/:id/refund', 'payments', (id, body) => {
		const charge = chargeOf(context, id);
		const { amount, reason, metadata, status } = readBody(refundBody, body);
		const wish = {
			...readAmount(amount, charge.currency),
			...(reason === undefined ? {} : { reason }),
			...(metadata === undefined ? {} : { metadata }),
			...(status === undefined ? {} : { status }),
		};
		return { refund: createRefund(context, charge, wish, NO_REQUEST) };
	});
	action('/payments/:id/dispute', 'payments', (id, body) => {
		const charge = chargeOf(context, id);
		const { amount, reason, status } = readBody(disputeBody, body);
		const wish = { reason, status, ...readAmount(amount, charge.currency) };
		return { dispute: openDispute(context, charge, wish) };
	});
	for (const [name, act] of Object.entries(REFUND_ACTIONS)) {
		action(`/refunds/:id/${name}`, 'refunds', (id) => {
			const refund = retrieve(context, 'refund', id, 'refund');
			act(context, refund, NO_REQUEST);
			return { refund };
		});
	}
	for (const status of NEXT_STATUSES) {
		action(`/disputes/:id/${status}`, 'payments', (id) => {
			const dispute = retrieve(context, 'dispute', id, 'dispute');
			moveDispute(context, dispute, status);
			return { dispute };
		});
	}
	router.post('/refund_statuses', (request, response) => {
		const { status, times } = readBody(refundStatusBody, request.body);
		for (let time = 0; time < times; time += 1) context.refundStatuses.push(status);
		done(request, response, 'refunds');
	});
}

/** The PaymentIntent with this id, or the one of the session with this id. */
function intentOf(context: Context, id: string): Stripe.PaymentIntent {
	if (!id.startsWith('cs_')) return retrieve(context, 'payment_intent', id, 'id');
	const session = retrieve(context, 'checkout.session', id, 'id');
	return retrieve(context, 'payment_intent', idOf(session.payment_intent), 'id');
}

const chargeOf = (context: Context, id: string): Stripe.Charge =>
	retrieve(context, 'charge', idOf(intentOf(context, id).latest_charge), 'id');

function readAmount(amount: number | string | undefined, currency: string): { amount?: number } {
	if (amount === undefined || amount === '') return {};
	if (typeof amount === 'number') return { amount };
	const typed = parseAmount(amount, currency);
	if (typed === null) {
		throw invalidRequest(`"${amount}" is no amount in ${currency.toUpperCase()}.`, { param: 'amount' });
	}
	return { amount: typed };
}
