import type { ScheduleInput, ScheduleResponse } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { bookPlaces } from '../../../test/bookings';
import { buildCohort, buildCourse, buildPackage } from '../../../test/builders';
import { optionsOf, shifted } from '../../../test/schedules';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const pathOf = (cohortId: number) => `/admin/cohorts/${cohortId}/schedule`;
const read = async (cohortId: number): Promise<ScheduleResponse> =>
	(await staff.viewer('GET', pathOf(cohortId))).body as ScheduleResponse;
const save = (cohortId: number, input: ScheduleInput) => staff.manager('PUT', pathOf(cohortId), input);

const BERLIN = { dayOfWeek: 2, startTime: '18:30:00', endTime: '20:00:00', timezone: 'Europe/Berlin' };
const NEW_YORK = { dayOfWeek: 4, startTime: '18:00:00', endTime: '19:00:00', timezone: 'America/New_York' };

/** A new cohort of a course of three weeks, the second of which can be taken in two classes, without a schedule. */
const unplanned = async () => {
	const course = await buildCourse(app.db, {
		steps: [
			{ label: 'Week 1', options: [BERLIN] },
			{ label: 'Week 2', options: [{ ...BERLIN, maxStudents: 12 }, NEW_YORK] },
			{ label: 'Extra', isActive: false, options: [BERLIN] },
			{ label: 'Week 3', options: [BERLIN] },
		],
	});
	const { body } = await staff.manager('POST', '/admin/cohorts', {
		courseId: course.id,
		name: 'Spring 2031',
		startDate: '2031-03-17',
		endDate: '2031-04-06',
		timezone: 'Europe/Berlin',
		maxEnrollment: 10,
		enrollmentDeadlineLocal: null,
		isActive: false,
	});
	return { course, cohortId: (body as { id: number }).id };
};

/** What one click on "Fill from the weekly classes" sends. */
const suggestions = (schedule: ScheduleResponse): ScheduleInput['sessions'] =>
	optionsOf(schedule).flatMap(({ stepOptionId, session, suggestion }) =>
		session === null && suggestion ? [{ stepOptionId, date: suggestion.date }] : [],
	);

test('a schedule begins with holes and what the weekly classes give for them, and is filled by it', async () => {
	const { course, cohortId } = await unplanned();
	const empty = await read(cohortId);
	expect(empty).toMatchObject({
		version: 1,
		cohortId,
		cohortName: 'Spring 2031',
		courseId: course.id,
		courseTitle: course.title,
		startDate: '2031-03-17',
		endDate: '2031-04-06',
		timezone: 'Europe/Berlin',
		clockChanges: [{ timezone: 'Europe/Berlin', date: '2031-03-30', from: '+01:00', to: '+02:00' }],
	});
	expect(empty.problems.map(({ code, stepId }) => [code, stepId])).toEqual(
		[0, 1, 3].map((index) => ['hole', course.steps[index]!.id]),
	);
	expect(optionsOf(empty).map(({ suggestion }) => suggestion?.startsAt)).toEqual([
		'2031-03-18T17:30:00.000Z',
		'2031-03-25T17:30:00.000Z',
		'2031-03-27T22:00:00.000Z',
		undefined,
		// The third week of the active steps, after clocks went forward.
		'2031-04-01T16:30:00.000Z',
	]);
	const filled = await save(cohortId, { version: 1, sessions: suggestions(empty) });
	expect(filled.status).toBe(200);
	const schedule = filled.body as ScheduleResponse;
	expect(schedule).toMatchObject({ version: 2, problems: [] });
	expect(optionsOf(schedule)[1]!.session).toEqual({
		classSessionId: expect.any(Number),
		date: '2031-03-25',
		startTime: '18:30',
		endTime: '20:00',
		startsAt: '2031-03-25T17:30:00.000Z',
		endsAt: '2031-03-25T19:00:00.000Z',
		offset: '+01:00',
		movedByClockChange: false,
		maxStudents: 12,
		enrolled: 0,
		booked: 0,
		sharedWith: [],
	});
	expect(await read(cohortId)).toEqual(schedule);
});

