import express, { type Request, type Response, type Router } from 'express';
import type { Context } from '../context';
import { PAYMENT_WAYS, type PaymentWay } from '../objects/payment';
import { PromotionRefused, findPromotion, setDiscount } from '../payments/discounts';
import { pay } from '../payments/pay';
import { expireIfDue, isEmail, lineItemsOf } from '../payments/sessions';
import type { CheckoutSession } from '../store/state';
import type { Deliveries } from '../webhooks/deliveries';
import { payPage, type PayPageData } from './pay-page';
import { plainPage } from './plain-page';
import { idOf } from '../store/reference';

/** Checkout waits so long for the shop's 2xx before it sends the buyer back. */
const WEBHOOK_WAIT_MILLISECONDS = 10_000;

type Form = Record<string, string | undefined>;

/** What the browser of a buyer sees: `/pay/{session}`. */
export function createPayRoutes(context: Context, deliveries: Deliveries): Router {
	const router = express.Router();
	const body = express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 20 });

	/** The session when it can still be paid; else answers with why not. */
	function openSession(request: Request<{ session: string }>, response: Response): CheckoutSession | null {
		const session = context.store.get('checkout.session', request.params.session);
		if (session === undefined) {
			response.status(404).send(plainPage('Not found', 'There is no such payment page.', null));
			return null;
		}
		expireIfDue(context, session);
		if (session.status === 'open') return session;
		response.status(session.status === 'expired' ? 410 : 200).send(closedPage(session));
		return null;
	}

	router.get('/pay/:session', (request, response) => {
		const session = openSession(request, response);
		if (session !== null) response.send(payPage(pageData(context, session, {})));
	});

	router.post('/pay/:session/promotion', body, (request: Request<{ session: string }>, response) => {
		const session = openSession(request, response);
		if (session === null) return;
		const { code = '', remove } = (request.body ?? {}) as Form;
		try {
			if (session.allow_promotion_codes !== true)
				throw new PromotionRefused('This order takes no codes.');
			setDiscount(
				context,
				session,
				remove === undefined ? findPromotion(context, session, code) : null,
			);
		} catch (error) {
			if (!(error instanceof PromotionRefused)) throw error;
			const errors = [{ field: 'promotion' as const, message: error.message }];
			response.status(422).send(payPage(pageData(context, session, { promotionTyped: code, errors })));
			return;
		}
		context.store.save('checkout.session', session);
		response.redirect(303, `/pay/${session.id}`);
	});

	router.post('/pay/:session', body, async (request: Request<{ session: string }>, response) => {
		const done = context.store.get('checkout.session', request.params.session);
		if (done?.status === 'complete') {
			// The second press of a double click: the same answer, no second payment.
			await finish(done, response);
			return;
		}
		const session = openSession(request, response);
		if (session === null) return;
		const { email = '', way = '' } = (request.body ?? {}) as Form;
		const errors = checkForm(session, email, way);
		const data = pageData(context, session, { email, errors, ...(isWay(way) ? { way } : {}) });
		if (errors.length > 0) {
			response.status(422).send(payPage(data));
			return;
		}
		const outcome = pay(context, session, { email, name: null, way: way as PaymentWay });
		if (outcome.kind === 'declined') {
			const message = `${outcome.message} Please try another way to pay.`;
			response.status(402).send(payPage({ ...data, errors: [{ field: 'way', message }] }));
			return;
		}
		await finish(session, response);
	});

	async function finish(session: CheckoutSession, response: Response): Promise<void> {
		const completed = context.store.state.sessionDetails.get(session.id)?.completedEventId;
		if (completed !== undefined) await deliveries.settled(completed, WEBHOOK_WAIT_MILLISECONDS);
		const url = returnUrl(session);
		if (url === null) response.send(closedPage(session));
		else response.redirect(303, url);
	}

	return router;
}

const isWay = (way: string): way is PaymentWay => PAYMENT_WAYS.some((known) => known === way);

function checkForm(session: CheckoutSession, email: string, way: string): PayPageData['errors'] {
	const errors: PayPageData['errors'] = [];
	if (!isEmail(email)) {
		errors.push({ field: 'email', message: 'Enter an email address, such as name@example.com.' });
	}
	if (session.payment_status !== 'no_payment_required' && !isWay(way)) {
		errors.push({ field: 'way', message: 'Choose how to pay.' });
	}
	return errors;
}

function pageData(context: Context, session: CheckoutSession, change: Partial<PayPageData>): PayPageData {
	const { store } = context;
	const details = store.state.sessionDetails.get(session.id);
	const customer = store.get('customer', idOf(session.customer));
	return {
		session,
		items: lineItemsOf(context, session.id),
		promotion: store.get('promotion_code', details?.promotionCodeId ?? '')?.code ?? null,
		email: session.customer_email ?? customer?.email ?? '',
		way: 'card',
		promotionTyped: '',
		errors: [],
		...change,
	};
}

/** The shop's success page, with the session's id where it asked for it. */
const returnUrl = (session: CheckoutSession): string | null =>
	session.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id) ?? null;

function closedPage(session: CheckoutSession): string {
	if (session.status === 'expired') {
		const link =
			session.cancel_url === null ? null : { href: session.cancel_url, text: 'Back to the shop' };
		return plainPage(
			'This page has expired',
			'The time to pay is over. Nothing was charged. You can start again.',
			link,
		);
	}
	const url = returnUrl(session);
	const link = url === null ? null : { href: url, text: 'Back to the shop' };
	return plainPage(
		'You are all done here',
		'This order is complete. It cannot be paid a second time.',
		link,
	);
}
