import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { pino } from 'pino';
import Stripe from 'stripe';
import { toCheckoutSession, toDispute, toRefund } from '../src/stripe/objects';
import { WEBHOOK_EVENTS } from '../src/domain/webhooks/webhooks.rules';
import { startEmulator } from '../stripe-emulator/src/compose';
import type { StripeBooks } from './books';
import { freePort } from './free-port';
import { until } from './until';

/** More than the faults of any schedule. */
const MOST_TRIES = 200;

export const SECRET_KEY = 'sk_test_chaos0123456789';

/** What `GET /_control/ledger` answers: Stripe's own objects, not expanded. */
interface Ledger {
	sessions: Stripe.Checkout.Session[];
	paymentIntents: Stripe.PaymentIntent[];
	charges: Stripe.Charge[];
	refunds: Stripe.Refund[];
	disputes: Stripe.Dispute[];
}

/** A local Stripe, and what a test does to it from outside. */
export interface LocalStripe {
	url: string;
	/** Signs what goes to the endpoint. */
	webhookSecret: string;
	/** Calls Stripe's API, again and again while a fault strikes that is meant for others. */
	ask<Result>(call: (api: Stripe) => Promise<Result>): Promise<Result>;
	/** Calls `/_control/…`. Returns the answer; null when Stripe refuses (4xx), such as paying what is not open. */
	control(path: string, body?: object): Promise<unknown>;
	/** Forgets the rules of one kind. */
	clear(rules: 'faults' | 'disturbances'): Promise<void>;
	/** How many deliveries are in which state. */
	deliveries(): Promise<{ pending: number; delivered: number; failed: number; dropped: number }>;
	ledger(): Promise<Ledger>;
	books(): Promise<StripeBooks>;
	/** A price that can be bought. `amount` in minor units. */
	createPrice(amount: number): Promise<string>;
	stop(): Promise<void>;
}

const controlOf =
	(url: string): LocalStripe['control'] =>
	async (path, body = {}) => {
		const response = await fetch(`${url}/_control/${path}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});
		const text = await response.text();
		if (response.status >= 500) {
			throw new Error(`The local Stripe answered ${response.status} to ${path}: ${text}`);
		}
		return response.ok ? (JSON.parse(text) as unknown) : null;
	};

/** Puts the pieces of a ledger together as the API shows them when they are expanded. */
export const booksOf = ({ sessions, paymentIntents, charges, refunds, disputes }: Ledger): StripeBooks => {
	// A delayed payment has a charge before it has money.
	const paid = new Map(
		charges.filter(({ status }) => status === 'succeeded').map((charge) => [charge.id, charge]),
	);
	const intents = new Map(
		paymentIntents.map((intent) => {
			const charge = paid.get(typeof intent.latest_charge === 'string' ? intent.latest_charge : '');
			return [intent.id, { ...intent, latest_charge: charge ?? null }];
		}),
	);
	return {
		sessions: sessions.map((session) => {
			const id = typeof session.payment_intent === 'string' ? session.payment_intent : '';
			return toCheckoutSession({ ...session, payment_intent: intents.get(id) ?? null });
		}),
		refunds: refunds.map(toRefund),
		disputes: disputes.map(toDispute),
	};
};

/** Registers the shop as a person does at the dashboard, with the events that the README names. */
const addEndpoint = (api: Stripe, url: string): Promise<Stripe.WebhookEndpoint> =>
	api.webhookEndpoints.create({
		url,
		enabled_events: [...WEBHOOK_EVENTS] as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
	});

const connectTo = async (
	url: string,
	webhookUrl: string,
	stop: () => Promise<void>,
): Promise<LocalStripe> => {
	const api = new Stripe(SECRET_KEY, {
		host: '127.0.0.1',
		port: new URL(url).port,
		protocol: 'http',
		telemetry: false,
		maxNetworkRetries: 0,
	});
	const endpoint = await addEndpoint(api, webhookUrl);
	const ask: LocalStripe['ask'] = async (call) => {
		for (let tries = 1; ; tries += 1) {
			try {
				return await call(api);
			} catch (error) {
				if (tries === MOST_TRIES) {
					throw error;
				}
			}
		}
	};
	const get = async (path: string): Promise<unknown> => (await fetch(`${url}/_control/${path}`)).json();
	const ledger = async (): Promise<Ledger> => (await get('ledger')) as Ledger;
	return {
		url,
		webhookSecret: endpoint.secret ?? '',
		ask,
		control: controlOf(url),
		clear: async (rules) => {
			await fetch(`${url}/_control/${rules}`, { method: 'DELETE' });
		},
		deliveries: async () => (await get('deliveries')) as Awaited<ReturnType<LocalStripe['deliveries']>>,
		ledger,
		books: async () => booksOf(await ledger()),
		createPrice: async (amount) =>
			(
				await ask((stripe) =>
					stripe.prices.create({
						currency: 'eur',
						unit_amount: amount,
						product_data: { name: 'A seat in a cohort' },
					}),
				)
			).id,
		stop,
	};
};

const RETRY_MILLISECONDS = 50;

/**
 * Starts a Stripe of its own in this process.
 *
 * @param webhookUrl where the shop listens, now or later
 */
export const startLocalStripe = async (webhookUrl: string): Promise<LocalStripe> => {
	const emulator = await startEmulator(
		{
			host: '127.0.0.1',
			port: 0,
			publicUrl: null,
			webhook: null,
			webhookRetryMilliseconds: RETRY_MILLISECONDS,
			dataFile: null,
			logLevel: 'silent',
		},
		pino({ level: 'silent' }),
	);
	return connectTo(emulator.url, webhookUrl, () => emulator.stop());
};

/** The same in a process of its own, from its bundle. */
export const startStripeProcess = async (
	{ bundle, log }: { bundle: string; log: string },
	webhookUrl: string,
): Promise<LocalStripe> => {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const output = openSync(log, 'a');
	const child = spawn(process.execPath, [bundle], {
		env: {
			PORT: String(port),
			WEBHOOK_RETRY_MILLISECONDS: String(RETRY_MILLISECONDS),
			LOG_LEVEL: 'error',
		},
		stdio: ['ignore', output, output],
	});
	closeSync(output);
	const ended = once(child, 'exit');
	await until('the local Stripe answers', async () => {
		if (child.exitCode !== null) {
			throw new Error(`The local Stripe ended at its start; its log is ${log}`);
		}
		return fetch(`${url}/_control/deliveries`).then(
			({ ok }) => ok,
			() => false,
		);
	});
	return connectTo(url, webhookUrl, async () => {
		child.kill('SIGTERM');
		await ended;
	});
};
