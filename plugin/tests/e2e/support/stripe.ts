import { expect, type APIRequestContext } from '@playwright/test';
import Stripe from 'stripe';
import type { Demo } from './demo';

/** stripe-node, on the local Stripe. */
export const connectToStripe = ({ stripeUrl, stripeSecretKey }: Demo): Stripe => {
	const { hostname, port } = new URL(stripeUrl);
	return new Stripe(stripeSecretKey, { host: hostname, port, protocol: 'http', telemetry: false });
};

/** Ways to pay on the local Stripe's page. */
export type PaymentWay = 'card' | 'card_declined' | 'bank_debit' | 'card_refund_pending';

interface Fault {
	kind: 'status' | 'rate_limit' | 'reset' | 'delay';
	method?: 'GET' | 'POST';
	/** Hits calls whose path starts with this. */
	path: string;
	times?: number;
	status?: number;
	milliseconds?: number;
}

/** What a buyer's browser and a bank do at the local Stripe, without a browser and a bank. */
export interface LocalStripe {
	/** Pays an open session and returns the address to which the buyer is sent. */
	pay(sessionId: string, way?: PaymentWay): Promise<string>;
	/** A bank debit arrives, or is refused. */
	settle(sessionId: string): Promise<void>;
	fail(sessionId: string): Promise<void>;
	/** Somebody refunds a payment at the dashboard: all of it, or an amount in minor units. */
	refund(sessionId: string, amount?: number): Promise<void>;
	/** The buyer's bank asks for the money back; returns the dispute's id. */
	dispute(sessionId: string): Promise<string>;
	/** The bank decides. */
	closeDispute(disputeId: string, outcome: 'won' | 'lost'): Promise<void>;
	/** Keeps deliveries back until they are released. */
	holdDeliveries(): Promise<void>;
	releaseDeliveries(): Promise<void>;
	/** Delivers an event once more. */
	resend(eventId: string): Promise<void>;
	/** Breaks calls of the API that are still to come. */
	fault(fault: Fault): Promise<void>;
	clearFaults(): Promise<void>;
}

export const controlStripe = (request: APIRequestContext, { stripeUrl }: Demo): LocalStripe => {
	const control = async <Answer>(path: string, data: object = {}): Promise<Answer> => {
		const response = await request.post(`${stripeUrl}/_control${path}`, { data });
		expect(response.ok(), `${path}: ${await response.text()}`).toBe(true);
		return (await response.json()) as Answer;
	};
	return {
		async pay(sessionId, way = 'card') {
			const response = await request.post(`${stripeUrl}/pay/${sessionId}`, {
				form: { email: 'payer@example.test', way },
				maxRedirects: 0,
			});
			expect(response.status(), `payment of ${sessionId}`).toBe(303);
			return response.headers()['location'] ?? '';
		},
		settle: (sessionId) => control(`/payments/${sessionId}/settle`),
		fail: (sessionId) => control(`/payments/${sessionId}/fail`),
		refund: (sessionId, amount) =>
			control(`/payments/${sessionId}/refund`, amount === undefined ? {} : { amount }),
		async dispute(sessionId) {
			const { dispute } = await control<{ dispute: { id: string } }>(`/payments/${sessionId}/dispute`);
			return dispute.id;
		},
		closeDispute: (disputeId, outcome) => control(`/disputes/${disputeId}/${outcome}`),
		holdDeliveries: () => control('/deliveries/hold'),
		releaseDeliveries: () => control('/deliveries/release'),
		resend: (eventId) => control(`/events/${eventId}/resend`),
		fault: (fault) => control('/faults', fault),
		async clearFaults() {
			await request.delete(`${stripeUrl}/_control/faults`);
		},
	};
};

/** The events that Stripe made about an object, oldest first. */
export const eventsAbout = async (stripe: Stripe, objectId: string): Promise<Stripe.Event[]> => {
	const { data } = await stripe.events.list({ limit: 100 });
	return data.filter(({ data: { object } }) => 'id' in object && object.id === objectId).reverse();
};

/** Waits until every endpoint has taken the event. */
export const expectDelivered = async (stripe: Stripe, eventId: string): Promise<void> =>
	expect
		.poll(async () => (await stripe.events.retrieve(eventId)).pending_webhooks, {
			message: `${eventId} is delivered`,
		})
		.toBe(0);
