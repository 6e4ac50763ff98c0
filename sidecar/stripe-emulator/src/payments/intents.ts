import type Stripe from 'stripe';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { buildPaymentIntent, type Payer } from '../objects/payment';
import type { CheckoutSession, EventCause } from '../store/state';
import { NO_REQUEST } from '../webhooks/events';
import { idOf } from '../store/reference';

const known = ({ store }: Context, session: CheckoutSession): Stripe.PaymentIntent | undefined =>
	store.get('payment_intent', idOf(session.payment_intent));

/** Like Stripe, makes the PaymentIntent at the first try to pay, not with the session. */
export function intentOf(context: Context, session: CheckoutSession, payer: Payer): Stripe.PaymentIntent {
	const { store, events, clock } = context;
	const amount = session.amount_total ?? 0;
	const former = known(context, session);
	if (former !== undefined) {
		// A promotion code may have come in since the last try.
		former.amount = amount;
		return former;
	}
	const data = store.state.sessionDetails.get(session.id)?.paymentIntentData ?? {};
	const intent = buildPaymentIntent(amount, session.currency ?? '', data, payer, unixSeconds(clock));
	session.payment_intent = intent.id;
	store.save('checkout.session', session);
	store.save('payment_intent', intent);
	events.emit('payment_intent.created', intent, NO_REQUEST);
	return intent;
}

/** Gives up the PaymentIntent that a declined card has left behind, if there is one. */
export function cancelIntentOf(
	context: Context,
	session: CheckoutSession,
	reason: NonNullable<Stripe.PaymentIntent['cancellation_reason']>,
	cause: EventCause,
): void {
	const intent = known(context, session);
	if (intent === undefined) return;
	intent.status = 'canceled';
	intent.cancellation_reason = reason;
	intent.canceled_at = unixSeconds(context.clock);
	context.store.save('payment_intent', intent);
	context.events.emit('payment_intent.canceled', intent, cause);
}
