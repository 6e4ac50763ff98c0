/**
 * Lets some timers of this process come sooner.
 *
 * @param shorten the wait that takes the place of another, both in milliseconds
 * @returns what puts everything back
 */
export const hurryTimers = (shorten: (milliseconds: number) => number): (() => void) => {
	const original = globalThis.setTimeout;
	const hurried = <Given extends unknown[]>(
		work: (...given: Given) => void,
		milliseconds = 0,
		...given: Given
	): NodeJS.Timeout => original(work, shorten(milliseconds), ...given);
	globalThis.setTimeout = Object.assign(hurried, { __promisify__: original.__promisify__ });
	return () => {
		globalThis.setTimeout = original;
	};
};
