import type Stripe from 'stripe';
import type { Context } from '../../context';
import { metadataOf } from '../../objects/catalogue';
import { createRefund } from '../../payments/refunds';
import type { Api } from '../api';
import { invalidRequest, missingResource } from '../errors';
import { paginate, type ListParameters } from '../pagination';
import { missingParameter } from '../parameters';
import { retrieve } from './lookup';
import { idOf } from '../../store/reference';

/** https://docs.stripe.com/api/payment_intents, charges, disputes: to look at only; the pay page makes them. */
export function addPaymentRoutes(api: Api, context: Context): void {
	api.get('/v1/payment_intents/{intent}', ({ ids }) =>
		retrieve(context, 'payment_intent', ids['intent'], 'intent'),
	);
	api.get('/v1/charges/{charge}', ({ ids }) => retrieve(context, 'charge', ids['charge'], 'charge'));
	api.get('/v1/disputes/{dispute}', ({ ids }) => retrieve(context, 'dispute', ids['dispute'], 'dispute'));
}

/** https://docs.stripe.com/api/refunds */
export function addRefundRoutes(api: Api, context: Context): void {
	const { store } = context;

	api.post<Stripe.RefundCreateParams>('/v1/refunds', ({ parameters, cause }) => {
		const { amount, reason, metadata } = parameters;
		return createRefund(
			context,
			chargeToRefund(context, parameters),
			{
				...(amount === undefined ? {} : { amount }),
				reason: reason ?? null,
				metadata: metadataOf(metadata),
			},
			cause,
		);
	});

	api.get<ListParameters & Stripe.RefundListParams>('/v1/refunds', ({ parameters }) => {
		const { payment_intent: intent, charge } = parameters;
		return paginate(
			'refund',
			'/v1/refunds',
			store.list('refund'),
			parameters,
			(refund) =>
				(intent === undefined || refund.payment_intent === intent) &&
				(charge === undefined || refund.charge === charge),
		);
	});

	api.get('/v1/refunds/{refund}', ({ ids }) => retrieve(context, 'refund', ids['refund'], 'refund'));
}

function chargeToRefund({ store }: Context, parameters: Stripe.RefundCreateParams): Stripe.Charge {
	const { charge: chargeId, payment_intent: intentId } = parameters;
	if (chargeId !== undefined) {
		const charge = store.get('charge', chargeId);
		if (charge === undefined) throw missingResource('charge', chargeId, 'charge');
		return charge;
	}
	if (intentId === undefined) throw missingParameter('payment_intent');
	const intent = store.get('payment_intent', intentId);
	if (intent === undefined) throw missingResource('payment_intent', intentId, 'payment_intent');
	const charge = store.get('charge', idOf(intent.latest_charge));
	if (charge?.status !== 'succeeded') {
		throw invalidRequest(
			`This PaymentIntent (${intentId}) does not have a successful charge to refund.`,
			{ param: 'payment_intent' },
		);
	}
	return charge;
}
