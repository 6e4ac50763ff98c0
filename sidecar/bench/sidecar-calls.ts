import { createHmac, randomBytes } from 'node:crypto';
import { stripeSession } from '../test/stripe-objects';
import { signToken, type Speaker } from '../test/token';
import { expectStatus, send, type Call } from './http-client';
import type { Booking, Purchase } from './purchases';
import type { SidecarServer } from './sidecar-server';

/** A signed delivery of Stripe's, ready to be sent. */
export interface Delivery {
	eventId: string;
	call: Call;
}

/** With what the test's object leaves out, an event of a Checkout Session is about this long. */
const EVENT_BYTES = 3_500;

const sign = (body: string, secret: string): string => {
	const time = Math.floor(Date.now() / 1000);
	return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
};

/** Signed beforehand, so that the sidecar's time is measured and not ours. Valid for five minutes. */
export const prepareDelivery = (
	{ url, siteUrl, webhookSecret }: SidecarServer,
	{ sessionId }: Purchase,
): Delivery => {
	const eventId = `evt_${randomBytes(12).toString('hex')}`;
	const object = stripeSession({
		id: sessionId,
		site: siteUrl,
		status: 'complete',
		payment_status: 'paid',
	});
	const event = {
		id: eventId,
		object: 'event',
		type: 'checkout.session.completed',
		livemode: false,
		created: Math.floor(Date.now() / 1000),
		data: { object },
	};
	const missing = EVENT_BYTES - JSON.stringify(event).length;
	const body = JSON.stringify({
		...event,
		data: { object: { ...object, custom_text: 'x'.repeat(missing) } },
	});
	return {
		eventId,
		call: {
			method: 'POST',
			url: `${url}/webhooks/stripe`,
			headers: {
				'Content-Type': 'application/json',
				'Stripe-Signature': sign(body, webhookSecret),
			},
			body,
		},
	};
};

export const deliver = async ({ call }: Delivery): Promise<void> => {
	expectStatus(await send(call), 204, 'The webhook');
};

/** A call for somebody, with the plugin's token. Valid for a minute. */
export const callAs = (
	{ url, siteUrl }: SidecarServer,
	speaker: Speaker,
	call: { method: Call['method']; path: string; body?: string },
): Call => {
	const token = signToken(speaker, call, { claims: { iss: siteUrl } });
	return {
		method: call.method,
		url: `${url}${call.path}`,
		headers: {
			Authorization: `Bearer ${token}`,
			...(call.body !== undefined && { 'Content-Type': 'application/json' }),
		},
		...(call.body !== undefined && { body: call.body }),
	};
};

export const prepareBooking = (sidecar: SidecarServer, { packageId, studentId, choices }: Booking): Call =>
	callAs(
		sidecar,
		{ userId: studentId },
		{
			method: 'POST',
			path: `/students/me/course-packages/${packageId}/book-sessions`,
			body: JSON.stringify({
				selections: choices.map(({ stepId, stepOptionId }) => ({
					courseStepId: stepId,
					courseStepOptionId: stepOptionId,
				})),
			}),
		},
	);

export const prepareWizardRead = (sidecar: SidecarServer, { packageId, studentId }: Booking): Call =>
	callAs(
		sidecar,
		{ userId: studentId },
		{
			method: 'GET',
			path: `/students/me/course-packages/${packageId}/unbooked-steps`,
		},
	);

export const sendSuccessfully = async (call: Call): Promise<void> => {
	expectStatus(await send(call), 200, call.url);
};
