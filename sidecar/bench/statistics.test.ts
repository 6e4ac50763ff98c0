import { median, overRounds, quantile, ratioOverRounds, summarize } from './statistics';

const sample = (p95: number, throughput = 1) => ({ p50: 1, p95, throughput });

test('a quantile is a value that was measured, whatever the order', () => {
	const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
	expect(quantile(hundred, 0.5)).toBe(50);
	expect(quantile(hundred, 0.95)).toBe(95);
	expect(quantile(hundred, 1)).toBe(100);
	expect(quantile([7], 0.95)).toBe(7);
});

test('nothing has no quantile and no median', () => {
	expect(() => quantile([], 0.5)).toThrow('nothing');
	expect(() => median([])).toThrow('nothing');
});

test('the median of an even number lies between the two in the middle', () => {
	expect(median([9, 1, 5])).toBe(5);
	expect(median([9, 1, 5, 6])).toBe(5.5);
});

test('throughput is per second, from times in milliseconds', () => {
	expect(summarize([10, 20, 30, 40], 50)).toEqual({ p50: 20, p95: 40, throughput: 80 });
});

test('rounds are summed up field by field, so that one slow round does not count', () => {
	expect(overRounds([sample(3, 10), sample(900, 1), sample(2, 11)])).toEqual(sample(3, 10));
});

test('a ratio compares within each round: a slow round is slow for both', () => {
	const baseline = [sample(10), sample(1000), sample(10)];
	expect(ratioOverRounds([sample(11), sample(1100), sample(11)], baseline, 'p95')).toBeCloseTo(1.1);
});

test('a ratio refuses variants of different rounds', () => {
	expect(() => ratioOverRounds([sample(1)], [], 'p95')).toThrow('different rounds');
});
