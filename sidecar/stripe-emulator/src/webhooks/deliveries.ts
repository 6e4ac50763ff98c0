import type { Logger } from 'pino';
import { unixSeconds, type TravelClock } from '../clock';
import { newId } from '../ids';
import type { Delivery, StoredEvent } from '../store/state';
import type { Store } from '../store/store';
import { createDeliveryLog } from './delivery-log';
import { createDispatcher, type Dispatcher } from './dispatcher';
import { UNDISTURBED, type DeliveryPlan, type Disturbances } from './disturbances';
import { matchesType } from './event-types';
import { post, type WebhookAnswer } from './post';

const LONGEST_WAIT_MILLISECONDS = 60_000;
/** At a stop, attempts get so long to end; the others are repeated after the next start. */
const STOP_MILLISECONDS = 2000;
/** Stripe gives up after three days. */
const GIVE_UP_MILLISECONDS = 3 * 24 * 60 * 60 * 1000;

export interface DeliveryCounts {
	pending: number;
	delivered: number;
	failed: number;
	dropped: number;
}

export interface Deliveries extends Pick<Dispatcher, 'hold' | 'release' | 'isHeld' | 'limit'> {
	/** Queues an event for every endpoint that wants its type. */
	schedule(event: StoredEvent): void;
	/**
	 * Sends an event once more to every endpoint, whatever became of it before and whatever disturbs others.
	 *
	 * @param times how often, all at once
	 */
	resend(event: StoredEvent, times?: number): void;
	/** Resends every event that was dropped, or that was given up. */
	resendAll(state: 'dropped' | 'failed'): void;
	/** Resolves when every endpoint has answered 2xx, or after the given time. */
	settled(eventId: string, milliseconds: number): Promise<void>;
	/** Resolves when nothing is left to deliver (true), or after the given time (false). */
	idle(milliseconds: number): Promise<boolean>;
	of(eventId: string): Delivery[];
	counts(): DeliveryCounts;
	forget(eventId: string): void;
	/** Takes up what a former run left undelivered. */
	start(): void;
	/** Lets attempts in flight end; starts no new ones. */
	stop(): Promise<void>;
}

interface Parts {
	store: Store;
	clock: TravelClock;
	disturbances: Disturbances;
	/** Wait before the second attempt; doubles each time, up to a minute. */
	retryMilliseconds: number;
	log: Logger;
}

export function createDeliveries({ store, clock, disturbances, retryMilliseconds, log }: Parts): Deliveries {
	const deliveries = createDeliveryLog(store);
	const stopping = new AbortController();
	const dispatcher = createDispatcher(clock.now, send);
	clock.onTravel(dispatcher.reschedule);

	async function send(delivery: Delivery): Promise<void> {
		const event = store.get('event', delivery.eventId);
		const endpoint = store.get('webhook_endpoint', delivery.endpointId);
		if (event === undefined || endpoint === undefined) return;
		const answer = await post(
			{
				url: endpoint.url,
				payload: JSON.stringify(event, null, 2),
				secrets: store.state.endpointSecrets.get(endpoint.id) ?? [],
				// Signed anew each time: a signature is only good for some minutes.
				timestamp: unixSeconds(clock.shown),
			},
			stopping.signal,
		);
		if (deliveries.has(delivery)) record(delivery, event, answer);
	}

	function record(delivery: Delivery, event: StoredEvent, { ok, status, error }: WebhookAnswer): void {
		const attempts = delivery.attempts + 1;
		const told = { event: event.id, type: event.type, attempts, status };
		const change = { attempts, lastStatus: status, lastError: error };
		if (ok) {
			log.debug(told, 'webhook delivered');
			deliveries.update(delivery, { ...change, state: 'delivered' });
			return;
		}
		log.warn(told, 'webhook not delivered');
		const wait = Math.min(retryMilliseconds * 2 ** (attempts - 1), LONGEST_WAIT_MILLISECONDS);
		const isLate = clock.now() - event.created * 1000 > GIVE_UP_MILLISECONDS;
		deliveries.update(delivery, {
			...change,
			state: isLate ? 'failed' : 'pending',
			nextAttemptAt: clock.now() + wait,
		});
		if (!isLate) dispatcher.schedule(delivery);
	}

	function add(event: StoredEvent, endpointId: string, options: Partial<Delivery>): void {
		const delivery: Delivery = {
			id: newId('whd_'),
			eventId: event.id,
			endpointId,
			state: 'pending',
			isCopy: false,
			attempts: 0,
			nextAttemptAt: clock.now(),
			lastStatus: null,
			lastError: null,
			...options,
		};
		deliveries.add(delivery);
		if (delivery.state === 'pending') dispatcher.schedule(delivery);
	}

	function queue(event: StoredEvent, planFor: (type: string) => DeliveryPlan): void {
		for (const { id, status, enabled_events: types } of store.list('webhook_endpoint')) {
			if (status !== 'enabled' || !types.some((wanted) => matchesType(event.type, wanted))) continue;
			const { isDropped, wait, copies } = planFor(event.type);
			if (isDropped) {
				add(event, id, { state: 'dropped', lastError: 'dropped on purpose' });
				continue;
			}
			add(event, id, { nextAttemptAt: clock.now() + wait });
			for (const more of copies) add(event, id, { isCopy: true, nextAttemptAt: clock.now() + more });
		}
	}

	function forget(some: Delivery[]): void {
		for (const delivery of some) {
			dispatcher.cancel(delivery);
			deliveries.remove(delivery);
		}
	}

	function resend(event: StoredEvent, times = 1): void {
		const former = deliveries.of(event.id);
		const copies = Array.from({ length: times - 1 }, () => 0);
		queue(event, () => ({ ...UNDISTURBED, copies }));
		// Last, so that nobody who waits sees a moment in which nothing is left to deliver.
		forget(former);
	}

	const isDelivered = (eventId: string): boolean =>
		deliveries.of(eventId).every((one) => one.state === 'delivered');

	return {
		...dispatcher,
		schedule: (event) => queue(event, disturbances.planFor),
		resend,
		resendAll(state) {
			const chosen = deliveries.all().filter((delivery) => delivery.state === state);
			for (const id of new Set(chosen.map((delivery) => delivery.eventId))) {
				const event = store.get('event', id);
				if (event !== undefined) resend(event);
			}
		},
		async settled(eventId, milliseconds) {
			await deliveries.until(() => isDelivered(eventId), milliseconds);
		},
		idle: (milliseconds) => deliveries.until(() => deliveries.count('pending') === 0, milliseconds),
		of: deliveries.of,
		counts: () => ({
			pending: deliveries.count('pending'),
			delivered: deliveries.count('delivered'),
			failed: deliveries.count('failed'),
			dropped: deliveries.count('dropped'),
		}),
		forget: (eventId) => forget(deliveries.of(eventId)),
		start() {
			for (const delivery of deliveries.all()) {
				if (delivery.state === 'pending') dispatcher.schedule(delivery);
			}
		},
		async stop() {
			const impatience = setTimeout(() => stopping.abort(), STOP_MILLISECONDS);
			await dispatcher.stop();
			clearTimeout(impatience);
		},
	};
}
