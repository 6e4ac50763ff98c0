import type Stripe from 'stripe';
import type { Context } from '../../context';
import { mergeMetadata, metadataOf } from '../../objects/catalogue';
import { createRefund } from '../../payments/refunds';
import type { Api } from '../api';
import { invalidRequest, missingResource } from '../errors';
import { paginate, type ListParameters } from '../pagination';
import { missingParameter } from '../parameters';
import { retrieve } from './lookup';
import { idOf } from '../../store/reference';

/** https://docs.stripe.com/api/payment_intents and https://docs.stripe.com/api/charges; the pay page makes them. */
export function addPaymentRoutes(api: Api, context: Context): void {
	const ONE = '/v1/payment_intents/{intent}';
	api.get(ONE, ({ ids }) => retrieve(context, 'payment_intent', ids['intent'], 'intent'));

	api.post<Stripe.PaymentIntentUpdateParams>(ONE, ({ ids, parameters }) => {
		const intent = retrieve(context, 'payment_intent', ids['intent'], 'intent');
		intent.description = parameters.description ?? intent.description;
		intent.metadata = mergeMetadata(intent.metadata, parameters.metadata);
		return context.store.save('payment_intent', intent);
	});

	api.get('/v1/charges/{charge}', ({ ids }) => retrieve(context, 'charge', ids['charge'], 'charge'));
}

/** https://docs.stripe.com/api/disputes: banks make them, see the control API. */
export function addDisputeRoutes(api: Api, context: Context): void {
	api.get<ListParameters & Stripe.DisputeListParams>('/v1/disputes', ({ parameters }) =>
		paginate('dispute', '/v1/disputes', context.store.list('dispute'), parameters, (dispute) =>
			isAboutPayment(dispute, parameters),
		),
	);

	api.get('/v1/disputes/{dispute}', ({ ids }) => retrieve(context, 'dispute', ids['dispute'], 'dispute'));
}

/** Whether an object belongs to the charge and the PaymentIntent of a list's filters. */
const isAboutPayment = (
	{ charge, payment_intent: intent }: Pick<Stripe.Refund, 'charge' | 'payment_intent'>,
	wanted: { charge?: string; payment_intent?: string },
): boolean =>
	(wanted.payment_intent === undefined || intent === wanted.payment_intent) &&
	(wanted.charge === undefined || charge === wanted.charge);

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

	api.get<ListParameters & Stripe.RefundListParams>('/v1/refunds', ({ parameters }) =>
		paginate('refund', '/v1/refunds', store.list('refund'), parameters, (refund) =>
			isAboutPayment(refund, parameters),
		),
	);

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
