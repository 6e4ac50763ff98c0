import type { Clock } from '../src/clock';

export interface TestClock extends Clock {
	/** Moves on. */
	pass(milliseconds: number): void;
}

/** Starts now, on a whole second, and stands still until told otherwise. */
export const createTestClock = (): TestClock => {
	let now = Math.floor(Date.now() / 1000) * 1000;
	return {
		now: () => new Date(now),
		pass: (milliseconds) => {
			now += milliseconds;
		},
	};
};
