import { figure, meets } from './figures';

test('an aim is met at its limit, and missed beyond it', () => {
	expect(meets(0.6, { atLeast: 0.6 })).toBe(true);
	expect(meets(0.59, { atLeast: 0.6 })).toBe(false);
	expect(meets(120, { atMost: 120 })).toBe(true);
	expect(meets(121, { atMost: 120 })).toBe(false);
	expect(meets(1, { exactly: 1 })).toBe(true);
	expect(meets(2, { exactly: 1 })).toBe(false);
});

test('a value that could not be computed meets nothing', () => {
	for (const aim of [{ atLeast: 0 }, { atMost: 0 }, { exactly: 0 }]) {
		expect(meets(Number.NaN, aim)).toBe(false);
	}
});

test('a figure without an aim is not judged', () => {
	expect(figure('a.b', 'Something', 3, 'ms')).toEqual({
		id: 'a.b',
		name: 'Something',
		value: 3,
		unit: 'ms',
	});
	expect(figure('a.b', 'Something', 3, 'ms', { atMost: 2 })).toMatchObject({ met: false });
});
