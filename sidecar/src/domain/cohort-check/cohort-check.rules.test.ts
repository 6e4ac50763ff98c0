import type { CohortFinding } from '../../../contract';
import type { ManagedCohort } from '../../db/views/managed-cohorts';
import type { ScheduledOption, ScheduledStep } from '../../db/views/schedule';
import { scheduleProblems } from '../schedule/schedule-problems.rules';
import { cohortFindings, type CohortFacts } from './cohort-check.rules';

const NOW = new Date('2030-01-01T00:00:00Z');
const COHORT = { screen: 'cohort', id: 1 };
const COURSE = { screen: 'course', id: 2 };
const SCHEDULE = { screen: 'schedule', id: 1 };

const cohort = (overrides: Partial<ManagedCohort> = {}): ManagedCohort => ({
	id: 1,
	program_id: 2,
	name: 'Spring',
	start_date: '2030-03-04',
	end_date: '2030-03-31',
	timezone: 'Europe/Berlin',
	max_enrollment: 10,
	current_enrollment: 0,
	enrollment_deadline: new Date('2030-03-03T22:59:00Z'),
	is_active: false,
	version: 1,
	updated_at: NOW,
	course_code: 'C',
	course_title: 'Course',
	course_is_active: true,
	held: 0,
	waiting: 0,
	own_amount: null,
	own_currency: null,
	own_price_id: null,
	own_product_id: null,
	course_amount: 49_000,
	course_currency: 'eur',
	course_price_id: 'price_1',
	course_product_id: 'prod_1',
	...overrides,
});

/** On a day of March at 17:00 UTC. */
const option = (
	id: number,
	day: number | null,
	overrides: Partial<ScheduledOption> = {},
): ScheduledOption => ({
	stepOptionId: id,
	groupClassId: id + 100,
	groupClassName: `Class ${id}`,
	dayOfWeek: 2,
	startTime: '18:00:00',
	endTime: '19:30:00',
	timezone: 'Europe/Berlin',
	maxStudents: 10,
	isActive: true,
	session:
		day === null
			? null
			: {
					classSessionId: id,
					startsAt: new Date(Date.UTC(2030, 2, day, 17)),
					endsAt: new Date(Date.UTC(2030, 2, day, 18, 30)),
					maxStudents: 10,
					enrolled: 0,
					booked: 0,
				},
	...overrides,
});

const step = (order: number, options: ScheduledOption[], isActive = true): ScheduledStep => ({
	stepId: order,
	stepOrder: order,
	label: `Week ${order}`,
	title: '',
	isActive,
	options,
});

const STEPS = [step(1, [option(10, 5)]), step(2, [option(20, 12), option(21, 14)])];

const check = (
	{ steps = STEPS, ...overrides }: Partial<Omit<CohortFacts, 'problems'>> = {},
	now = NOW,
): CohortFinding[] => {
	const facts = {
		cohort: cohort(),
		course: { id: 2, title: 'Course', is_active: true, hasPublishedPage: true },
		price: { is: 'sold', amount: 49_000, currency: 'eur' } as const,
		attended: new Map<number, number>(),
		...overrides,
	};
	const { start_date: startDate, end_date: endDate, timezone } = facts.cohort;
	const problems = scheduleProblems(steps, { startDate, endDate, timezone }, now);
	return cohortFindings({ ...facts, steps, problems }, now);
};

test('nothing is found where everything is in order', () => {
	expect(check()).toEqual([]);
});

describe('the cohort itself', () => {
	test.each([
		['timezone_missing', 'error', {}, cohort({ timezone: '', enrollment_deadline: null }), NOW],
		[
			'cohort_over',
			'error',
			{ endDate: '2030-03-31' },
			cohort({ enrollment_deadline: null }),
			new Date('2030-04-01T00:00:00Z'),
		],
		[
			'deadline_passed',
			'error',
			{ deadline: '2030-03-03T22:59:00.000Z', timezone: 'Europe/Berlin' },
			cohort(),
			new Date('2030-03-03T22:59:00Z'),
		],
		[
			'deadline_after_start',
			'warning',
			{ deadline: '2030-03-03T23:00:00.001Z', timezone: 'Europe/Berlin' },
			cohort({ enrollment_deadline: new Date('2030-03-03T23:00:00.001Z') }),
			NOW,
		],
	] as const)('%s is a(n) %s', (code, severity, data, row, now) => {
		expect(check({ cohort: row }, now)).toContainEqual({ code, severity, data, target: COHORT });
	});

	test('a deadline at the very start of the first day is none after it', () => {
		expect(check({ cohort: cohort({ enrollment_deadline: new Date('2030-03-03T23:00:00Z') }) })).toEqual(
			[],
		);
	});
});

