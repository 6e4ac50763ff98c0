import type Stripe from 'stripe';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { buildCustomer } from '../objects/catalogue';
import { buildCharge, type Payer, type PaymentWay } from '../objects/payment';
import type { CheckoutSession } from '../store/state';
import { NO_REQUEST } from '../webhooks/events';
import { redeem } from './discounts';
import { cancelIntentOf, intentOf } from './intents';
import { idOf } from '../store/reference';

export interface PaymentForm {
	way: PaymentWay;
	email: string;
	name: string | null;
}

export type PayOutcome = { kind: 'complete' } | { kind: 'declined'; message: string };

const DECLINED = 'Your card was declined.';

/** What a press on "Pay" does to an open session. */
export function pay(context: Context, session: CheckoutSession, form: PaymentForm): PayOutcome {
	if (session.payment_status === 'no_payment_required') {
		cancelIntentOf(context, session, 'abandoned', NO_REQUEST);
		session.payment_intent = null;
		return complete(context, session, form, 'no_payment_required');
	}
	const payer: Payer = {
		email: form.email,
		name: form.name,
		customer: session.customer === null ? null : idOf(session.customer),
	};
	const intent = intentOf(context, session, payer);
	const charge = buildCharge(intent, form.way, payer, unixSeconds(context.clock));
	intent.latest_charge = charge.id;
	intent.payment_method = charge.payment_method;
	if (form.way === 'card_declined') {
		decline(context, intent, charge);
		return { kind: 'declined', message: DECLINED };
	}
	intent.last_payment_error = null;
	if (form.way === 'bank_debit') {
		startDebit(context, intent, charge);
		return complete(context, session, form, 'unpaid');
	}
	succeed(context, intent, charge);
	return complete(context, session, form, 'paid');
}

/** The money of a charge has arrived. */
export function succeed(
	{ store, events }: Context,
	intent: Stripe.PaymentIntent,
	charge: Stripe.Charge,
): void {
	Object.assign(charge, {
		status: 'succeeded',
		paid: true,
		captured: true,
		amount_captured: charge.amount,
		outcome: {
			advice_code: null,
			network_advice_code: null,
			network_decline_code: null,
			network_status: 'approved_by_network',
			reason: null,
			seller_message: 'Payment complete.',
			type: 'authorized',
		},
	} satisfies Partial<Stripe.Charge>);
	Object.assign(intent, {
		status: 'succeeded',
		amount_received: intent.amount,
	} satisfies Partial<Stripe.PaymentIntent>);
	store.save('charge', charge);
	store.save('payment_intent', intent);
	events.emit('charge.succeeded', charge, NO_REQUEST);
	events.emit('payment_intent.succeeded', intent, NO_REQUEST);
}

interface Refusal {
	code: Stripe.PaymentIntent.LastPaymentError.Code;
	declineCode?: string;
	message: string;
}

/** The bank has said no to a charge: the PaymentIntent waits for another way to pay. */
export function refuse(
	{ store, events }: Context,
	intent: Stripe.PaymentIntent,
	charge: Stripe.Charge,
	{ code, declineCode, message }: Refusal,
): void {
	Object.assign(charge, {
		status: 'failed',
		failure_code: code,
		failure_message: message,
		outcome: {
			advice_code: null,
			network_advice_code: null,
			network_decline_code: null,
			network_status: 'declined_by_network',
			reason: declineCode ?? code,
			seller_message: message,
			type: 'issuer_declined',
		},
	} satisfies Partial<Stripe.Charge>);
	Object.assign(intent, {
		status: 'requires_payment_method',
		payment_method: null,
		last_payment_error: {
			type: declineCode === undefined ? 'invalid_request_error' : 'card_error',
			code,
			message,
			charge: charge.id,
			...(declineCode === undefined ? {} : { decline_code: declineCode }),
		},
	} satisfies Partial<Stripe.PaymentIntent>);
	store.save('charge', charge);
	store.save('payment_intent', intent);
	events.emit('charge.failed', charge, NO_REQUEST);
	events.emit('payment_intent.payment_failed', intent, NO_REQUEST);
}

function decline(context: Context, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
	refuse(context, intent, charge, {
		code: 'card_declined',
		declineCode: 'generic_decline',
		message: DECLINED,
	});
}

function startDebit({ store, events }: Context, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
	intent.status = 'processing';
	store.save('charge', charge);
	store.save('payment_intent', intent);
	events.emit('charge.pending', charge, NO_REQUEST);
	events.emit('payment_intent.processing', intent, NO_REQUEST);
}

function complete(
	context: Context,
	session: CheckoutSession,
	form: PaymentForm,
	paymentStatus: 'paid' | 'unpaid' | 'no_payment_required',
): PayOutcome {
	const { store, events, clock } = context;
	session.status = 'complete';
	session.url = null;
	session.payment_status = paymentStatus;
	session.customer_details = {
		address: null,
		business_name: null,
		email: form.email,
		individual_name: null,
		name: form.name,
		phone: null,
		tax_exempt: 'none',
		tax_ids: [],
	};
	if (session.customer_creation === 'always') {
		const customer = buildCustomer({ email: form.email, name: form.name ?? '' }, unixSeconds(clock));
		session.customer = store.save('customer', customer).id;
		events.emit('customer.created', customer, NO_REQUEST);
	}
	redeem(context, session.id);
	store.save('checkout.session', session);
	const event = events.emit('checkout.session.completed', session, NO_REQUEST);
	const details = store.state.sessionDetails.get(session.id);
	if (details !== undefined) details.completedEventId = event.id;
	return { kind: 'complete' };
}
