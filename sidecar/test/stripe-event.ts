import { createHmac, randomBytes } from 'node:crypto';

/** Signs as Stripe does. Source: https://docs.stripe.com/webhooks#verify-manually */
export const stripeSignature = (body: string | Buffer, secret: string, unixSeconds: number): string =>
	createHmac('sha256', secret).update(`${unixSeconds}.`).update(body).digest('hex');

/** The `Stripe-Signature` header of a delivery. */
export const signatureHeader = (body: string | Buffer, secret: string, unixSeconds: number): string =>
	`t=${unixSeconds},v1=${stripeSignature(body, secret, unixSeconds)}`;

/** An event's envelope. Two of them are never the same event. */
export const stripeEvent = (
	type: string,
	object: Record<string, unknown>,
	overrides: Record<string, unknown> = {},
): Record<string, unknown> => ({
	id: `evt_${randomBytes(12).toString('hex')}`,
	object: 'event',
	api_version: '2026-10-28.endive',
	created: 1_790_000_000,
	livemode: false,
	pending_webhooks: 1,
	request: { id: null, idempotency_key: null },
	type,
	data: { object },
	...overrides,
});
