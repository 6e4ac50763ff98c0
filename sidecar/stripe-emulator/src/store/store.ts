import { emptyState, type ObjectName, type State, type StoredObjects } from './state';
import { readSnapshot, writeSnapshot } from './snapshot';

const WRITE_DELAY_MILLISECONDS = 200;
/** Writing takes at most a part of the time as small as this, however large the state becomes. */
const WRITE_SHARE = 1 / 20;

/** The emulator's memory. Objects are live: change one, then `save` it. */
export interface Store {
	readonly state: State;
	get<Name extends ObjectName>(name: Name, id: string): StoredObjects[Name] | undefined;
	/** Newest first, as Stripe lists them. */
	list<Name extends ObjectName>(name: Name): StoredObjects[Name][];
	/** Adds the object, or notes that it changed. */
	save<Name extends ObjectName>(name: Name, object: StoredObjects[Name]): StoredObjects[Name];
	/** Notes a change outside of the objects (deliveries, idempotency keys). */
	changed(): void;
	/** Writes what is not on disk yet. */
	flush(): void;
}

/**
 * @param file where the state survives a restart; null = nowhere
 * @throws Error when the file cannot be read or is not a state
 */
export function openStore(file: string | null): Store {
	const state = file === null ? emptyState() : readSnapshot(file);
	let timer: NodeJS.Timeout | undefined;
	let delay = WRITE_DELAY_MILLISECONDS;

	const flush = (): void => {
		clearTimeout(timer);
		if (timer === undefined || file === null) return;
		timer = undefined;
		const start = performance.now();
		writeSnapshot(file, state);
		delay = Math.max(WRITE_DELAY_MILLISECONDS, (performance.now() - start) / WRITE_SHARE);
	};
	const changed = (): void => {
		if (file !== null) timer ??= setTimeout(flush, delay);
	};

	return {
		state,
		get: (name, id) => state.objects[name].get(id),
		list: (name) => [...state.objects[name].values()].reverse(),
		save(name, object) {
			state.objects[name].set(object.id, object);
			changed();
			return object;
		},
		changed,
		flush,
	};
}
