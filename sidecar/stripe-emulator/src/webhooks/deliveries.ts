import type { Logger } from 'pino';
import type { Clock } from '../clock';
import { newId } from '../ids';
import type { Delivery, StoredEvent } from '../store/state';
import type { Store } from '../store/store';
import { signatureHeader } from './signature';

const ATTEMPT_TIMEOUT_MILLISECONDS = 20_000;
const LONGEST_WAIT_MILLISECONDS = 60_000;
/** At a stop, attempts get so long to end; the others are repeated after the next start. */
const STOP_MILLISECONDS = 2000;
/** Stripe gives up after three days. */
const GIVE_UP_MILLISECONDS = 3 * 24 * 60 * 60 * 1000;

export interface Deliveries {
	/** Queues an event for every endpoint that wants its type. */
	schedule(event: StoredEvent): void;
	/** Sends an event once more to every endpoint, whatever became of it before. */
	resend(event: StoredEvent): void;
	/** Resolves when every endpoint has answered 2xx, or after the given time. */
	settled(eventId: string, milliseconds: number): Promise<void>;
	of(eventId: string): Delivery[];
	forget(eventId: string): void;
	/** Takes up what a former run left undelivered. */
	start(): void;
	/** Lets attempts in flight end; starts no new ones. */
	stop(): Promise<void>;
}

interface Parts {
	store: Store;
	clock: Clock;
	/** Wait before the second attempt; doubles each time, up to a minute. */
	retryMilliseconds: number;
	log: Logger;
}

export function createDeliveries({ store, clock, retryMilliseconds, log }: Parts): Deliveries {
	const all = store.state.deliveries;
	const timers = new Map<string, NodeJS.Timeout>();
	const inFlight = new Set<Promise<void>>();
	const waiting = new Map<string, Set<() => void>>();
	const stopping = new AbortController();
	let stopped = false;

	const of = (eventId: string): Delivery[] => [...all.values()].filter((one) => one.eventId === eventId);

	function update(delivery: Delivery, change: Partial<Delivery>): void {
		Object.assign(delivery, change);
		const event = store.get('event', delivery.eventId);
		const open = of(delivery.eventId).filter((one) => one.state !== 'delivered').length;
		if (event !== undefined) event.pending_webhooks = open;
		store.changed();
		if (open === 0) waiting.get(delivery.eventId)?.forEach((resolve) => resolve());
	}

	function arm(delivery: Delivery): void {
		if (stopped) return;
		clearTimeout(timers.get(delivery.id));
		const timer = setTimeout(
			() => {
				timers.delete(delivery.id);
				const attempt = send(delivery).finally(() => inFlight.delete(attempt));
				inFlight.add(attempt);
			},
			Math.max(0, delivery.nextAttemptAt - clock()),
		);
		timers.set(delivery.id, timer);
	}

	async function send(delivery: Delivery): Promise<void> {
		const event = store.get('event', delivery.eventId);
		const endpoint = store.get('webhook_endpoint', delivery.endpointId);
		if (event === undefined || endpoint === undefined) return;
		const secrets = store.state.endpointSecrets.get(endpoint.id) ?? [];
		const outcome = await post(
			endpoint.url,
			JSON.stringify(event, null, 2),
			secrets,
			clock,
			stopping.signal,
		);
		if (!all.has(delivery.id)) return;
		const attempts = delivery.attempts + 1;
		if (outcome.ok) {
			log.debug({ event: event.id, type: event.type, attempts }, 'webhook delivered');
			update(delivery, { state: 'delivered', attempts, lastStatus: outcome.status, lastError: null });
			return;
		}
		log.warn(
			{ event: event.id, type: event.type, attempts, status: outcome.status },
			'webhook not delivered',
		);
		const wait = Math.min(retryMilliseconds * 2 ** (attempts - 1), LONGEST_WAIT_MILLISECONDS);
		const late = clock() - event.created * 1000 > GIVE_UP_MILLISECONDS;
		update(delivery, {
			state: late ? 'failed' : 'pending',
			attempts,
			nextAttemptAt: clock() + wait,
			lastStatus: outcome.status,
			lastError: outcome.error,
		});
		if (!late) arm(delivery);
	}

	function queue(event: StoredEvent): void {
		for (const endpoint of store.list('webhook_endpoint')) {
			if (endpoint.status !== 'enabled' || !wants(endpoint.enabled_events, event.type)) continue;
			const delivery: Delivery = {
				id: newId('whd_'),
				eventId: event.id,
				endpointId: endpoint.id,
				state: 'pending',
				attempts: 0,
				nextAttemptAt: clock(),
				lastStatus: null,
				lastError: null,
			};
			all.set(delivery.id, delivery);
			update(delivery, {});
			arm(delivery);
		}
	}

	return {
		schedule: queue,
		resend(event) {
			this.forget(event.id);
			queue(event);
		},
		async settled(eventId, milliseconds) {
			if (of(eventId).every((one) => one.state === 'delivered')) return;
			const resolvers = waiting.get(eventId) ?? new Set();
			waiting.set(eventId, resolvers);
			await new Promise<void>((resolve) => {
				const done = (): void => {
					clearTimeout(timer);
					resolvers.delete(done);
					if (resolvers.size === 0) waiting.delete(eventId);
					resolve();
				};
				const timer = setTimeout(done, milliseconds);
				resolvers.add(done);
			});
		},
		of,
		forget(eventId) {
			for (const delivery of of(eventId)) {
				clearTimeout(timers.get(delivery.id));
				timers.delete(delivery.id);
				all.delete(delivery.id);
			}
			store.changed();
		},
		start() {
			for (const delivery of all.values()) if (delivery.state === 'pending') arm(delivery);
		},
		async stop() {
			stopped = true;
			for (const timer of timers.values()) clearTimeout(timer);
			timers.clear();
			const impatience = setTimeout(() => stopping.abort(), STOP_MILLISECONDS);
			await Promise.all(inFlight);
			clearTimeout(impatience);
		},
	};
}

const wants = (enabled: string[], type: string): boolean => enabled.includes('*') || enabled.includes(type);

interface Outcome {
	ok: boolean;
	status: number | null;
	error: string | null;
}

/** One attempt, signed anew: a signature is only good for some minutes. */
async function post(
	url: string,
	payload: string,
	secrets: string[],
	clock: Clock,
	stop: AbortSignal,
): Promise<Outcome> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/json; charset=utf-8',
				'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
				'Stripe-Signature': signatureHeader(payload, Math.floor(clock() / 1000), secrets),
			},
			body: payload,
			// Stripe does not follow redirects: they count as failures.
			redirect: 'manual',
			signal: AbortSignal.any([stop, AbortSignal.timeout(ATTEMPT_TIMEOUT_MILLISECONDS)]),
		});
		await response.arrayBuffer();
		return {
			ok: response.ok,
			status: response.status,
			error: response.ok ? null : `HTTP ${response.status}`,
		};
	} catch (error) {
		return { ok: false, status: null, error: reason(error) };
	}
}

function reason(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown error';
	const cause = error.cause as { code?: string } | undefined;
	return cause?.code ?? error.message;
}
