import type { ScheduleInput } from '../../../contract';
import type { ClassSessionRow } from '../../db/class-sessions';
import type { Offer, ScheduledOption, ScheduledStep } from '../../db/views/schedule';
import { planSchedule, rescheduledOffers, type ScheduleFacts } from './plan-schedule.rules';
import { wantedOptions } from './wanted-options.rules';

const NOW = new Date('2030-01-01T00:00:00Z');
const COHORT = 1;
const OTHER_COHORT = 2;

/** A session of an hour and a half, on a day of March at 18:00 UTC. */
const row = (id: number, day: number, overrides: Partial<ClassSessionRow> = {}): ClassSessionRow => ({
	id,
	group_class_id: 7,
	starts_at: new Date(Date.UTC(2030, 2, day, 18)),
	ends_at: new Date(Date.UTC(2030, 2, day, 19, 30)),
	max_students: 10,
	current_enrollment: 0,
	created_at: NOW,
	updated_at: NOW,
	...overrides,
});

const option = (
	stepOptionId: number,
	session: ClassSessionRow | null,
	timezone = 'UTC',
): ScheduledOption => ({
	stepOptionId,
	groupClassId: 7,
	groupClassName: 'Tuesday evening',
	dayOfWeek: 2,
	startTime: '18:00:00',
	endTime: '19:30:00',
	timezone,
	maxStudents: 10,
	isActive: true,
	session: session && {
		classSessionId: session.id,
		startsAt: session.starts_at,
		endsAt: session.ends_at,
		maxStudents: session.max_students,
		enrolled: session.current_enrollment,
		booked: 0,
	},
});

const stepsOf = (options: readonly ScheduledOption[]): ScheduledStep[] =>
	options.map((one, index) => ({
		stepId: one.stepOptionId * 10,
		stepOrder: index + 1,
		label: `Week ${index + 1}`,
		title: '',
		isActive: true,
		options: [one],
	}));

const day = (number: number): string => `2030-03-${String(number).padStart(2, '0')}`;

interface Case {
	options: ScheduledOption[];
	entries: ScheduleInput['sessions'];
	/** All rows; that of an option's session, too. */
	rows: ClassSessionRow[];
	offers?: Offer[];
	/** By option. */
	booked?: Record<number, number>;
	students?: 'move' | 'release';
	now?: Date;
}

/** As the service does it: the sessions that begin then are found by their start. */
const decide = ({ options, entries, rows, offers = [], booked = {}, students, now = NOW }: Case) => {
	const asked = wantedOptions(stepsOf(options), entries);
	if ('refusal' in asked) {
		return asked;
	}
	const targets = new Map(
		asked.wanted.flatMap(({ option: { stepOptionId }, times }) => {
			const found = rows.find(({ starts_at: start }) => start.getTime() === times?.startsAt.getTime());
			return found ? [[stepOptionId, found.id] as const] : [];
		}),
	);
	const own = options.flatMap(({ stepOptionId, session }) =>
		session
			? [{ classSessionId: session.classSessionId, cohortId: COHORT, cohortName: 'Own', stepOptionId }]
			: [],
	);
	const facts: ScheduleFacts = {
		cohortId: COHORT,
		sessions: new Map(rows.map((session) => [session.id, session])),
		targets,
		offers: [...own, ...offers],
		booked: new Map(),
	};
	const counted = new Map(
		rescheduledOffers(asked.wanted, facts).map(({ stepOptionId }) => [
			stepOptionId,
			booked[stepOptionId] ?? 0,
		]),
	);
	return planSchedule(asked.wanted, { ...facts, booked: counted }, students, now);
};

const planOf = (one: Case) => {
	const outcome = decide(one);
	if (!('plan' in outcome)) {
		throw new Error(JSON.stringify(outcome));
	}
	return outcome.plan;
};

const refusalOf = (one: Case) => {
	const outcome = decide(one);
	return 'refusal' in outcome ? outcome.refusal : outcome;
};

const ofOthers = (classSessionId: number): Offer => ({
	classSessionId,
	cohortId: OTHER_COHORT,
	cohortName: 'Other',
	stepOptionId: 99,
});

