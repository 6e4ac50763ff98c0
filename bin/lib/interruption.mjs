import { Interrupted } from './failure.mjs';

let requested = false;
/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {boolean} the person asked to stop */
export const isInterrupted = () => requested;

/** @throws {Interrupted} when the person asked to stop */
export function stopIfInterrupted() {
	if (requested) throw new Interrupted();
}

/** @param {() => void} listener called at once when the person asks to stop */
export function onInterruption(listener) {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** From here on Ctrl-C, and being told to end, let the work under way fail with {@link Interrupted}. */
export function listenForInterruption() {
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => {
			requested = true;
			for (const listener of listeners) listener();
		});
	}
}

/** Lets work go on for the cleaning up. */
export function forgetInterruption() {
	requested = false;
}
