import { lastDays } from './days.rules';

const utc = (text: string): Date => new Date(text);

test('days begin and end at midnight of their zone, and today is the last', () => {
	const { dates, boundaries } = lastDays(3, 'America/New_York', utc('2026-09-02T02:00:00Z'));
	// In New York it is still the first of September.
	expect(dates).toEqual(['2026-08-30', '2026-08-31', '2026-09-01']);
	expect(boundaries).toEqual([
		utc('2026-08-30T04:00:00Z'),
		utc('2026-08-31T04:00:00Z'),
		utc('2026-09-01T04:00:00Z'),
		utc('2026-09-02T04:00:00Z'),
	]);
});

test.each([
	['Europe/Berlin', '2026-03-29', 23],
	['Europe/Berlin', '2026-10-25', 25],
	['Australia/Lord_Howe', '2026-04-05', 24.5],
])('in %s the %s has %d hours', (zone, date, hours) => {
	const { dates, boundaries } = lastDays(3, zone, utc(`${date}T12:00:00Z`));
	const index = dates.indexOf(date);
	const length = (boundaries[index + 1]!.getTime() - boundaries[index]!.getTime()) / 3_600_000;
	expect(length).toBe(hours);
});

test('a day whose midnight is skipped begins when its clocks begin, and no day is missing', () => {
	// In Beirut clocks go from 23:59 of the 28th to 01:00 of the 29th of March.
	const { dates, boundaries } = lastDays(3, 'Asia/Beirut', utc('2026-03-30T10:00:00Z'));
	expect(dates).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
	expect(boundaries[1]).toEqual(utc('2026-03-28T22:00:00Z'));
});

test.each([7, 30, 90, 365])('%d days are that many, each once, in order', (count) => {
	const { dates, boundaries } = lastDays(count, 'Europe/Berlin', utc('2026-11-26T00:30:00Z'));
	expect(dates).toHaveLength(count);
	expect(new Set(dates).size).toBe(count);
	expect([...dates].sort()).toEqual(dates);
	expect(boundaries).toHaveLength(count + 1);
	expect(dates.at(-1)).toBe('2026-11-26');
});