test('single times are changed and taken away, and others stay as they are', async () => {
	const { cohortId } = await unplanned();
	const empty = await read(cohortId);
	await save(cohortId, { version: 1, sessions: suggestions(empty) });
	const [first, second, third] = optionsOf(empty).map(({ stepOptionId }) => stepOptionId);
	const { body } = await save(cohortId, {
		version: 2,
		sessions: [
			{
				stepOptionId: first!,
				date: '2031-03-19',
				startTime: '09:00',
				endTime: '10:00',
				maxStudents: 3,
			},
			{ stepOptionId: third!, date: null },
		],
	});
	const schedule = body as ScheduleResponse;
	expect(optionsOf(schedule).map(({ session }) => session && [session.date, session.startTime])).toEqual([
		['2031-03-19', '09:00'],
		['2031-03-25', '18:30'],
		null,
		null,
		['2031-04-01', '18:30'],
	]);
	expect(optionsOf(schedule)[0]!.session!.maxStudents).toBe(3);
	expect(schedule.problems).toMatchObject([{ code: 'not_offered', stepOptionId: third }]);
	expect(optionsOf(schedule)[1]!.stepOptionId).toBe(second);
	const rows = await table<{ id: number; group_class_id: number }>(app.db, 'class_sessions').whereIn(
		'group_class_id',
		optionsOf(schedule).map(({ groupClassId }) => groupClassId),
	);
	expect(rows).toHaveLength(3);
});

test('saving what is there already changes nothing and is not told', async () => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db));
	const schedule = await read(cohort.id);
	const sessions = optionsOf(schedule).map((option) => shifted(option, 0));
	expect((await save(cohort.id, { version: 1, sessions })).body).toEqual(schedule);
	const told = await table<{ entity_type: string; entity_id: number }>(app.db, 'activity').where({
		entity_type: 'cohort',
		entity_id: cohort.id,
	});
	expect(told).toEqual([]);
});

test('whoever saves an older version hears what it is now, and changes nothing', async () => {
	const { cohortId } = await unplanned();
	const [option] = optionsOf(await read(cohortId));
	const sessions = [{ stepOptionId: option!.stepOptionId, date: '2031-03-18' }];
	await save(cohortId, { version: 1, sessions });
	const late = await save(cohortId, { version: 1, sessions: [{ ...sessions[0]!, date: '2031-03-19' }] });
	expect(answerOf(late)).toEqual([409, 'version_conflict']);
	expect(late.body.data.current).toEqual(await read(cohortId));
	expect(optionsOf(late.body.data.current as ScheduleResponse)[0]!.session!.date).toBe('2031-03-18');
});

test('students who are booked are asked about by number, and nothing changes until it is said', async () => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db, { steps: [{ options: 2 }, {}] }));
	for (let index = 0; index < 2; index += 1) {
		await bookPlaces(app.db, await buildPackage(app.db, cohort), [[0, 1]]);
	}
	const schedule = await read(cohort.id);
	const [first, second, third] = optionsOf(schedule);
	const sessions = [shifted(first!, 1), shifted(second!, 1), shifted(third!, 1)];
	const asked = await save(cohort.id, { version: 1, sessions });
	expect(answerOf(asked)).toEqual([409, 'students_booked']);
	// Each of them has both steps booked.
	expect(asked.body.data).toMatchObject({
		affected: [
			{ stepOptionId: second!.stepOptionId, booked: 2 },
			{ stepOptionId: third!.stepOptionId, booked: 2 },
		],
		students: 2,
	});
	expect(await read(cohort.id)).toEqual(schedule);
	const said = await save(cohort.id, { version: 1, sessions, students: 'move' });
	expect(optionsOf(said.body as ScheduleResponse)[1]!.session).toMatchObject({ booked: 2 });
});

