import type { Request, Router } from 'express';
import { z } from 'zod';
import { StripeApiError, invalidRequest, missingResource } from '../api/errors';
import { retrieve } from '../api/routes/lookup';
import type { Context } from '../context';
import type { Deliveries } from '../webhooks/deliveries';
import { configuredEndpoint } from '../webhooks/endpoints';
import { done, readBody } from './form';

const holdBody = z.strictObject({
	order: z.enum(['due', 'reversed', 'shuffled']).default('due'),
	seed: z.string().default(''),
});
const settleBody = z.strictObject({ timeoutSeconds: z.number().positive().max(600).default(30) });
const resendBody = z.strictObject({ times: z.coerce.number().int().min(1).max(100).default(1) });
const resendAllBody = z.strictObject({ state: z.enum(['dropped', 'failed']).default('dropped') });
const limitBody = z.strictObject({ concurrency: z.number().int().min(1).max(1000) });
const secretsBody = z.strictObject({
	/** Newest first. */
	secrets: z.array(z.string().min(1)).min(1).max(2),
	endpoint: z.string().optional(),
});

/** Holds, orders, repeats and awaits what goes to the shop. */
export function addDeliveryControl(router: Router, context: Context, deliveries: Deliveries): void {
	const state = (): object => ({ held: deliveries.isHeld(), ...deliveries.counts() });

	router.get('/deliveries', (_request, response) => {
		response.json(state());
	});
	router.post('/deliveries', (request, response) => {
		deliveries.limit(readBody(limitBody, request.body).concurrency);
		done(request, response, 'events');
	});
	router.post('/deliveries/hold', (request, response) => {
		deliveries.hold();
		done(request, response, 'events');
	});
	router.post('/deliveries/release', (request, response) => {
		const { order, seed } = readBody(holdBody, request.body);
		deliveries.release(order, seed);
		done(request, response, 'events');
	});
	router.post('/deliveries/resend', (request, response) => {
		deliveries.resendAll(readBody(resendAllBody, request.body).state);
		done(request, response, 'events');
	});
	router.post('/deliveries/settle', async (request, response) => {
		const { timeoutSeconds } = readBody(settleBody, request.body);
		if (deliveries.isHeld() && deliveries.counts().pending > 0) {
			throw invalidRequest('Deliveries are held: release them first.');
		}
		if (!(await deliveries.idle(timeoutSeconds * 1000))) {
			const { pending } = deliveries.counts();
			throw new StripeApiError(408, {
				type: 'api_error',
				message: `${pending} deliveries are still to be made after ${timeoutSeconds} seconds.`,
			});
		}
		done(request, response, 'events', state());
	});

	router.post('/events/:id/resend', (request: Request<{ id: string }>, response) => {
		const event = retrieve(context, 'event', request.params.id, 'id');
		deliveries.resend(event, readBody(resendBody, request.body).times);
		done(request, response, 'events');
	});
	router.post('/events/:id/twin', (request: Request<{ id: string }>, response) => {
		const event = context.events.twin(retrieve(context, 'event', request.params.id, 'id'));
		done(request, response, 'events', { event });
	});
	router.post('/secrets', (request, response) => {
		const { secrets, endpoint } = readBody(secretsBody, request.body);
		const { store } = context;
		const id = endpoint ?? configuredEndpoint(store)?.id ?? '';
		if (store.get('webhook_endpoint', id) === undefined) {
			throw missingResource('webhook endpoint', id, 'endpoint');
		}
		store.state.endpointSecrets.set(id, secrets);
		store.changed();
		done(request, response, 'events');
	});
}
