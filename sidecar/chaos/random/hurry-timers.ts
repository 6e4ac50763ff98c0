/** stripe-node waits half a second and more before it repeats a call; nothing of ours sleeps for as long. */
const FROM = 400;
const UP_TO = 3_000;
const DIVISOR = 40;

/** Shortens the waits of stripe-node in this process, which are most of the time of a schedule with faults. */
export const hurryTimers = (): { restore: () => void } => {
	const original = globalThis.setTimeout;
	const hurried = <Given extends unknown[]>(
		work: (...given: Given) => void,
		milliseconds = 0,
		...given: Given
	): NodeJS.Timeout =>
		original(
			work,
			milliseconds >= FROM && milliseconds <= UP_TO ? milliseconds / DIVISOR : milliseconds,
			...given,
		);
	globalThis.setTimeout = Object.assign(hurried, {
		__promisify__: original.__promisify__,
	}) as typeof setTimeout;
	return {
		restore: () => {
			globalThis.setTimeout = original;
		},
	};
};