describe('what cannot be saved is refused with the option that it is about', () => {
	const refused = async (cohortId: number, input: ScheduleInput) => {
		const answer = await save(cohortId, input);
		return [answer.body.code, answer.body.data.stepOptionId] as unknown[];
	};

	test('fewer seats than are taken', async () => {
		const cohort = await buildCohort(app.db, await buildCourse(app.db, { steps: [{ options: 2 }] }));
		for (let index = 0; index < 2; index += 1) {
			await bookPlaces(app.db, await buildPackage(app.db, cohort), [[0, 0]]);
		}
		const [first] = optionsOf(await read(cohort.id));
		const entry = { ...shifted(first!, 0), maxStudents: 1 };
		expect(await refused(cohort.id, { version: 1, sessions: [entry] })).toEqual([
			'seats_below_sold',
			first!.stepOptionId,
		]);
		const enough = await save(cohort.id, { version: 1, sessions: [{ ...entry, maxStudents: 2 }] });
		expect(optionsOf(enough.body as ScheduleResponse)[0]!.session!.maxStudents).toBe(2);
	});

	test('another end of a session that another cohort has, too', async () => {
		const cohort = await buildCohort(app.db, await buildCourse(app.db));
		await buildCohort(app.db, cohort.course, { sharesSessionsWith: cohort });
		const [first] = optionsOf(await read(cohort.id));
		const entry = { ...shifted(first!, 0), endTime: first!.session!.startTime };
		expect(await refused(cohort.id, { version: 1, sessions: [entry] })).toEqual([
			'session_shared',
			first!.stepOptionId,
		]);
	});

	test('students moved into a time that has begun', async () => {
		const cohort = await buildCohort(app.db, await buildCourse(app.db, { steps: [{}] }));
		await bookPlaces(app.db, await buildPackage(app.db, cohort), []);
		const [first] = optionsOf(await read(cohort.id));
		const entry = shifted(first!, -30);
		expect(await refused(cohort.id, { version: 1, sessions: [entry], students: 'move' })).toEqual([
			'session_started',
			first!.stepOptionId,
		]);
	});

	test('an option of another course', async () => {
		const { cohortId } = await unplanned();
		const other = optionsOf(await read((await unplanned()).cohortId))[0]!.stepOptionId;
		const input = { version: 1, sessions: [{ stepOptionId: other, date: '2031-03-18' }] };
		expect(await refused(cohortId, input)).toEqual(['step_not_found', other]);
	});

	test('a class whose time zone is unknown', async () => {
		const course = await buildCourse(app.db, { steps: [{ options: [{ ...BERLIN, timezone: '' }] }] });
		const cohort = await buildCohort(app.db, course);
		const { stepOptionId, suggestion } = optionsOf(await read(cohort.id))[0]!;
		expect(suggestion).toBeNull();
		const answer = await save(cohort.id, {
			version: 1,
			sessions: [{ stepOptionId, date: '2031-03-18' }],
		});
		expect(answerOf(answer)).toEqual([400, 'invalid_request']);
		expect(answer.body.data.issues).toMatchObject([{ path: 'sessions.0.date' }]);
	});
});

test('a cohort that is not there, or was deleted, has no schedule', async () => {
	expect(answerOf(await staff.viewer('GET', pathOf(999_999)))).toEqual([404, 'cohort_not_found']);
	const cohort = await buildCohort(app.db, await buildCourse(app.db), { deletedAt: new Date() });
	expect(answerOf(await staff.viewer('GET', pathOf(cohort.id)))).toEqual([404, 'cohort_not_found']);
	const answer = await save(cohort.id, { version: 1, sessions: [] });
	expect(answerOf(answer)).toEqual([404, 'cohort_not_found']);
});

test('names of classes and steps that look like scripts are given as the text that they are', async () => {
	const name = '<img src=x onerror=alert(1)>';
	const course = await buildCourse(app.db, { steps: [{ label: name, title: name, options: [{ name }] }] });
	const cohort = await buildCohort(app.db, course);
	const { steps } = await read(cohort.id);
	expect(steps[0]).toMatchObject({ label: name, title: name, options: [{ groupClassName: name }] });
});

test.each([
	['GET', pathOf(1), 'view'],
	['PUT', pathOf(1), 'manage'],
] as const)('%s %s is for staff only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

const ENTRY = { stepOptionId: 1, date: '2031-03-18' };
test.each<[string, unknown]>([
	['version', { sessions: [] }],
	['version', { version: 0, sessions: [] }],
	['sessions', { version: 1 }],
	['sessions', { version: 1, sessions: [ENTRY, ENTRY] }],
	[
		'sessions',
		{
			version: 1,
			sessions: Array.from({ length: 501 }, (_, id) => ({ ...ENTRY, stepOptionId: id + 1 })),
		},
	],
	['sessions.0.stepOptionId', { version: 1, sessions: [{ ...ENTRY, stepOptionId: '1' }] }],
	['sessions.0.date', { version: 1, sessions: [{ ...ENTRY, date: '2031-02-30' }] }],
	['sessions.0.date', { version: 1, sessions: [{ ...ENTRY, date: '1031-02-20' }] }],
	['sessions.0.date', { version: 1, sessions: [{ ...ENTRY, date: '9999-12-31' }] }],
	['sessions.0.date', { version: 1, sessions: [{ stepOptionId: 1 }] }],
	['sessions.0.startTime', { version: 1, sessions: [{ ...ENTRY, startTime: '24:00', endTime: '10:00' }] }],
	['sessions.0.endTime', { version: 1, sessions: [{ ...ENTRY, startTime: '09:00' }] }],
	['sessions.0.maxStudents', { version: 1, sessions: [{ ...ENTRY, maxStudents: 0 }] }],
	['sessions.0', { version: 1, sessions: [{ ...ENTRY, surprise: true }] }],
	['students', { version: 1, sessions: [], students: 'forget' }],
	['', { version: 1, sessions: [], surprise: true }],
])('a schedule with a wrong %s is refused, and the field is told', async (path, body) => {
	const answer = await staff.manager('PUT', pathOf(1), body);
	expect(answerOf(answer)).toEqual([400, 'invalid_request']);
	expect(answer.body.data.issues).toMatchObject([{ path }]);
});
