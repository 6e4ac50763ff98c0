import { setTimeout as wait } from 'node:timers/promises';

const POLL_MILLISECONDS = 15;
/** Whoever waits for longer waits for ever; no result depends on it. */
const PATIENCE_MILLISECONDS = 300_000;

/** Waits for a condition. Raises, with its name, when it never comes. */
export const until = async (
	what: string,
	holds: () => boolean | Promise<boolean>,
	pollMilliseconds = POLL_MILLISECONDS,
): Promise<void> => {
	const deadline = performance.now() + PATIENCE_MILLISECONDS;
	while (!(await holds())) {
		if (performance.now() > deadline) {
			throw new Error(`Waited in vain until ${what}.`);
		}
		await wait(pollMilliseconds);
	}
};
