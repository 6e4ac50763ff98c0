import type { ScheduledOption, ScheduledStep } from '../../db/views/schedule';
import { scheduleProblems } from './schedule-problems.rules';

const DATES = { startDate: '2030-03-04', endDate: '2030-04-28', timezone: 'Europe/Berlin' };
const BEFORE = new Date('2030-01-01T00:00:00Z');

/** A session in UTC: `03-05 18:00`, an hour and a half; null = none. */
const option = (
	stepOptionId: number,
	start: string | null,
	overrides: Partial<ScheduledOption> = {},
): ScheduledOption => {
	const startsAt = new Date(`2030-${(start ?? '01-01 00:00').replace(' ', 'T')}:00Z`);
	return {
		stepOptionId,
		groupClassId: stepOptionId,
		groupClassName: `Class ${stepOptionId}`,
		dayOfWeek: 2,
		startTime: '18:00:00',
		endTime: '19:30:00',
		timezone: 'UTC',
		maxStudents: 10,
		isActive: true,
		session:
			start === null
				? null
				: {
						classSessionId: stepOptionId,
						startsAt,
						endsAt: new Date(startsAt.getTime() + 90 * 60_000),
						maxStudents: 10,
						enrolled: 0,
						booked: 0,
					},
		...overrides,
	};
};

const step = (stepId: number, options: ScheduledOption[], isActive = true): ScheduledStep => ({
	stepId,
	stepOrder: stepId,
	label: `Week ${stepId}`,
	title: '',
	isActive,
	options,
});

/** `overlap 2/- 1/-`: code, step and option, the other step and option. */
const problemsOf = (steps: ScheduledStep[], now = BEFORE, dates = DATES) =>
	scheduleProblems(steps, dates, now).map(
		({ code, stepId, stepOptionId, otherStepId, otherStepOptionId }) =>
			`${code} ${stepId}/${stepOptionId ?? '-'}${otherStepId === null ? '' : ` ${otherStepId}/${otherStepOptionId ?? '-'}`}`,
	);

test('nothing is wrong with a session a week', () => {
	expect(problemsOf([step(1, [option(10, '03-05 18:00')]), step(2, [option(20, '03-12 18:00')])])).toEqual(
		[],
	);
});

describe('a step without a session', () => {
	test('is an error, whether it has no class or its classes have no date', () => {
		const steps = [step(1, []), step(2, [option(20, null), option(21, null)])];
		expect(problemsOf(steps)).toEqual(['hole 1/-', 'hole 2/-']);
		expect(scheduleProblems(steps, DATES, BEFORE)[0]!.severity).toBe('error');
	});

	test('is none when it is not active, and does not count for others', () => {
		expect(problemsOf([step(1, [], false), step(2, [option(20, '03-05 18:00')])])).toEqual([]);
	});

	test('is a warning when only some of its classes have none', () => {
		const steps = [step(1, [option(10, '03-05 18:00'), option(11, null)])];
		expect(problemsOf(steps)).toEqual(['not_offered 1/11']);
		expect(scheduleProblems(steps, DATES, BEFORE)[0]!.severity).toBe('warning');
	});

	test('is one whose only session is of a class that is switched off: students cannot choose it', () => {
		const off = { isActive: false };
		expect(problemsOf([step(1, [option(10, '03-05 18:00', off)])])).toEqual([
			'hole 1/-',
			'class_inactive 1/10',
		]);
		expect(problemsOf([step(1, [option(10, '03-05 18:00', off), option(11, '03-06 18:00')])])).toEqual([
			'class_inactive 1/10',
		]);
		expect(problemsOf([step(1, [option(10, null, off), option(11, '03-06 18:00')])])).toEqual([]);
	});
});

describe('steps that collide', () => {
	test('whatever is chosen are an error', () => {
		const steps = [step(1, [option(10, '03-05 18:00')]), step(2, [option(20, '03-05 19:00')])];
		expect(problemsOf(steps)).toEqual(['overlap 2/- 1/-']);
		expect(scheduleProblems(steps, DATES, BEFORE)[0]!.severity).toBe('error');
	});

	test('with some choices only are a warning that names the choices', () => {
		const steps = [
			step(1, [option(10, '03-05 18:00'), option(11, '03-06 18:00')]),
			step(2, [option(20, '03-06 17:00'), option(21, '03-07 18:00')]),
		];
		expect(problemsOf(steps)).toEqual(['clash 2/20 1/11']);
	});

	test('do not when one begins as the other ends', () => {
		expect(
			problemsOf([step(1, [option(10, '03-05 18:00')]), step(2, [option(20, '03-05 19:30')])]),
		).toEqual([]);
	});

	test('are found however far apart they are in the course', () => {
		const steps = [
			step(1, [option(10, '03-05 18:00')]),
			step(2, [option(20, '03-12 18:00')]),
			step(3, [option(30, '03-12 18:30'), option(31, '03-05 18:00')]),
		];
		expect(problemsOf(steps).sort()).toEqual(
			['clash 3/30 2/20', 'clash 3/31 1/10', 'order 3/31 2/-'].sort(),
		);
	});

	test('do not through the choices of a class that is switched off', () => {
		const steps = [
			step(1, [option(10, '03-05 18:00')]),
			step(2, [option(20, '03-05 18:00', { isActive: false }), option(21, '03-12 18:00')]),
		];
		expect(problemsOf(steps)).toEqual(['class_inactive 2/20']);
	});
});

test('a session outside of the cohort’s dates is a warning, by the calendar of its class', () => {
	const steps = [
		step(1, [option(10, '03-03 23:30', { timezone: 'Europe/Berlin' }), option(11, '03-03 18:00')]),
		step(2, [option(20, '04-28 23:30'), option(21, '04-28 23:30', { timezone: 'Europe/Berlin' })]),
	];
	expect(problemsOf(steps)).toEqual(['outside 1/11', 'outside 2/21']);
});

test('a session that begins before the step before can have begun is a warning', () => {
	const steps = [
		step(1, [option(10, '03-12 18:00'), option(11, '03-14 18:00')]),
		step(2, []),
		step(3, [option(30, '03-11 18:00'), option(31, '03-13 18:00')]),
	];
	expect(problemsOf(steps)).toEqual(['hole 2/-', 'order 3/30 1/-']);
});

describe('a step whose sessions have all begun', () => {
	const steps = [
		step(1, [option(10, '03-05 18:00'), option(11, '03-06 18:00')]),
		step(2, [option(20, '03-12 18:00')]),
	];

	test('is a warning: whoever enrolls now cannot book it', () => {
		expect(problemsOf(steps, new Date('2030-03-06T17:59:59Z'))).toEqual([]);
		expect(problemsOf(steps, new Date('2030-03-06T18:00:00Z'))).toEqual(['past 1/-']);
	});

	test('is nothing to say once the cohort is over', () => {
		expect(problemsOf(steps, new Date('2030-05-01T00:00:00Z'))).toEqual([]);
	});
});
