import { API_VERSION } from '../api-version';
import { unixSeconds, type TravelClock } from '../clock';
import { newId } from '../ids';
import type { EventCause, StoredEvent } from '../store/state';
import type { Store } from '../store/store';
import type { Deliveries } from './deliveries';
import type { Disturbances } from './disturbances';
import type { EventType } from './event-types';

/** What a person at the pay page or the dashboard does is no API request. */
export const NO_REQUEST: EventCause = { id: null, idempotency_key: null };

const KEPT_SECONDS = 30 * 24 * 60 * 60;

export interface Events {
	/** Records what happened to an object, as it is now, and sends it to every endpoint that listens. */
	emit(type: EventType, object: object, cause: EventCause): StoredEvent;
	/** Tells the same change once more, as another event: https://docs.stripe.com/webhooks#handle-duplicate-events */
	twin(event: StoredEvent): StoredEvent;
}

interface Parts {
	store: Store;
	clock: TravelClock;
	deliveries: Deliveries;
	disturbances: Disturbances;
}

export function createEvents({ store, clock, deliveries, disturbances }: Parts): Events {
	function forgetOld(): void {
		for (const [id, event] of store.state.objects.event) {
			// Insertion order is age: the first young one ends the search.
			if (unixSeconds(clock.now) - event.created < KEPT_SECONDS) return;
			store.state.objects.event.delete(id);
			deliveries.forget(id);
		}
	}
	clock.onTravel(forgetOld);

	function publish(event: StoredEvent): StoredEvent {
		store.save('event', event);
		deliveries.schedule(event);
		return event;
	}

	const twin = (event: StoredEvent): StoredEvent =>
		publish({ ...structuredClone(event), id: newId('evt_'), pending_webhooks: 0 });

	return {
		emit(type, object, cause) {
			forgetOld();
			const event = publish({
				id: newId('evt_'),
				object: 'event',
				api_version: API_VERSION,
				created: unixSeconds(clock.now),
				data: { object: structuredClone(object) },
				livemode: false,
				pending_webhooks: 0,
				request: cause,
				type,
			});
			for (let twins = disturbances.twinsOf(type); twins > 0; twins -= 1) twin(event);
			return event;
		},
		twin,
	};
}
