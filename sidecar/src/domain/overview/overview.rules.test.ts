import { firstStepsOf, isOver, moneyByDay, seatsByDay } from './overview.rules';

const DATES = ['2026-09-01', '2026-09-02'];

test('every day has its seats, those without any too', () => {
	expect(seatsByDay(DATES, [{ day: 1, count: 3 }], [{ day: 0, count: 1 }])).toEqual([
		{ date: '2026-09-01', enrolled: 0, ended: 1 },
		{ date: '2026-09-02', enrolled: 3, ended: 0 },
	]);
});

test('money is told for each currency by itself, never added up across them', () => {
	const paid = [
		{ day: 0, currency: 'usd', amount: 100 },
		{ day: 1, currency: 'usd', amount: 50 },
		{ day: 1, currency: 'eur', amount: 7 },
	];
	const told = moneyByDay(DATES, paid, [{ day: 1, currency: 'usd', amount: 20 }]);
	expect(told.map(({ currency, paid: sum, refunded }) => [currency, sum, refunded])).toEqual([
		['eur', 7, 0],
		['usd', 150, 20],
	]);
	expect(told[1]!.days).toEqual([
		{ date: '2026-09-01', paid: 100, refunded: 0 },
		{ date: '2026-09-02', paid: 50, refunded: 20 },
	]);
	expect(moneyByDay(DATES, [], [])).toEqual([]);
});

test('a cohort is over when its last day has passed where it takes place', () => {
	const now = new Date('2026-09-02T02:00:00Z');
	expect(isOver({ end_date: '2026-09-01', timezone: 'Europe/Berlin' }, now)).toBe(true);
	expect(isOver({ end_date: '2026-09-01', timezone: 'America/New_York' }, now)).toBe(false);
});

const NOTHING = {
	has_students: 0,
	class_id: null,
	course_id: null,
	ready_course_id: null,
	cohort_id: null,
	ready_cohort_id: null,
	paged_course_id: null,
} as const;

test('on an empty site everything is left to do, in order', () => {
	const steps = firstStepsOf(NOTHING, false);
	expect(steps.map(({ code }) => code)).toEqual(['group_class', 'course', 'cohort', 'page', 'webhook']);
	expect(steps.every(({ isDone, id }) => !isDone && id === null)).toBe(true);
});

test('what was begun is the place to go on, and what is done is ticked', () => {
	const state = { ...NOTHING, class_id: 1, course_id: 2, ready_course_id: 3, cohort_id: 4 };
	expect(firstStepsOf(state, true)).toEqual([
		{ code: 'group_class', isDone: true, id: 1 },
		{ code: 'course', isDone: true, id: 3 },
		{ code: 'cohort', isDone: false, id: 4 },
		{ code: 'page', isDone: false, id: 3 },
		{ code: 'webhook', isDone: true, id: null },
	]);
});

test('once somebody has enrolled nothing is left', () => {
	expect(firstStepsOf({ ...NOTHING, has_students: 1 }, false)).toEqual([]);
});