describe('what is asked for', () => {
	const wantedAt = (timezone: string, entry: Omit<ScheduleInput['sessions'][number], 'stepOptionId'>) => {
		const asked = wantedOptions(stepsOf([option(1, null, timezone)]), [{ stepOptionId: 1, ...entry }]);
		return 'wanted' in asked ? asked.wanted[0]!.times?.startsAt.toISOString() : asked;
	};

	test('is the class’s wall clock on that day, or another one for this time', () => {
		expect(wantedAt('Europe/Berlin', { date: '2030-03-30' })).toBe('2030-03-30T17:00:00.000Z');
		expect(wantedAt('Europe/Berlin', { date: '2030-03-31' })).toBe('2030-03-31T16:00:00.000Z');
		const own = { startTime: '02:30', endTime: '04:00' };
		expect(wantedAt('Europe/Berlin', { date: '2030-03-31', ...own })).toBe('2030-03-31T01:30:00.000Z');
		expect(wantedAt('Europe/Berlin', { date: '2030-10-27', ...own })).toBe('2030-10-27T00:30:00.000Z');
		expect(wantedAt('Europe/Berlin', { date: null })).toBeUndefined();
	});

	test('is the same instant as long as it reads the same, also when clocks repeat the hour', () => {
		const second = row(5, 1, {
			starts_at: new Date('2030-10-27T01:30:00Z'),
			ends_at: new Date('2030-10-27T03:00:00Z'),
		});
		const asked = wantedOptions(stepsOf([option(1, second, 'Europe/Berlin')]), [
			{ stepOptionId: 1, date: '2030-10-27', startTime: '02:30', endTime: '04:00', maxStudents: 12 },
		]);
		expect(asked).toMatchObject({ wanted: [{ times: { startsAt: second.starts_at } }] });
	});

	test('is refused for an option of another course, and without a time zone', () => {
		const asked = (stepOptionId: number) =>
			wantedOptions(stepsOf([option(1, null, '')]), [{ stepOptionId, date: day(5) }]);
		expect(asked(2)).toEqual({ refusal: { stepOptionId: 2, code: 'step_not_found' } });
		expect(asked(1)).toEqual({ refusal: { stepOptionId: 1, code: 'timezone' } });
	});
});

test('an option that had no session gets one', () => {
	const plan = planOf({
		options: [option(1, null)],
		entries: [{ stepOptionId: 1, date: day(5) }],
		rows: [row(50, 5)],
	});
	expect(plan.added).toEqual([{ stepId: 10, stepOptionId: 1, classSessionId: 50 }]);
	expect([plan.changed, plan.removed, plan.sessions, plan.left]).toEqual([[], [], [], []]);
});

test('what is there already changes nothing', () => {
	const session = row(50, 5);
	const plan = planOf({
		options: [option(1, session)],
		entries: [{ stepOptionId: 1, date: day(5) }],
		rows: [session],
		booked: { 1: 3 },
	});
	expect(plan).toMatchObject({ added: [], changed: [], removed: [], sessions: [], moved: [], left: [] });
});

