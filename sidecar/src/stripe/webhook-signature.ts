import type Stripe from 'stripe';
import { z } from 'zod';
import type { Clock } from '../clock';
import { RefusedDelivery } from './refused-delivery';
import type { SignedEvent } from './types';

/** Stripe's own tolerance; we apply it to both sides of the clock. */
const TOLERANCE_SECONDS = 300;

const eventSchema = z.object({
	object: z.literal('event'),
	// What it is called in tasks and mails must fit there.
	id: z.string().startsWith('evt_').max(180),
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

/** stripe-node's own check of the time is left out (0): it looks at the past only, and ours tells which way it is off. */
const NO_TOLERANCE = 0;

const isSignedBy = (
	{ signature }: Stripe['webhooks'],
	{ body, header }: { body: Buffer; header: string },
	secret: string,
): boolean => {
	try {
		return signature?.verifyHeader(body, header, secret, NO_TOLERANCE) ?? false;
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
 * Verifies a delivery: `Stripe-Signature` over the raw bytes, by one of the secrets; its time, at most 300 seconds old
 * *or ahead* (stripe-node accepts any future time); then its shape (stripe-node accepts any signed JSON).
 * Raises {@link RefusedDelivery}.
 */
export const readSignedEvent = (
	webhooks: Stripe['webhooks'],
	delivery: { body: Buffer; header: string },
	secrets: readonly string[],
	clock: Clock,
): SignedEvent => {
	const age = clock.now().getTime() / 1000 - timestampOf(delivery.header);
	const secret = Number.isNaN(age) ? -1 : secrets.findIndex((each) => isSignedBy(webhooks, delivery, each));
	if (secret < 0) {
		throw new RefusedDelivery('signature', 'The signature is missing or does not fit the body.');
	}
	if (Math.abs(age) > TOLERANCE_SECONDS) {
		throw new RefusedDelivery(
			age > 0 ? 'clock_ahead' : 'clock_behind',
			'The signature is too old or from the future.',
		);
	}
	const event = eventSchema.safeParse(parseJson(delivery.body));
	if (!event.success) {
		throw new RefusedDelivery('shape', 'The body is signed but is not a Stripe event.');
	}
	const { id, type, livemode, account, data } = event.data;
	return {
		id,
		type,
		livemode,
		account: account ?? null,
		objectId: data.object.id,
		signedWith: secret === 0 ? 'current' : 'previous',
	};
};
