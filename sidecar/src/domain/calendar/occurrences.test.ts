import { occurrences, type WeeklyClass } from './occurrences';

const SUNDAY = 0;
const MONDAY = 1;

/** Starts and ends as UTC, minutes only: `2030-03-04T17:00 - 2030-03-04T18:30`. */
const times = (weekly: Partial<WeeklyClass>, from: string, to = from) =>
	occurrences({
		dayOfWeek: MONDAY,
		startTime: '18:00',
		endTime: '19:30',
		timezone: 'Europe/Berlin',
		from,
		to,
		...weekly,
	}).map(
		({ startsAt, endsAt }) =>
			`${startsAt.toISOString().slice(0, 16)} - ${endsAt.toISOString().slice(0, 16)}`,
	);

describe('the days', () => {
	test('are those of the weekday from the first date to the last, both included', () => {
		const dates = occurrences({
			dayOfWeek: MONDAY,
			startTime: '18:00:00',
			endTime: '19:30:00',
			timezone: 'Europe/Berlin',
			from: '2030-03-04',
			to: '2030-03-18',
		}).map(({ date }) => date);
		expect(dates).toEqual(['2030-03-04', '2030-03-11', '2030-03-18']);
	});

	test.each([
		[0, '2030-03-10'],
		[1, '2030-03-04'],
		[2, '2030-03-05'],
		[3, '2030-03-06'],
		[4, '2030-03-07'],
		[5, '2030-03-08'],
		[6, '2030-03-09'],
	])('a week has day %i once, on %s', (dayOfWeek, date) => {
		const found = occurrences({
			dayOfWeek,
			startTime: '10:00',
			endTime: '11:00',
			timezone: 'America/New_York',
			from: '2030-03-04',
			to: '2030-03-10',
		});
		expect(found.map((occurrence) => occurrence.date)).toEqual([date]);
	});

	test('are none when the range is too short or the wrong way round', () => {
		expect(times({}, '2030-03-05', '2030-03-10')).toEqual([]);
		expect(times({}, '2030-03-18', '2030-03-04')).toEqual([]);
	});

	test('are days where the class is held, not in UTC', () => {
		expect(
			times({ timezone: 'Pacific/Kiritimati', startTime: '09:00', endTime: '10:00' }, '2030-03-04'),
		).toEqual(['2030-03-03T19:00 - 2030-03-03T20:00']);
	});
});

describe('the wall clock', () => {
	test('is kept when Berlin goes to summer time', () => {
		expect(times({}, '2030-03-25', '2030-04-01')).toEqual([
			'2030-03-25T17:00 - 2030-03-25T18:30',
			'2030-04-01T16:00 - 2030-04-01T17:30',
		]);
	});

	test('is kept when New York goes back to winter time', () => {
		expect(times({ timezone: 'America/New_York' }, '2030-10-28', '2030-11-04')).toEqual([
			'2030-10-28T22:00 - 2030-10-28T23:30',
			'2030-11-04T23:00 - 2030-11-05T00:30',
		]);
	});

	test('is kept on Lord Howe, where summer time is half an hour', () => {
		expect(times({ timezone: 'Australia/Lord_Howe' }, '2030-04-01', '2030-04-08')).toEqual([
			'2030-04-01T07:00 - 2030-04-01T08:30',
			'2030-04-08T07:30 - 2030-04-08T09:00',
		]);
	});

	test('is the same instant of the day all year where there is no summer time', () => {
		const year = times({ timezone: 'Asia/Kolkata' }, '2030-01-01', '2030-12-31');
		expect(year).toHaveLength(52);
		expect(new Set(year.map((time) => time.slice(10, 16)))).toEqual(new Set(['T12:30']));
	});
});

