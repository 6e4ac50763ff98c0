import type { Request, Router } from 'express';
import { z } from 'zod';
import { StripeApiError, invalidRequest } from '../api/errors';
import { retrieve } from '../api/routes/lookup';
import type { Context } from '../context';
import { PAYMENT_WAYS } from '../objects/payment';
import { PromotionRefused, findPromotion, setDiscount } from '../payments/discounts';
import { pay } from '../payments/pay';
import { expireDueSessions } from '../payments/sessions';
import type { CheckoutSession } from '../store/state';
import { readBody } from './form';

const payBody = z.strictObject({
	method: z.enum([...PAYMENT_WAYS, 'free']).default('card'),
	email: z.email().default('payer@example.test'),
	name: z.string().min(1).nullable().default(null),
	promotionCode: z.string().min(1).optional(),
});
type Payment = z.infer<typeof payBody>;

/** Pays sessions without the page, and shows the books. */
export function addSessionControl(router: Router, context: Context): void {
	router.post('/sessions/:id/pay', (request: Request<{ id: string }>, response) => {
		const payment = readBody(payBody, request.body);
		const session = retrieve(context, 'checkout.session', request.params.id, 'id');
		payOpenSession(context, session, payment);
		response.json(session);
	});

	router.get('/ledger', (_request, response) => {
		expireDueSessions(context);
		const { store } = context;
		response.json({
			sessions: store.list('checkout.session'),
			paymentIntents: store.list('payment_intent'),
			charges: store.list('charge'),
			refunds: store.list('refund'),
			disputes: store.list('dispute'),
		});
	});
}

/** @throws StripeApiError 400 when the session is not open or the method does not fit, 402 when the card is declined */
function payOpenSession(context: Context, session: CheckoutSession, payment: Payment): void {
	if (session.status !== 'open') {
		throw invalidRequest(`Checkout Session ${session.id} is ${session.status} and cannot be paid.`);
	}
	if (payment.promotionCode !== undefined) applyPromotion(context, session, payment.promotionCode);
	const isFree = session.payment_status === 'no_payment_required';
	if (payment.method === 'free' && !isFree) {
		throw invalidRequest(`Checkout Session ${session.id} is not free.`, { param: 'method' });
	}
	const way = payment.method === 'free' ? 'card' : payment.method;
	const outcome = pay(context, session, { email: payment.email, name: payment.name, way });
	if (outcome.kind === 'declined') {
		throw new StripeApiError(402, {
			type: 'card_error',
			code: 'card_declined',
			message: outcome.message,
		});
	}
}

function applyPromotion(context: Context, session: CheckoutSession, code: string): void {
	try {
		if (session.allow_promotion_codes !== true) {
			throw new PromotionRefused('This order takes no codes.');
		}
		setDiscount(context, session, findPromotion(context, session, code));
	} catch (error) {
		if (!(error instanceof PromotionRefused)) throw error;
		throw invalidRequest(error.message, { param: 'promotionCode' });
	}
	context.store.save('checkout.session', session);
}