describe('the course', () => {
	const course = { id: 2, title: 'Course', is_active: true, hasPublishedPage: true };

	test('must be active', () => {
		expect(check({ course: { ...course, is_active: false } })).toEqual([
			{ code: 'course_inactive', severity: 'error', data: {}, target: COURSE },
		]);
	});

	test('should have a page that is published', () => {
		expect(check({ course: { ...course, hasPublishedPage: false } })).toEqual([
			{ code: 'no_page', severity: 'warning', data: {}, target: COURSE },
		]);
	});

	test('must have an active step', () => {
		const steps = [step(1, [option(10, 5)], false)];
		expect(check({ steps })).toEqual([{ code: 'no_steps', severity: 'error', data: {}, target: COURSE }]);
	});

	test('must have a class for each step, and the schedule a session', () => {
		const steps = [step(1, []), step(2, [option(20, null)])];
		expect(check({ steps })).toEqual([
			{ code: 'step_without_class', severity: 'error', data: { step: 'Week 1' }, target: COURSE },
			{ code: 'step_without_session', severity: 'error', data: { step: 'Week 2' }, target: SCHEDULE },
		]);
	});
});

describe('the price', () => {
	test.each<
		[CohortFacts['price'], CohortFinding['code'], CohortFinding['severity'], CohortFinding['data']]
	>([
		[{ is: 'missing' }, 'no_price', 'error', {}],
		[{ is: 'unreachable' }, 'price_unreachable', 'warning', {}],
		[{ is: 'unusable', why: 'archived' }, 'price_archived', 'error', {}],
		[{ is: 'unusable', why: 'recurring' }, 'price_not_usable', 'error', { why: 'recurring' }],
		[
			{ is: 'sold', amount: 49_000, currency: 'usd' },
			'price_differs',
			'error',
			{ amount: 49_000, currency: 'eur', stripeAmount: 49_000, stripeCurrency: 'usd' },
		],
		[
			{ is: 'sold', amount: 50_000, currency: 'eur' },
			'price_differs',
			'error',
			{ amount: 49_000, currency: 'eur', stripeAmount: 50_000, stripeCurrency: 'eur' },
		],
	])('%j is mended at the course, or at the cohort that has its own', (price, code, severity, data) => {
		expect(check({ price })).toEqual([{ code, severity, data, target: COURSE }]);
		const own = cohort({
			own_amount: 49_000,
			own_currency: 'eur',
			course_amount: 1,
			course_currency: 'usd',
		});
		expect(check({ price, cohort: own })).toEqual([{ code, severity, data, target: COHORT }]);
	});

	test('that is free needs nothing of Stripe', () => {
		expect(check({ price: { is: 'free' } })).toEqual([]);
	});
});

describe('the seats of a step', () => {
	const seats = (
		list: ScheduledOption[],
		row = cohort(),
		now = NOW,
		attended = new Map<number, number>(),
	) =>
		check({ steps: [step(1, list)], cohort: row, attended }, now).filter(
			({ code }) => code === 'class_seats_below_cohort',
		);
	const sized = (id: number, maxStudents: number, enrolled = 0, booked = 0, overrides = {}) => {
		const one = option(id, 5 + (id % 10), overrides);
		return { ...one, session: one.session && { ...one.session, maxStudents, enrolled, booked } };
	};

	test('are those of all its sessions together', () => {
		expect(seats([sized(10, 4), sized(11, 6)])).toEqual([]);
		expect(seats([sized(10, 4), sized(11, 5)])).toEqual([
			{
				code: 'class_seats_below_cohort',
				severity: 'error',
				data: { step: 'Week 1', seats: 9, cohortSeats: 10 },
				target: SCHEDULE,
			},
		]);
	});

	test('are fewer by what other cohorts have taken, not by what this one has', () => {
		expect(seats([sized(10, 12, 5, 3)])).toEqual([]);
		expect(seats([sized(10, 12, 5, 2)])).toMatchObject([{ data: { seats: 9 } }]);
	});

	test('do not count where students cannot choose them', () => {
		expect(seats([sized(10, 12), sized(11, 90, 0, 0, { isActive: false })])).toEqual([]);
		expect(seats([sized(10, 9), sized(11, 90, 0, 0, { isActive: false })])).toHaveLength(1);
		// The first has begun, the second has not.
		expect(seats([sized(10, 12), sized(11, 9)], cohort(), new Date('2030-03-05T17:00:00Z'))).toHaveLength(
			1,
		);
	});

	describe('once one of its sessions has begun', () => {
		const now = new Date('2030-03-05T17:00:00Z');
		const list = [sized(10, 6, 5, 4), sized(11, 5)];

		test('count with the seats of students who are booked in it, or have attended', () => {
			expect(seats(list, cohort(), now, new Map([[1, 1]]))).toEqual([]);
			expect(seats(list, cohort(), now)).toMatchObject([{ data: { seats: 9, cohortSeats: 10 } }]);
		});

		test('do not count what those take who attended another step', () => {
			expect(seats(list, cohort(), now, new Map([[2, 1]]))).toMatchObject([{ data: { seats: 9 } }]);
		});
	});

	test('count with those of students who are booked where nobody can choose any more', () => {
		expect(seats([sized(10, 7), sized(11, 5, 3, 3, { isActive: false })])).toEqual([]);
	});

	test('are worth a word where the cohort is unlimited', () => {
		expect(seats([sized(10, 12)], cohort({ max_enrollment: null }))).toEqual([
			{
				code: 'class_seats_below_cohort',
				severity: 'warning',
				data: { step: 'Week 1', seats: 12 },
				target: SCHEDULE,
			},
		]);
	});

	test('of a step without a session are no matter of seats', () => {
		expect(seats([option(10, null)])).toEqual([]);
	});
});

