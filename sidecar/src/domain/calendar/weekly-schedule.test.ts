import { occurrenceInWeek } from './weekly-schedule';

const weekly = { dayOfWeek: 2, startTime: '18:30', endTime: '20:00', timezone: 'Europe/Berlin' };

test('a class comes once in each week of a cohort, counted from its first day', () => {
	const startsAt = (startDate: string, week: number) =>
		occurrenceInWeek(weekly, startDate, week).startsAt.toISOString();
	// 2030-03-12 is a Tuesday: the first day counts, the day before is in the week that ends on it.
	expect(startsAt('2030-03-12', 0)).toBe('2030-03-12T17:30:00.000Z');
	expect(startsAt('2030-03-13', 0)).toBe('2030-03-19T17:30:00.000Z');
	expect(startsAt('2030-03-12', 3)).toBe('2030-04-02T16:30:00.000Z');
});
