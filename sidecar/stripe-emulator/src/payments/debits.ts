import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import type { Context } from '../context';
import type { CheckoutSession } from '../store/state';
import { NO_REQUEST } from '../webhooks/events';
import { refuse, succeed } from './pay';
import { idOf } from '../store/reference';

/**
 * The bank debit has arrived, days after the session was completed.
 *
 * @throws StripeApiError 400 when nothing is on its way
 */
export function settleDebit(context: Context, intent: Stripe.PaymentIntent): void {
	const { charge, session } = onItsWay(context, intent);
	succeed(context, intent, charge);
	session.payment_status = 'paid';
	context.store.save('checkout.session', session);
	context.events.emit('checkout.session.async_payment_succeeded', session, NO_REQUEST);
}

/**
 * The bank has refused the debit, days after the session was completed: it stays complete and unpaid.
 *
 * @throws StripeApiError 400 when nothing is on its way
 */
export function failDebit(context: Context, intent: Stripe.PaymentIntent): void {
	const { charge, session } = onItsWay(context, intent);
	refuse(context, intent, charge, {
		code: 'payment_intent_payment_attempt_failed',
		message: "The customer's bank account does not have enough money to complete this payment.",
	});
	context.events.emit('checkout.session.async_payment_failed', session, NO_REQUEST);
}

function onItsWay(
	{ store }: Context,
	intent: Stripe.PaymentIntent,
): { charge: Stripe.Charge; session: CheckoutSession } {
	const charge = store.get('charge', idOf(intent.latest_charge));
	const session = store.list('checkout.session').find((one) => one.payment_intent === intent.id);
	if (intent.status !== 'processing' || charge === undefined || session === undefined) {
		throw invalidRequest(`PaymentIntent ${intent.id} has no payment that is still on its way.`);
	}
	return { charge, session };
}
