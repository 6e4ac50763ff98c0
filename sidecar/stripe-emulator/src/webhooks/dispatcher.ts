import type { Clock } from '../clock';
import { createDraws, shuffled } from '../draws';
import type { Delivery } from '../store/state';

/** So many deliveries are under way at once, unless told otherwise. */
const CONCURRENCY = 64;
/** Longer waits overflow Node's timers; whoever waits so long is asked again. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

export type ReleaseOrder = 'due' | 'reversed' | 'shuffled';

/** Starts deliveries when they are due, a bounded number at once, or none while they are held. */
export interface Dispatcher {
	/** Starts the delivery at its `nextAttemptAt`; replaces an earlier wish. */
	schedule(delivery: Delivery): void;
	cancel(delivery: Delivery): void;
	/** Looks at the clock again, after it was moved. */
	reschedule(): void;
	hold(): void;
	release(order: ReleaseOrder, seed: string): void;
	isHeld(): boolean;
	/** With 1, deliveries arrive strictly one after the other. */
	limit(concurrency: number): void;
	/** Starts no more; resolves when those under way have ended. */
	stop(): Promise<void>;
}

export function createDispatcher(clock: Clock, send: (delivery: Delivery) => Promise<void>): Dispatcher {
	const waiting = new Map<Delivery, NodeJS.Timeout>();
	/** In the order in which they became due. */
	let due = new Set<Delivery>();
	const underWay = new Set<Promise<void>>();
	let concurrency = CONCURRENCY;
	let isHeld = false;
	let isStopped = false;
	let pumping: NodeJS.Immediate | undefined;

	/** Not at once: the request that made the event is answered first. */
	function pumpSoon(): void {
		pumping ??= setImmediate(() => {
			pumping = undefined;
			pump();
		});
	}

	function pump(): void {
		for (const delivery of due) {
			if (isHeld || isStopped || underWay.size >= concurrency) return;
			due.delete(delivery);
			const attempt = send(delivery).finally(() => {
				underWay.delete(attempt);
				pump();
			});
			underWay.add(attempt);
		}
	}

	function cancel(delivery: Delivery): void {
		clearTimeout(waiting.get(delivery));
		waiting.delete(delivery);
		due.delete(delivery);
	}

	function schedule(delivery: Delivery): void {
		if (isStopped) return;
		cancel(delivery);
		const wait = delivery.nextAttemptAt - clock();
		if (wait <= 0) {
			due.add(delivery);
			pumpSoon();
			return;
		}
		const timer = setTimeout(() => schedule(delivery), Math.min(wait, LONGEST_TIMER_MILLISECONDS));
		waiting.set(delivery, timer);
	}

	return {
		schedule,
		cancel,
		reschedule() {
			const sooner = (one: Delivery, other: Delivery): number =>
				one.nextAttemptAt - other.nextAttemptAt;
			for (const delivery of [...waiting.keys()].sort(sooner)) schedule(delivery);
		},
		hold: () => {
			isHeld = true;
		},
		release(order, seed) {
			if (order === 'reversed') due = new Set([...due].reverse());
			if (order === 'shuffled') due = new Set(shuffled([...due], createDraws(seed)));
			isHeld = false;
			pumpSoon();
		},
		isHeld: () => isHeld,
		limit(wanted) {
			concurrency = wanted;
			pumpSoon();
		},
		async stop() {
			isStopped = true;
			clearImmediate(pumping);
			for (const timer of waiting.values()) clearTimeout(timer);
			waiting.clear();
			await Promise.all(underWay);
		},
	};
}