describe('a class over midnight', () => {
	test('ends on the next day', () => {
		expect(times({ startTime: '23:00', endTime: '00:30' }, '2030-03-04')).toEqual([
			'2030-03-04T22:00 - 2030-03-04T23:30',
		]);
	});

	test('that ends when it starts lasts a day', () => {
		expect(times({ startTime: '08:00', endTime: '08:00' }, '2030-03-04')).toEqual([
			'2030-03-04T07:00 - 2030-03-05T07:00',
		]);
	});

	test('is an hour shorter by the sun when clocks go forward meanwhile', () => {
		expect(times({ dayOfWeek: 6, startTime: '23:00', endTime: '05:00' }, '2030-03-30')).toEqual([
			'2030-03-30T22:00 - 2030-03-31T03:00',
		]);
	});
});

describe('when clocks go forward (Berlin 2030-03-31 02:00 → 03:00)', () => {
	const on = (startTime: string, endTime: string) =>
		times({ dayOfWeek: SUNDAY, startTime, endTime }, '2030-03-31');

	test('a start that is skipped moves forward and the class keeps its length', () => {
		expect(on('02:30', '04:00')).toEqual(['2030-03-31T01:30 - 2030-03-31T03:00']);
	});

	test('a class that would be skipped whole still takes place, and does not end before it starts', () => {
		expect(on('02:15', '02:45')).toEqual(['2030-03-31T01:15 - 2030-03-31T01:45']);
		expect(on('02:30', '03:15')).toEqual(['2030-03-31T01:30 - 2030-03-31T02:15']);
	});

	test('it is the same west of Greenwich', () => {
		const newYork = { dayOfWeek: SUNDAY, timezone: 'America/New_York' };
		expect(times({ ...newYork, startTime: '02:30', endTime: '04:00' }, '2030-03-10')).toEqual([
			'2030-03-10T07:30 - 2030-03-10T09:00',
		]);
	});

	test('an end that is skipped moves forward', () => {
		expect(on('01:30', '02:30')).toEqual(['2030-03-31T00:30 - 2030-03-31T01:30']);
	});

	test('a class around the change keeps both readings of the clock', () => {
		expect(on('01:00', '04:00')).toEqual(['2030-03-31T00:00 - 2030-03-31T02:00']);
	});
});

describe('when clocks go back (New York 2030-11-03 02:00 → 01:00)', () => {
	const on = (startTime: string, endTime: string) =>
		times({ dayOfWeek: SUNDAY, startTime, endTime, timezone: 'America/New_York' }, '2030-11-03');

	test('a start that comes twice is the first one', () => {
		expect(on('01:30', '03:00')).toEqual(['2030-11-03T05:30 - 2030-11-03T08:00']);
	});

	test('an end that comes twice is the first one', () => {
		expect(on('00:30', '01:30')).toEqual(['2030-11-03T04:30 - 2030-11-03T05:30']);
		expect(on('01:15', '01:45')).toEqual(['2030-11-03T05:15 - 2030-11-03T05:45']);
	});
});

test('on Lord Howe the skipped and the doubled half hour follow the same rules', () => {
	const on = (date: string, startTime: string, endTime: string) =>
		times({ dayOfWeek: SUNDAY, startTime, endTime, timezone: 'Australia/Lord_Howe' }, date);
	expect(on('2030-10-06', '02:15', '03:15')).toEqual(['2030-10-05T15:45 - 2030-10-05T16:45']);
	expect(on('2030-04-07', '01:45', '02:45')).toEqual(['2030-04-06T14:45 - 2030-04-06T16:15']);
});

test.each<[string, Partial<WeeklyClass>, string]>([
	['a zone', { timezone: 'Europe/Atlantis' }, '2030-03-04'],
	['a time', { startTime: '24:00' }, '2030-03-04'],
	['a time', { endTime: '7:30' }, '2030-03-04'],
	['a day', { dayOfWeek: 7 }, '2030-03-04'],
	['a day', { dayOfWeek: -1 }, '2030-03-04'],
	['a date', {}, '2030-02-30'],
	['a date', {}, '4 March 2030'],
])('%s that does not exist is refused', (_, weekly, from) => {
	expect(() => times(weekly, from, '2030-12-31')).toThrow(RangeError);
});
