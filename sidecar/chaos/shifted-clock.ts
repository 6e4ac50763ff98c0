import { hurryTimers } from './hurry-timers';

/**
 * Loaded before a sidecar (`node --require`): its clock is ahead by as much as it was told, at its start and later, and
 * its shortest timers come sooner. So that a claim lapses without waiting for it; the sidecar itself knows nothing of it.
 */

/** What the parent process may say later. */
export interface ClockMessage {
	aheadMilliseconds: number;
}

export const AHEAD_VARIABLE = 'CHAOS_AHEAD_MILLISECONDS';

/** The jobs that everything waits for come every 2 and every 5 seconds. */
const HURRIED = new Set([2_000, 5_000]);
const DIVISOR = 20;

const install = (): void => {
	let ahead = Number(process.env[AHEAD_VARIABLE] ?? 0);
	process.on('message', ({ aheadMilliseconds }: ClockMessage) => {
		ahead = aheadMilliseconds;
	});
	// It must not keep a sidecar alive that wants to end.
	process.channel?.unref();

	const RealDate = Date;
	const now = (): number => RealDate.now() + ahead;
	globalThis.Date = new Proxy(RealDate, {
		construct: (target, parameters, newTarget) =>
			Reflect.construct(target, parameters.length === 0 ? [now()] : parameters, newTarget) as Date,
		get: (target, name, receiver) =>
			name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
	});

	hurryTimers((milliseconds) => (HURRIED.has(milliseconds) ? milliseconds / DIVISOR : milliseconds));
};

if (AHEAD_VARIABLE in process.env) {
	install();
}
