import { nextAttemptAt } from './backoff';

const now = new Date('2026-03-01T12:00:00Z');
const seconds = (attempts: number, random: number): number =>
	(nextAttemptAt(now, attempts, () => random).getTime() - now.getTime()) / 1000;

test('each failure doubles the wait', () => {
	expect([1, 2, 3, 4].map((attempts) => seconds(attempts, 0))).toEqual([2, 4, 8, 16]);
});

test('the wait never exceeds an hour', () => {
	expect(seconds(5000, 0)).toBe(3600);
});

test('case 36: chance shortens the wait by at most a half', () => {
	expect(seconds(3, 0.999)).toBeGreaterThan(4);
	expect(seconds(3, 0.999)).toBeLessThan(4.1);
});
