import express, { type Request, type Router } from 'express';
import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { faultSchema, type Faults } from '../api/faults';
import { retrieve } from '../api/routes/lookup';
import type { Context } from '../context';
import { failDebit, settleDebit } from '../payments/debits';
import { closeDispute, openDispute } from '../payments/disputes';
import { parseAmount } from '../payments/money';
import { createRefund, failRefund, settleRefund } from '../payments/refunds';
import { NO_REQUEST } from '../webhooks/events';
import type { Deliveries } from '../webhooks/deliveries';
import { idOf } from '../store/reference';
import { answerRefusal, done, readBody } from './form';
import { addSessionControl } from './sessions.control';

/** Minor units as a number; as text (from the dashboard's form) in the currency's own decimals. Empty = all. */
const refundBody = z.object({ amount: z.union([z.number().int().positive(), z.string()]).optional() });

/**
 * What tests and the dashboard do from outside of the API. All are POST; they take JSON or a form and answer
 * `{ ok: true }` or, to a browser's form, by going back to the dashboard.
 *
 * - `/_control/sessions/{cs_…}/pay` `{ method?, email?, name?, promotionCode? }`: what the pay page does, without
 *   a page and without waiting for the shop; answers with the session
 * - GET `/_control/ledger`: every session, PaymentIntent, charge, refund and dispute, newest first
 * - `/_control/payments/{pi_…|cs_…}/settle`, `…/fail`: a bank debit arrives or is refused
 * - `/_control/payments/{pi_…|cs_…}/refund` `{ amount? }`: a refund from the dashboard
 * - `/_control/payments/{pi_…|cs_…}/dispute`, `/_control/disputes/{du_…}/won`, `…/lost`
 * - `/_control/refunds/{re_…}/settle`, `…/fail`: the bank's word on a refund
 * - `/_control/events/{evt_…}/resend`
 * - `/_control/faults`: POST adds one (see `faultSchema`), GET lists, DELETE forgets those that are still to come
 */
export function createControlRoutes(context: Context, deliveries: Deliveries, faults: Faults): Router {
	const router = express.Router();
	router.use(express.json({ limit: '10kb' }), express.urlencoded({ extended: false, limit: '10kb' }));

	/** @param name where in the dashboard a person goes on */
	const action = (path: string, name: string, act: (id: string, body: unknown) => void): void => {
		router.post(path, (request: Request<{ id: string }>, response) => {
			act(request.params.id, request.body);
			done(request, response, name);
		});
	};

	addSessionControl(router, context);
	action('/payments/:id/settle', 'payments', (id) => settleDebit(context, intentOf(context, id)));
	action('/payments/:id/fail', 'payments', (id) => failDebit(context, intentOf(context, id)));
	action('/payments/:id/dispute', 'payments', (id) => void openDispute(context, chargeOf(context, id)));
	action('/payments/:id/refund', 'payments', (id, body) => {
		const charge = chargeOf(context, id);
		const amount = readAmount(body, charge.currency);
		createRefund(context, charge, amount === null ? {} : { amount }, NO_REQUEST);
	});
	action('/refunds/:id/settle', 'refunds', (id) =>
		settleRefund(context, retrieve(context, 'refund', id, 'refund'), NO_REQUEST),
	);
	action('/refunds/:id/fail', 'refunds', (id) =>
		failRefund(context, retrieve(context, 'refund', id, 'refund'), NO_REQUEST),
	);
	for (const outcome of ['won', 'lost'] as const) {
		action(`/disputes/:id/${outcome}`, 'payments', (id) =>
			closeDispute(context, retrieve(context, 'dispute', id, 'dispute'), outcome),
		);
	}
	action('/events/:id/resend', 'events', (id) => deliveries.resend(retrieve(context, 'event', id, 'id')));

	router.get('/faults', (_request, response) => {
		response.json({ faults: faults.pending() });
	});
	router.post('/faults', (request, response) => {
		faults.add(readBody(faultSchema, request.body));
		response.json({ ok: true });
	});
	router.delete('/faults', (_request, response) => {
		faults.clear();
		response.json({ ok: true });
	});
	router.use(answerRefusal);
	return router;
}

/** The PaymentIntent with this id, or the one of the session with this id. */
function intentOf(context: Context, id: string): Stripe.PaymentIntent {
	if (!id.startsWith('cs_')) return retrieve(context, 'payment_intent', id, 'id');
	const session = retrieve(context, 'checkout.session', id, 'id');
	return retrieve(context, 'payment_intent', idOf(session.payment_intent), 'id');
}

const chargeOf = (context: Context, id: string): Stripe.Charge =>
	retrieve(context, 'charge', idOf(intentOf(context, id).latest_charge), 'id');

function readAmount(body: unknown, currency: string): number | null {
	const { amount } = readBody(refundBody, body);
	if (amount === undefined || amount === '') return null;
	if (typeof amount === 'number') return amount;
	const typed = parseAmount(amount, currency);
	if (typed === null)
		throw invalidRequest(`"${amount}" is no amount in ${currency.toUpperCase()}.`, { param: 'amount' });
	return typed;
}
