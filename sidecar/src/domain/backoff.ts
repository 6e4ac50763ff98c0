const SECOND = 1000;
const HOUR = 3_600_000;

/**
 * When to try again after the n-th failure (from 1): 2 s, 4 s, 8 s … up to an hour, each shortened by up to a half at
 * random, so that many failures do not come back together.
 */
export const nextAttemptAt = (now: Date, attempts: number, random: () => number = Math.random): Date => {
	const full = Math.min(2 ** Math.min(attempts, 20) * SECOND, HOUR);
	return new Date(now.getTime() + full * (1 - random() / 2));
};
