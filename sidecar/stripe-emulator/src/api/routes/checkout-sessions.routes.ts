import type Stripe from 'stripe';
import type { Context } from '../../context';
import { mergeMetadata } from '../../objects/catalogue';
import { createSession, expireDueSessions, expireSession, lineItemsOf } from '../../payments/sessions';
import type { Api } from '../api';
import { invalidRequest } from '../errors';
import { paginate, type ListParameters } from '../pagination';
import { retrieve } from './lookup';

const PATH = '/v1/checkout/sessions';
const ONE = `${PATH}/{session}`;

/** https://docs.stripe.com/api/checkout/sessions */
export function addCheckoutSessionRoutes(api: Api, context: Context): void {
	const find = (ids: Record<string, string>) =>
		retrieve(context, 'checkout.session', ids['session'], 'session');

	api.post<Stripe.Checkout.SessionCreateParams>(PATH, ({ parameters }) =>
		createSession(context, parameters),
	);

	api.get<ListParameters & Stripe.Checkout.SessionListParams>(PATH, ({ parameters }) => {
		expireDueSessions(context);
		const { payment_intent: intent, customer, status } = parameters;
		return paginate(
			'checkout session',
			PATH,
			context.store.list('checkout.session'),
			parameters,
			(session) => {
				const email = parameters.customer_details?.email;
				return (
					(intent === undefined || session.payment_intent === intent) &&
					(customer === undefined || session.customer === customer) &&
					(status === undefined || session.status === status) &&
					(email === undefined || session.customer_details?.email === email)
				);
			},
		);
	});

	api.get(ONE, ({ ids }) => find(ids));

	api.post<Stripe.Checkout.SessionUpdateParams>(ONE, ({ ids, parameters }) => {
		const session = find(ids);
		const { metadata, ...others } = parameters;
		const [other] = Object.keys(others);
		if (other !== undefined) {
			throw invalidRequest('The local Stripe can change the metadata of a session only.', {
				param: other,
			});
		}
		session.metadata = mergeMetadata(session.metadata, metadata);
		return context.store.save('checkout.session', session);
	});

	api.post(`${ONE}/expire`, ({ ids, cause }) => expireSession(context, find(ids), cause));

	api.get<ListParameters>(`${ONE}/line_items`, ({ ids, parameters }) => {
		const session = find(ids);
		return paginate(
			'line item',
			`${PATH}/${session.id}/line_items`,
			lineItemsOf(context, session.id),
			parameters,
		);
	});
}
