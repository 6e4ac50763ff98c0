import type Stripe from 'stripe';
import type { Context } from '../../context';
import { newId } from '../../ids';
import { metadataOf, orNull } from '../../objects/catalogue';
import { addEndpoint } from '../../webhooks/endpoints';
import type { Deliveries } from '../../webhooks/deliveries';
import { matchesType } from '../../webhooks/event-types';
import type { Api } from '../api';
import { invalidRequest } from '../errors';
import { paginate, type ListParameters } from '../pagination';
import { retrieve } from './lookup';

interface EventFilter {
	type?: string;
	types?: string[];
	delivery_success?: boolean;
}

/** https://docs.stripe.com/api/events */
export function addEventRoutes(api: Api, context: Context, deliveries: Deliveries): void {
	api.get<ListParameters & EventFilter>('/v1/events', ({ parameters }) => {
		const { type, types, delivery_success: delivered } = parameters;
		return paginate('event', '/v1/events', context.store.list('event'), parameters, (event) => {
			const arrived = deliveries.of(event.id).every((one) => one.state === 'delivered');
			return (
				(type === undefined || matchesType(event.type, type)) &&
				(types === undefined || types.some((one) => matchesType(event.type, one))) &&
				(delivered === undefined || delivered === arrived)
			);
		});
	});

	api.get('/v1/events/{id}', ({ ids }) => retrieve(context, 'event', ids['id'], 'id'));
}

/** https://docs.stripe.com/api/webhook_endpoints */
export function addWebhookEndpointRoutes(api: Api, context: Context): void {
	const { store, clock } = context;

	api.post<Stripe.WebhookEndpointCreateParams>('/v1/webhook_endpoints', ({ parameters }) => {
		if (!URL.canParse(parameters.url) || !/^https?:\/\//i.test(parameters.url)) {
			throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: 'url' });
		}
		const secret = newId('whsec_', 32);
		const endpoint = addEndpoint(store, clock, {
			url: parameters.url,
			events: parameters.enabled_events,
			description: orNull(parameters.description),
			metadata: metadataOf(parameters.metadata),
			secrets: [secret],
		});
		// The secret is shown this once and never again.
		return { ...endpoint, secret };
	});

	api.get<ListParameters>('/v1/webhook_endpoints', ({ parameters }) =>
		paginate('webhook endpoint', '/v1/webhook_endpoints', store.list('webhook_endpoint'), parameters),
	);
}
