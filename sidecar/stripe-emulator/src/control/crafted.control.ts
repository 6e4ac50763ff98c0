import type { Router } from 'express';
import { z } from 'zod';
import { invalidRequest, missingResource } from '../api/errors';
import { retrieve } from '../api/routes/lookup';
import { unixSeconds, type TravelClock } from '../clock';
import type { Context } from '../context';
import { configuredEndpoint } from '../webhooks/endpoints';
import { post } from '../webhooks/post';
import { readBody } from './form';

const TIMEOUT_MILLISECONDS = 30_000;

const craftedBody = z
	.strictObject({
		/** Any JSON value, `null` too. */
		json: z.unknown().optional(),
		/** The bytes as they are. */
		text: z.string().optional(),
		/** The id of an event that there is. */
		event: z.string().optional(),
		/** Fields to add to the event, or to change in it; such as `account`, `livemode`, `type`. */
		change: z.record(z.string(), z.unknown()).optional(),
		endpoint: z.string().optional(),
		/** Those of the endpoint when absent. */
		secrets: z.array(z.string()).max(5).optional(),
		/** How far the signature's time is from now. */
		secondsAhead: z.number().int().default(0),
		headers: z.record(z.string(), z.string()).default({}),
	})
	.refine(
		(body) => ['json', 'text', 'event'].filter((name) => name in body).length === 1,
		'Name one of json, text and event.',
	);
type Crafted = z.infer<typeof craftedBody>;

/** Sends the shop a body that Stripe would not send by itself, rightly signed, and tells what it answered. */
export function addCraftedControl(router: Router, context: Context, clock: TravelClock): void {
	const { store } = context;

	function payloadOf({ text, json, event, change }: Crafted): string {
		if (text !== undefined) return text;
		if (event === undefined) return JSON.stringify(json, null, 2);
		return JSON.stringify({ ...retrieve(context, 'event', event, 'event'), ...change }, null, 2);
	}

	router.post('/webhook', async (request, response) => {
		const crafted = readBody(craftedBody, request.body);
		const endpoint =
			crafted.endpoint === undefined
				? configuredEndpoint(store)
				: store.get('webhook_endpoint', crafted.endpoint);
		if (endpoint === undefined) {
			throw missingResource('webhook endpoint', crafted.endpoint ?? '', 'endpoint');
		}
		const { status, body, error } = await post(
			{
				url: endpoint.url,
				payload: payloadOf(crafted),
				secrets: crafted.secrets ?? store.state.endpointSecrets.get(endpoint.id) ?? [],
				timestamp: unixSeconds(clock.shown) + crafted.secondsAhead,
				headers: crafted.headers,
			},
			AbortSignal.timeout(TIMEOUT_MILLISECONDS),
		);
		if (status === null) throw invalidRequest(`The shop could not be reached: ${error}.`);
		response.json({ status, body });
	});
}