describe('the schedule', () => {
	test('must leave a way through the course', () => {
		const steps = [step(1, [option(10, 5)]), step(2, [option(20, 5)])];
		expect(check({ steps })).toEqual([
			{
				code: 'choices_overlap',
				severity: 'error',
				data: { step: 'Week 2', other: 'Week 1' },
				target: SCHEDULE,
			},
		]);
	});

	test('should keep to the cohort’s dates and to the order: counted by step', () => {
		const steps = [step(1, [option(10, 20)]), step(2, [option(20, 2), option(21, 3)])];
		expect(check({ steps })).toEqual([
			{
				code: 'session_outside_dates',
				severity: 'warning',
				data: { step: 'Week 2', sessions: 2 },
				target: SCHEDULE,
			},
			{
				code: 'session_order',
				severity: 'warning',
				data: { step: 'Week 2', sessions: 2 },
				target: SCHEDULE,
			},
		]);
	});

	test('should not lie in the past', () => {
		expect(
			check({ cohort: cohort({ enrollment_deadline: null }) }, new Date('2030-03-06T00:00:00Z')),
		).toEqual([
			{ code: 'session_in_past', severity: 'warning', data: { step: 'Week 1' }, target: SCHEDULE },
		]);
	});
});

describe('a weekly class', () => {
	const classAt = (id: number) => ({ screen: 'group-class', id });

	test('that is switched off is an error where it is the only one', () => {
		const off = { isActive: false };
		const only = check({ steps: [step(1, [option(10, 5, off)])] });
		expect(only).toContainEqual({
			code: 'class_inactive',
			severity: 'error',
			data: { class: 'Class 10', step: 'Week 1' },
			target: classAt(110),
		});
		const one = check({ steps: [step(1, [option(10, 5, off), option(11, 6)])] });
		expect(one).toMatchObject([{ code: 'class_inactive', severity: 'warning', target: classAt(110) }]);
	});

	test('without a time zone, or in another one than the cohort, is named once', () => {
		const steps = [
			step(1, [option(10, 5, { timezone: 'Europe/Atlantis' })]),
			step(2, [option(20, 12, { timezone: 'America/New_York' })]),
			step(3, [option(30, 19, { timezone: 'America/New_York', groupClassName: 'Class 20' })]),
		];
		expect(check({ steps })).toEqual([
			{
				code: 'timezone_missing',
				severity: 'error',
				data: { class: 'Class 10' },
				target: classAt(110),
			},
			{
				code: 'timezones_differ',
				severity: 'warning',
				data: { class: 'Class 20', timezone: 'America/New_York', cohortTimezone: 'Europe/Berlin' },
				target: classAt(120),
			},
		]);
	});
});

test('errors come first', () => {
	const found = check({
		cohort: cohort({ enrollment_deadline: new Date('2030-03-10T00:00:00Z') }),
		steps: [step(1, [option(10, 20)]), step(2, [option(20, 5)]), step(3, [])],
	});
	expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning', 'warning']);
});
