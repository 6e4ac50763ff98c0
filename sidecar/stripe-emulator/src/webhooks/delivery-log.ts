import type { Delivery } from '../store/state';
import type { Store } from '../store/store';

/** Deliveries by event and by state, without looking through all of them. */
export interface DeliveryLog {
	of(eventId: string): Delivery[];
	all(): Delivery[];
	add(delivery: Delivery): void;
	/** Changes a delivery, and how many webhooks its event still waits for. */
	update(delivery: Delivery, change: Partial<Delivery>): void;
	remove(delivery: Delivery): void;
	has(delivery: Delivery): boolean;
	count(state: Delivery['state']): number;
	/** Resolves when the condition holds, or after the given time; tells whether it holds. */
	until(condition: () => boolean, milliseconds: number): Promise<boolean>;
}

export function createDeliveryLog(store: Store): DeliveryLog {
	const all = store.state.deliveries;
	const byEvent = new Map<string, Set<Delivery>>();
	const counts = { pending: 0, delivered: 0, failed: 0, dropped: 0 };
	const checks = new Set<() => void>();

	function enter(delivery: Delivery): void {
		const siblings = byEvent.get(delivery.eventId) ?? new Set();
		byEvent.set(delivery.eventId, siblings.add(delivery));
		counts[delivery.state] += 1;
	}
	for (const delivery of all.values()) enter(delivery);

	const of = (eventId: string): Delivery[] => [...(byEvent.get(eventId) ?? [])];

	function changed(eventId: string): void {
		const event = store.get('event', eventId);
		const open = of(eventId).filter((one) => one.state !== 'delivered' && !one.isCopy);
		if (event !== undefined) event.pending_webhooks = new Set(open.map((one) => one.endpointId)).size;
		store.changed();
		for (const check of checks) check();
	}

	return {
		of,
		all: () => [...all.values()],
		has: (delivery) => all.has(delivery.id),
		count: (state) => counts[state],
		add(delivery) {
			all.set(delivery.id, delivery);
			enter(delivery);
			changed(delivery.eventId);
		},
		update(delivery, change) {
			counts[delivery.state] -= 1;
			Object.assign(delivery, change);
			counts[delivery.state] += 1;
			changed(delivery.eventId);
		},
		remove(delivery) {
			if (!all.delete(delivery.id)) return;
			counts[delivery.state] -= 1;
			const siblings = byEvent.get(delivery.eventId);
			siblings?.delete(delivery);
			if (siblings?.size === 0) byEvent.delete(delivery.eventId);
			changed(delivery.eventId);
		},
		until: (condition, milliseconds) =>
			new Promise((resolve) => {
				const end = (): void => {
					clearTimeout(timer);
					checks.delete(check);
					resolve(condition());
				};
				const check = (): void => {
					if (condition()) end();
				};
				const timer = setTimeout(end, milliseconds);
				checks.add(check);
				check();
			}),
	};
}