describe('students who are booked', () => {
	const session = row(50, 5, { current_enrollment: 4 });
	const moving = { options: [option(1, session)], rows: [session, row(51, 6)], booked: { 1: 3 } };

	test('are asked about before their session moves or ends', () => {
		const affected = [{ stepOptionId: 1, booked: 3 }];
		expect(decide({ ...moving, entries: [{ stepOptionId: 1, date: day(6) }] })).toEqual({ affected });
		expect(decide({ ...moving, entries: [{ stepOptionId: 1, date: null }] })).toEqual({ affected });
		const longer = { stepOptionId: 1, date: day(5), startTime: '18:00', endTime: '20:00' };
		expect(decide({ ...moving, entries: [longer] })).toEqual({ affected });
	});

	test('are not asked about when only the seats change', () => {
		const plan = planOf({ ...moving, entries: [{ stepOptionId: 1, date: day(5), maxStudents: 12 }] });
		expect(plan.sessions).toEqual([{ id: 50, change: { max_students: 12 } }]);
		expect([plan.moved, plan.released]).toEqual([[], []]);
	});

	test('come along with their seats', () => {
		const plan = planOf({
			...moving,
			entries: [{ stepOptionId: 1, date: day(6) }],
			students: 'move',
		});
		expect(plan.changed).toEqual([{ stepOptionId: 1, classSessionId: 51 }]);
		expect([...plan.shifts]).toEqual([
			[50, -3],
			[51, 3],
		]);
		expect([plan.moved.length, plan.released.length, plan.left]).toEqual([1, 0, [50]]);
	});

	test('or choose again, and their seats are free', () => {
		const plan = planOf({
			...moving,
			entries: [{ stepOptionId: 1, date: day(6) }],
			students: 'release',
		});
		expect([...plan.shifts]).toEqual([[50, -3]]);
		expect([plan.moved.length, plan.released.length]).toEqual([0, 1]);
	});

	test('choose again when the session is not offered any more, even if they were to come along', () => {
		const plan = planOf({ ...moving, entries: [{ stepOptionId: 1, date: null }], students: 'move' });
		expect([...plan.shifts]).toEqual([[50, -3]]);
		expect([plan.removed, plan.moved.length, plan.released.length]).toEqual([[1], 0, 1]);
	});

	test('stay where they are when their session gets another end', () => {
		const longer = { stepOptionId: 1, date: day(5), startTime: '18:00', endTime: '20:00' };
		const plan = planOf({ ...moving, entries: [longer], students: 'move' });
		expect(plan.sessions).toEqual([{ id: 50, change: { ends_at: new Date('2030-03-05T20:00:00Z') } }]);
		expect([plan.shifts.size, plan.moved.length, plan.left]).toEqual([0, 1, []]);
	});

	test('do not move into a time that has begun', () => {
		const now = new Date('2030-03-06T18:00:00Z');
		const back = { ...moving, entries: [{ stepOptionId: 1, date: day(6) }], now };
		expect(refusalOf({ ...back, students: 'move' })).toEqual({
			stepOptionId: 1,
			code: 'session_started',
		});
		expect(decide({ ...back, students: 'release' })).toHaveProperty('plan');
		expect(decide({ ...back, booked: {} })).toHaveProperty('plan');
	});
});

describe('seats', () => {
	test('must be enough for those who come along', () => {
		const from = row(50, 5, { current_enrollment: 3 });
		const one = {
			options: [option(1, from)],
			rows: [from, row(51, 6, { current_enrollment: 8 })],
			booked: { 1: 3 },
			students: 'move' as const,
		};
		expect(refusalOf({ ...one, entries: [{ stepOptionId: 1, date: day(6) }] })).toEqual({
			stepOptionId: 1,
			code: 'class_full',
			free: 2,
			needed: 3,
		});
		const more = planOf({ ...one, entries: [{ stepOptionId: 1, date: day(6), maxStudents: 11 }] });
		expect(more.sessions).toEqual([{ id: 51, change: { max_students: 11 } }]);
	});

	test('are never fewer than are taken', () => {
		const session = row(50, 5, { current_enrollment: 8 });
		const one = { options: [option(1, session)], rows: [session] };
		expect(refusalOf({ ...one, entries: [{ stepOptionId: 1, date: day(5), maxStudents: 7 }] })).toEqual({
			stepOptionId: 1,
			code: 'seats_below_sold',
			taken: 8,
		});
	});

	test('that were typed count, whatever another step brings along', () => {
		const small = row(50, 5, { max_students: 8 });
		const large = row(51, 12, { max_students: 30 });
		const entries = (maxStudents?: number) => [
			{ stepOptionId: 1, date: day(12), maxStudents },
			{ stepOptionId: 2, date: day(12) },
		];
		const one = { options: [option(1, small), option(2, large)], rows: [small, large] };
		expect(planOf({ ...one, entries: entries() }).sessions).toEqual([]);
		expect(planOf({ ...one, entries: entries(8) }).sessions).toEqual([
			{ id: 51, change: { max_students: 8 } },
		]);
	});

	test('suffice when two full sessions of one class change places', () => {
		const first = row(50, 5, { current_enrollment: 10 });
		const second = row(51, 12, { current_enrollment: 10 });
		const plan = planOf({
			options: [option(1, first), option(2, second)],
			entries: [
				{ stepOptionId: 1, date: day(12) },
				{ stepOptionId: 2, date: day(5) },
			],
			rows: [first, second],
			booked: { 1: 10, 2: 10 },
			students: 'move',
		});
		expect(plan.shifts.size).toBe(0);
		expect(plan.changed).toEqual([
			{ stepOptionId: 1, classSessionId: 51 },
			{ stepOptionId: 2, classSessionId: 50 },
		]);
	});

	test('suffice when a whole full cohort moves by a week', () => {
		const weeks = [row(50, 5), row(51, 12), row(52, 19)].map((session) => ({
			...session,
			current_enrollment: 10,
		}));
		const plan = planOf({
			options: weeks.map((session, index) => option(index + 1, session)),
			entries: [12, 19, 26].map((date, index) => ({ stepOptionId: index + 1, date: day(date) })),
			rows: [...weeks, row(53, 26)],
			booked: { 1: 10, 2: 10, 3: 10 },
			students: 'move',
		});
		expect([...plan.shifts]).toEqual([
			[50, -10],
			[53, 10],
		]);
	});
});

