import { nextDelay, POLLING_ENDS_AFTER_MILLISECONDS } from './polling';

/** Every delay of one wait, when answers take no time. */
const allDelays = (): number[] => {
	const delays: number[] = [];
	let waited = 0;
	for (;;) {
		const delay = nextDelay(delays.length, waited);
		if (delay === null) {
			return delays;
		}
		delays.push(delay);
		waited += delay;
	}
};

test('asks soon at first, then ever more seldom', () => {
	const [first, second, third] = allDelays() as [number, number, number];
	expect(first).toBe(1000);
	expect(second).toBeGreaterThan(first);
	expect(third).toBeGreaterThan(second);
});

test('stops within half a minute', () => {
	const total = allDelays().reduce((sum, delay) => sum + delay, 0);
	expect(total).toBeLessThanOrEqual(30_000);
	expect(total).toBeGreaterThan(20_000);
	expect(POLLING_ENDS_AFTER_MILLISECONDS).toBe(30_000);
});

test('counts the time that slow answers take', () => {
	expect(nextDelay(1, 29_500)).toBeNull();
});
