import { clockChanges, readingOf, suggestedTime, toScheduleTime } from './schedule-time.rules';

const SUNDAY_NIGHT = {
	dayOfWeek: 0,
	startTime: '02:30:00',
	endTime: '04:00:00',
	timezone: 'Europe/Berlin',
};
const span = (startsAt: string, endsAt: string) => ({
	startsAt: new Date(startsAt),
	endsAt: new Date(endsAt),
});

describe('what the clocks say of a session', () => {
	test('is wall clock and offset where the class is held', () => {
		const evening = { startTime: '18:00:00', endTime: '19:30:00', timezone: 'America/New_York' };
		expect(toScheduleTime(span('2030-07-02T22:00:00Z', '2030-07-02T23:30:00Z'), evening)).toEqual({
			date: '2030-07-02',
			startTime: '18:00',
			endTime: '19:30',
			startsAt: '2030-07-02T22:00:00.000Z',
			endsAt: '2030-07-02T23:30:00.000Z',
			offset: '-04:00',
			movedByClockChange: false,
		});
	});

	test('tells when they moved it, and not when a person did', () => {
		const moved = (startsAt: string, endsAt: string) =>
			toScheduleTime(span(startsAt, endsAt), SUNDAY_NIGHT);
		// 2030-03-31 02:30 does not exist in Berlin.
		expect(moved('2030-03-31T01:30:00Z', '2030-03-31T03:00:00Z')).toMatchObject({
			startTime: '03:30',
			endTime: '05:00',
			offset: '+02:00',
			movedByClockChange: true,
		});
		expect(moved('2030-03-31T02:30:00Z', '2030-03-31T03:30:00Z').movedByClockChange).toBe(false);
		expect(moved('2030-03-24T01:30:00Z', '2030-03-24T03:00:00Z').movedByClockChange).toBe(false);
	});

	test('is UTC where the time zone is unknown', () => {
		const somewhere = { startTime: '18:00:00', endTime: '19:30:00', timezone: '' };
		expect(toScheduleTime(span('2030-07-02T22:00:00Z', '2030-07-02T23:30:00Z'), somewhere)).toMatchObject(
			{ date: '2030-07-02', startTime: '22:00', offset: '+00:00', movedByClockChange: false },
		);
	});

	test('begins on the day of its start', () => {
		expect(readingOf(span('2030-03-04T22:00:00Z', '2030-03-05T00:30:00Z'), 'Europe/Berlin')).toEqual({
			date: '2030-03-04',
			startTime: '23:00',
			endTime: '01:30',
		});
	});
});

describe('what a weekly class gives', () => {
	const tuesday = { dayOfWeek: 2, startTime: '18:30:00', endTime: '20:00:00', timezone: 'Europe/Berlin' };

	test('is its time in a week of the cohort, over a change of the clocks', () => {
		const at = (week: number) => suggestedTime(tuesday, '2030-03-25', week);
		expect(at(0)).toMatchObject({ date: '2030-03-26', startsAt: '2030-03-26T17:30:00.000Z' });
		expect(at(1)).toMatchObject({
			date: '2030-04-02',
			startTime: '18:30',
			startsAt: '2030-04-02T16:30:00.000Z',
			offset: '+02:00',
			movedByClockChange: false,
		});
	});

	test('is moved when clocks skip it', () => {
		expect(suggestedTime(SUNDAY_NIGHT, '2030-03-25', 0)).toMatchObject({
			date: '2030-03-31',
			startTime: '03:30',
			movedByClockChange: true,
		});
	});

	test('is nothing where the time zone is unknown', () => {
		expect(suggestedTime({ ...tuesday, timezone: 'Europe/Atlantis' }, '2030-03-25', 0)).toBeNull();
	});
});

describe('clocks change', () => {
	const changes = (timezone: string, startDate: string, endDate: string) =>
		clockChanges(timezone, { startDate, endDate });

	test('twice a year in Berlin', () => {
		expect(changes('Europe/Berlin', '2030-01-01', '2030-12-31')).toEqual([
			{ date: '2030-03-31', from: '+01:00', to: '+02:00' },
			{ date: '2030-10-27', from: '+02:00', to: '+01:00' },
		]);
	});

	test('on the first and on the last day, too, but not beyond', () => {
		expect(changes('Europe/Berlin', '2030-03-31', '2030-04-30')).toHaveLength(1);
		expect(changes('Europe/Berlin', '2030-03-01', '2030-03-31')).toHaveLength(1);
		expect(changes('Europe/Berlin', '2030-04-01', '2030-10-26')).toEqual([]);
		expect(changes('Europe/Berlin', '2030-03-01', '2030-03-30')).toEqual([]);
	});

	test('at midnight in Santiago, by half an hour on Lord Howe, never in Kolkata', () => {
		expect(changes('America/Santiago', '2030-09-01', '2030-09-30')).toEqual([
			{ date: '2030-09-08', from: '-04:00', to: '-03:00' },
		]);
		expect(changes('Australia/Lord_Howe', '2030-04-01', '2030-04-30')).toEqual([
			{ date: '2030-04-07', from: '+11:00', to: '+10:30' },
		]);
		expect(changes('Asia/Kolkata', '2030-01-01', '2034-12-31')).toEqual([]);
	});

	test('nowhere that does not exist', () => {
		expect(changes('', '2030-01-01', '2030-12-31')).toEqual([]);
	});
});