describe('a session that others have, too', () => {
	const shared = row(50, 5, { current_enrollment: 4 });
	const longer = { stepOptionId: 1, date: day(5), startTime: '18:00', endTime: '20:00' };

	test('does not end at another time under them', () => {
		const one = { options: [option(1, shared)], rows: [shared], offers: [ofOthers(50)] };
		expect(refusalOf({ ...one, entries: [longer] })).toEqual({ stepOptionId: 1, code: 'session_shared' });
	});

	test('is left to them when this cohort moves', () => {
		const plan = planOf({
			options: [option(1, shared)],
			rows: [shared, row(51, 6)],
			offers: [ofOthers(50)],
			entries: [{ stepOptionId: 1, date: day(6) }],
		});
		expect(plan.changed).toEqual([{ stepOptionId: 1, classSessionId: 51 }]);
		expect(plan.sessions).toEqual([]);
	});

	test('is joined as it is, unless another end was typed', () => {
		const theirs = row(60, 6, { ends_at: new Date('2030-03-06T20:00:00Z'), max_students: 30 });
		const one = { options: [option(1, null)], rows: [theirs], offers: [ofOthers(60)] };
		const plan = planOf({ ...one, entries: [{ stepOptionId: 1, date: day(6) }] });
		expect(plan).toMatchObject({ added: [{ classSessionId: 60 }], sessions: [] });
		const typed = { stepOptionId: 1, date: day(6), startTime: '18:00', endTime: '19:00' };
		expect(refusalOf({ ...one, entries: [typed] })).toEqual({ stepOptionId: 1, code: 'session_shared' });
		const same = { ...typed, endTime: '20:00' };
		expect(decide({ ...one, entries: [same] })).toHaveProperty('plan');
	});

	test('may be another step of the same cohort', () => {
		const one = { options: [option(1, shared), option(2, shared)], rows: [shared] };
		expect(refusalOf({ ...one, entries: [longer] })).toEqual({ stepOptionId: 1, code: 'session_shared' });
		const both = [longer, { ...longer, stepOptionId: 2 }];
		expect(planOf({ ...one, entries: both }).sessions).toHaveLength(1);
		const apart = [longer, { ...longer, stepOptionId: 2, endTime: '21:00' }];
		expect(refusalOf({ ...one, entries: apart })).toEqual({ stepOptionId: 2, code: 'session_shared' });
	});

	test('gets the most seats that were asked for', () => {
		const entries = [12, 15].map((maxStudents, index) => ({
			stepOptionId: index + 1,
			date: day(5),
			maxStudents,
		}));
		const plan = planOf({ options: [option(1, shared), option(2, shared)], rows: [shared], entries });
		expect(plan.sessions).toEqual([{ id: 50, change: { max_students: 15 } }]);
	});

	test('that nobody offers any more gets the times of whoever takes it', () => {
		const left = row(60, 6, { ends_at: new Date('2030-03-06T20:00:00Z') });
		const plan = planOf({
			options: [option(1, null)],
			rows: [left],
			entries: [{ stepOptionId: 1, date: day(6) }],
		});
		expect(plan.sessions).toEqual([{ id: 60, change: { ends_at: new Date('2030-03-06T19:30:00Z') } }]);
	});
});
