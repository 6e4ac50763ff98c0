import { pino } from 'pino';
import Stripe from 'stripe';
import { startEmulator, type Emulator } from '../../src/compose';
import type { Config } from '../../src/config';
import { startReceiver, type Receiver } from './receiver';

export const SECRETS = ['whsec_new', 'whsec_old'];

/** A running emulator with a shop that listens, and stripe-node as the shop uses it. */
export interface LocalStripe {
	emulator: Emulator;
	receiver: Receiver;
	stripe: Stripe;
	/** Milliseconds by which the emulator's clock is ahead. */
	clock: { ahead: number };
	/** POST to `/_control/…` with a JSON body. */
	control(path: string, body?: object): Promise<Response>;
	/** The same, of which something must come: gives the answer's body. */
	command<T = Record<string, unknown>>(path: string, body?: object): Promise<T>;
	/** What a browser does on the pay page; redirects are not followed. */
	submit(sessionId: string, form: Record<string, string>, path?: string): Promise<Response>;
	close(): Promise<void>;
}

export function client(port: number, options: Stripe.StripeConfig = {}): Stripe {
	return new Stripe('sk_test_x', {
		host: '127.0.0.1',
		port,
		protocol: 'http',
		maxNetworkRetries: 0,
		telemetry: false,
		...options,
	});
}

export async function startLocalStripe(
	config: Partial<Config> = {},
	options: Stripe.StripeConfig = {},
): Promise<LocalStripe> {
	const receiver = await startReceiver();
	const clock = { ahead: 0 };
	const emulator = await startEmulator(
		{
			host: '127.0.0.1',
			port: 0,
			publicUrl: null,
			webhook: { url: receiver.url, secrets: SECRETS },
			webhookRetryMilliseconds: 20,
			dataFile: null,
			logLevel: 'silent',
			...config,
		},
		pino({ level: 'silent' }),
		() => Date.now() + clock.ahead,
	);
	const post = (
		path: string,
		body: string | URLSearchParams,
		headers: Record<string, string>,
	): Promise<Response> => fetch(emulator.url + path, { method: 'POST', body, headers, redirect: 'manual' });
	const control = (path: string, body: object = {}): Promise<Response> =>
		post(`/_control/${path}`, JSON.stringify(body), { 'content-type': 'application/json' });
	return {
		emulator,
		receiver,
		stripe: client(emulator.port, options),
		clock,
		control,
		async command<T>(path: string, body?: object) {
			const answer = await control(path, body);
			const text = await answer.text();
			if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
			return JSON.parse(text) as T;
		},
		submit: (sessionId, form, path = '') =>
			post(`/pay/${sessionId}${path}`, new URLSearchParams(form), { accept: 'text/html' }),
		async close() {
			await emulator.stop();
			await receiver.close();
		},
	};
}

/** Resolves when the condition holds; Jest's own time limit ends a wait in vain. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Waits for the deliveries of one type of event, and gives them. */
export async function eventsOf(receiver: Receiver, type: string, count = 1): Promise<Receiver['received']> {
	const found = () => receiver.received.filter((one) => one.event.type === type);
	await until(() => found().length >= count);
	return found();
}

export const SUCCESS_URL = 'http://127.0.0.1:8080/your-enrollment/?session_id={CHECKOUT_SESSION_ID}';
export const CANCEL_URL = 'http://127.0.0.1:8080/course/';

/** A session as the sidecar makes it: one price, one piece. */
export async function openSession(
	stripe: Stripe,
	overrides: Partial<Stripe.Checkout.SessionCreateParams> = {},
	price: Partial<Stripe.PriceCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
	const sold = await stripe.prices.create({
		currency: 'eur',
		unit_amount: 19_900,
		product_data: { name: 'Spring cohort' },
		...price,
	});
	return stripe.checkout.sessions.create({
		mode: 'payment',
		line_items: [{ price: sold.id, quantity: 1 }],
		success_url: SUCCESS_URL,
		cancel_url: CANCEL_URL,
		customer_email: 'student@example.test',
		client_reference_id: 'checkout-1',
		metadata: { app: 'cohort-enrollment', checkout_id: '1' },
		payment_intent_data: { metadata: { app: 'cohort-enrollment', checkout_id: '1' } },
		...overrides,
	});
}

export const payWith = (way: string): Record<string, string> => ({ email: 'student@example.test', way });

/** Opens a session and pays it; gives the session with its payment. */
export async function paidSession(local: LocalStripe, way = 'card'): Promise<Stripe.Checkout.Session> {
	const { id } = await openSession(local.stripe);
	await local.submit(id, payWith(way));
	return local.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] });
}

/** The id of the payment that a session was paid with. */
export const paymentOf = (session: Stripe.Checkout.Session): string => {
	const { payment_intent: intent } = session;
	if (intent === null) throw new Error('not paid');
	return typeof intent === 'string' ? intent : intent.id;
};
