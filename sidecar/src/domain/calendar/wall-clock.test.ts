import { dateAt, instantOf, isTimezone, wallClockAt } from './wall-clock';

test.each([
	['2030-03-04T18:00', 'Europe/Berlin', '2030-03-04T17:00:00.000Z'],
	['2030-07-04T18:00', 'Europe/Berlin', '2030-07-04T16:00:00.000Z'],
	['2030-03-04T00:00', 'Pacific/Kiritimati', '2030-03-03T10:00:00.000Z'],
	['2030-03-04T23:59', 'Asia/Kathmandu', '2030-03-04T18:14:00.000Z'],
	['2030-03-04T12:00', 'UTC', '2030-03-04T12:00:00.000Z'],
])('%s on the wall in %s is %s, and back', (local, timezone, instant) => {
	expect(instantOf(local, timezone).toISOString()).toBe(instant);
	expect(wallClockAt(new Date(instant), timezone)).toBe(local);
});

test('a wall clock that clocks skip is as much later as they skip', () => {
	expect(instantOf('2030-03-31T02:30', 'Europe/Berlin').toISOString()).toBe('2030-03-31T01:30:00.000Z');
	expect(wallClockAt(instantOf('2030-03-31T02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe(
		'2030-03-31T03:30',
	);
	// Samoa left out a whole day.
	expect(instantOf('2011-12-30T12:00', 'Pacific/Apia').toISOString()).toBe('2011-12-30T22:00:00.000Z');
});

test('a wall clock that comes twice is the first one', () => {
	expect(instantOf('2030-10-27T02:30', 'Europe/Berlin').toISOString()).toBe('2030-10-27T00:30:00.000Z');
	expect(instantOf('2030-04-07T01:45', 'Australia/Lord_Howe').toISOString()).toBe(
		'2030-04-06T14:45:00.000Z',
	);
});

test('the date is the one of the place', () => {
	const instant = new Date('2030-03-04T23:30:00Z');
	expect(dateAt(instant, 'Europe/Berlin')).toBe('2030-03-05');
	expect(dateAt(instant, 'America/New_York')).toBe('2030-03-04');
	expect(dateAt(instant, 'Nowhere/Land')).toBe('2030-03-04');
});

test.each(['2030-02-30T10:00', '2030-03-04T24:00', '2030-03-04', 'now'])('%s is refused', (local) => {
	expect(() => instantOf(local, 'Europe/Berlin')).toThrow(RangeError);
});

test('a place that does not exist is refused', () => {
	expect(() => instantOf('2030-03-04T10:00', 'Europe/Atlantis')).toThrow(RangeError);
	expect([isTimezone('Europe/Berlin'), isTimezone('Europe/Atlantis'), isTimezone('')]).toEqual([
		true,
		false,
		false,
	]);
});
