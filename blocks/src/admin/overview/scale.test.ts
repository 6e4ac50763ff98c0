import { inBuckets, ticksFor } from './scale';

test.each([
	[0, [0, 1]],
	[1, [0, 1]],
	[3, [0, 1, 2, 3]],
	[10, [0, 5, 10]],
	[17, [0, 5, 10, 15, 20]],
	[240_000, [0, 100_000, 200_000, 300_000]],
])('up to %d the axis has the values %j', (largest, ticks) => {
	expect(ticksFor(largest)).toEqual(ticks);
});

test.each([7, 99, 1234, 50_000, 987_654_321])('the axis reaches up to %d in few round steps', (largest) => {
	const ticks = ticksFor(largest);
	expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
	expect(ticks.length).toBeLessThanOrEqual(6);
});

const days = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		date: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
		sold: 1,
	}));
const sum = (group: readonly { sold: number }[]) => group.reduce((total, { sold }) => total + sold, 0);

test.each([
	[7, 7, 1],
	[30, 30, 1],
	[90, 13, 7],
	[365, 53, 7],
])('%d days become %d bars of at most %d days, and nothing is lost', (count, bars, size) => {
	const buckets = inBuckets(days(count), 60, sum);
	expect(buckets).toHaveLength(bars);
	expect(buckets.reduce((total, { value }) => total + value, 0)).toBe(count);
	expect(Math.max(...buckets.map(({ value }) => value))).toBe(size);
	expect(buckets.at(-1)?.to).toBe(days(count).at(-1)?.date);
	expect(buckets[0]?.from).toBe('2026-01-01');
});
