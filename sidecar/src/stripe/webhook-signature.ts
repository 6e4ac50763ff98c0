import type Stripe from 'stripe';
import { z } from 'zod';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import type { StripeEvent } from './types';

/** Stripe's own tolerance; we apply it to both sides of the clock. */
const TOLERANCE_SECONDS = 300;

const eventSchema = z.object({
	object: z.literal('event'),
	id: z.string().startsWith('evt_').max(255),
	type: z.string().min(1).max(128),
	livemode: z.boolean(),
	account: z.string().nullish(),
	data: z.object({ object: z.object({ id: z.string().min(1).max(255) }) }),
});

/** The one time in the header; NaN without any or with several, of which stripe-node would believe another than we do. */
const timestampOf = (header: string): number => {
	const times = header.split(',').filter((part) => part.trim().startsWith('t='));
	return times.length === 1 ? Number(/^t=(\d{1,12})$/.exec(times[0] ?? '')?.[1] ?? Number.NaN) : Number.NaN;
};

const isSignedBy = (
	{ signature }: Stripe['webhooks'],
	{ body, header }: { body: Buffer; header: string },
	secret: string,
	now: Date,
): boolean => {
	try {
		return (
			signature?.verifyHeader(body, header, secret, TOLERANCE_SECONDS, undefined, now.getTime()) ??
			false
		);
	} catch {
		// Which part was wrong is nobody's business.
		return false;
	}
};

/** Null when it is not JSON, which is no event either. */
const parseJson = (body: Buffer): unknown => {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return null;
	}
};

/**
 * Verifies a delivery: `Stripe-Signature` over the raw bytes, at most 300 seconds old *or ahead* (stripe-node accepts
 * any future time), by one of the secrets; then its shape (stripe-node accepts any signed JSON).
 * Raises `invalid_signature`, `invalid_event`.
 */
export const readSignedEvent = (
	webhooks: Stripe['webhooks'],
	delivery: { body: Buffer; header: string },
	secrets: readonly string[],
	clock: Clock,
): StripeEvent => {
	const now = clock.now();
	const age = Math.abs(now.getTime() / 1000 - timestampOf(delivery.header));
	if (!(age <= TOLERANCE_SECONDS)) {
		throw new AppError('invalid_signature', 'The signature is too old, from the future, or has no time.');
	}
	if (!secrets.some((secret) => isSignedBy(webhooks, delivery, secret, now))) {
		throw new AppError('invalid_signature', 'The signature does not fit the body.');
	}
	const event = eventSchema.safeParse(parseJson(delivery.body));
	if (!event.success) {
		throw new AppError('invalid_event', 'The body is signed but is not a Stripe event.');
	}
	const { id, type, livemode, account, data } = event.data;
	return { id, type, livemode, account: account ?? null, objectId: data.object.id };
};
