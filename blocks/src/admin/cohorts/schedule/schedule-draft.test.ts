import type { ScheduledSession, ScheduleOption, ScheduleResponse } from '@cohort-enrollment/sidecar/contract';
import { entriesOf, draftOf, fill, firstDate, missingOptions, shift, shownOptions } from './schedule-draft';

const time = (date: string, startTime = '18:30', endTime = '20:00') => ({
	date,
	startTime,
	endTime,
	startsAt: `${date}T17:30:00.000Z`,
	endsAt: `${date}T19:00:00.000Z`,
	offset: '+01:00',
	movedByClockChange: false,
});

const session = (date: string, overrides: Partial<ScheduledSession> = {}): ScheduledSession => ({
	...time(date),
	classSessionId: 1,
	maxStudents: 10,
	enrolled: 0,
	booked: 0,
	sharedWith: [],
	...overrides,
});

const option = (stepOptionId: number, overrides: Partial<ScheduleOption> = {}): ScheduleOption => ({
	stepOptionId,
	groupClassId: 7,
	groupClassName: 'Tuesday evening',
	dayOfWeek: 2,
	startTime: '18:30',
	endTime: '20:00',
	timezone: 'Europe/Berlin',
	maxStudents: 12,
	isActive: true,
	session: null,
	suggestion: time('2031-03-04'),
	...overrides,
});

const schedule = (...steps: ScheduleOption[][]): ScheduleResponse => ({
	version: 1,
	cohortId: 1,
	cohortName: 'Spring',
	courseId: 2,
	courseTitle: 'Course',
	startDate: '2031-03-03',
	endDate: '2031-03-30',
	timezone: 'Europe/Berlin',
	steps: steps.map((options, index) => ({
		stepId: index + 1,
		stepOrder: index + 1,
		label: `Week ${index + 1}`,
		title: '',
		isActive: true,
		options,
	})),
	problems: [],
	clockChanges: [],
});

const change = (of: ScheduleResponse, stepOptionId: number, changed: object | null) => {
	const draft = draftOf(of);
	const before = draft.sessions[stepOptionId];
	return {
		sessions: { ...draft.sessions, [stepOptionId]: changed && { ...before!, ...changed } },
	};
};

test('nothing is sent of what was not changed', () => {
	const saved = schedule([option(1, { session: session('2031-03-04') })], [option(2)]);
	expect(entriesOf(saved, draftOf(saved))).toEqual([]);
});

test('a date is sent without the times of the class, and seats only when they are others', () => {
	const saved = schedule([option(1, { session: session('2031-03-04') })]);
	expect(entriesOf(saved, change(saved, 1, { date: '2031-03-05' }))).toEqual([
		{ stepOptionId: 1, date: '2031-03-05' },
	]);
	expect(entriesOf(saved, change(saved, 1, { maxStudents: 15 }))).toEqual([
		{ stepOptionId: 1, date: '2031-03-04', maxStudents: 15 },
	]);
	expect(entriesOf(saved, change(saved, 1, null))).toEqual([{ stepOptionId: 1, date: null }]);
});

test('times of its own are always sent, or a new date would bring back those of the class', () => {
	const own = { startTime: '09:00', endTime: '10:00' };
	const saved = schedule([option(1, { session: session('2031-03-04', own) })]);
	expect(entriesOf(saved, change(saved, 1, { date: '2031-03-05' }))).toEqual([
		{ stepOptionId: 1, date: '2031-03-05', ...own },
	]);
});

test('what is missing is filled with the days of the weekly classes, and nothing else is touched', () => {
	const saved = schedule(
		[option(1, { session: session('2031-03-06') })],
		[option(2), option(3, { suggestion: null, isActive: false })],
	);
	expect(missingOptions(saved, draftOf(saved)).map(({ stepOptionId }) => stepOptionId)).toEqual([2]);
	const filled = fill(saved, draftOf(saved));
	expect(entriesOf(saved, filled)).toEqual([{ stepOptionId: 2, date: '2031-03-04' }]);
	expect(missingOptions(saved, filled)).toEqual([]);
});

test('a class that clocks move is filled with its own time: the sidecar moves it again', () => {
	const moved = time('2031-03-30', '03:30', '05:00');
	const saved = schedule([option(1, { startTime: '02:30', endTime: '04:00', suggestion: moved })]);
	expect(fill(saved, draftOf(saved)).sessions[1]).toEqual({
		date: '2031-03-30',
		startTime: '02:30',
		endTime: '04:00',
		maxStudents: 12,
	});
});

describe('a session that clocks have moved', () => {
	const moved = session('2031-03-30', {
		startTime: '03:30',
		endTime: '05:00',
		movedByClockChange: true,
	});
	const saved = schedule([option(1, { startTime: '02:30', endTime: '04:00', session: moved })]);

	test('is shown at the time of its class, and is unchanged', () => {
		const draft = draftOf(saved);
		expect(draft.sessions[1]).toMatchObject({ startTime: '02:30', endTime: '04:00' });
		expect(entriesOf(saved, draft)).toEqual([]);
	});

	test('has the time of its class again when it moves to another week', () => {
		expect(entriesOf(saved, shift(saved, draftOf(saved), 7, 0))).toEqual([
			{ stepOptionId: 1, date: '2031-04-06' },
		]);
	});
});

test('all that has not begun moves by days, over the end of a month', () => {
	const saved = schedule(
		[option(1, { session: session('2031-02-25') })],
		[option(2, { session: session('2031-02-26') }), option(3)],
	);
	const now = Date.parse('2031-02-25T17:30:00Z');
	expect(entriesOf(saved, shift(saved, draftOf(saved), 7, now))).toEqual([
		{ stepOptionId: 2, date: '2031-03-05' },
	]);
	expect(entriesOf(saved, shift(saved, draftOf(saved), -26, 0))).toEqual([
		{ stepOptionId: 1, date: '2031-01-30' },
		{ stepOptionId: 2, date: '2031-01-31' },
	]);
});

test('a class that is switched off is shown only while it has a session', () => {
	const off = { isActive: false, suggestion: null };
	const saved = schedule([
		option(1, off),
		option(2, { ...off, session: session('2031-03-04') }),
		option(3),
	]);
	const shown = (draft = draftOf(saved)) =>
		shownOptions(saved.steps[0]!, draft).map(({ stepOptionId }) => stepOptionId);
	expect(shown()).toEqual([2, 3]);
});

test('a step begins with the first of its sessions', () => {
	const saved = schedule([
		option(1, { session: session('2031-03-06') }),
		option(2, { session: session('2031-03-04') }),
		option(3),
	]);
	expect(firstDate(saved.steps[0]!, draftOf(saved))).toBe('2031-03-04');
	expect(firstDate(saved.steps[0]!, { sessions: {} })).toBe('');
});
