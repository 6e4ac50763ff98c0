import { API_VERSION } from '../api-version';
import { unixSeconds, type Clock } from '../clock';
import { newId } from '../ids';
import type { EventCause, StoredEvent } from '../store/state';
import type { Store } from '../store/store';
import type { Deliveries } from './deliveries';

/** Event types that this emulator makes. */
export type EventType =
	| 'charge.dispute.closed'
	| 'charge.dispute.created'
	| 'charge.failed'
	| 'charge.pending'
	| 'charge.refunded'
	| 'charge.succeeded'
	| 'charge.updated'
	| 'checkout.session.async_payment_failed'
	| 'checkout.session.async_payment_succeeded'
	| 'checkout.session.completed'
	| 'checkout.session.expired'
	| 'coupon.created'
	| 'customer.created'
	| 'payment_intent.canceled'
	| 'payment_intent.created'
	| 'payment_intent.payment_failed'
	| 'payment_intent.processing'
	| 'payment_intent.succeeded'
	| 'price.created'
	| 'price.updated'
	| 'product.created'
	| 'product.updated'
	| 'promotion_code.created'
	| 'refund.created'
	| 'refund.failed'
	| 'refund.updated';

/** What a person at the pay page or the dashboard does is no API request. */
export const NO_REQUEST: EventCause = { id: null, idempotency_key: null };

const KEPT_SECONDS = 30 * 24 * 60 * 60;

export interface Events {
	/** Records what happened to an object, as it is now, and sends it to every endpoint that listens. */
	emit(type: EventType, object: object, cause: EventCause): StoredEvent;
}

export function createEvents(store: Store, clock: Clock, deliveries: Deliveries): Events {
	function forgetOld(): void {
		for (const [id, event] of store.state.objects.event) {
			if (unixSeconds(clock) - event.created < KEPT_SECONDS) return;
			store.state.objects.event.delete(id);
			deliveries.forget(id);
		}
	}

	return {
		emit(type, object, cause) {
			forgetOld();
			const event: StoredEvent = {
				id: newId('evt_'),
				object: 'event',
				api_version: API_VERSION,
				created: unixSeconds(clock),
				data: { object: structuredClone(object) },
				livemode: false,
				pending_webhooks: 0,
				request: cause,
				type,
			};
			store.save('event', event);
			deliveries.schedule(event);
			return event;
		},
	};
}
