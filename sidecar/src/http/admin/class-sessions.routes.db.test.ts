import type {
	AttendanceResponse,
	ClassSession,
	CohortSessionsResponse,
	SessionStudentsResponse,
} from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { bookPlaces, cohortWith, seatsTaken, statusesOf, type Place } from '../../../test/bookings';
import { buildCohort, buildPackage, type BuiltCohort, type BuiltPackage } from '../../../test/builders';
import {
	answerOf,
	expectGuarded,
	staffOf,
	type StaffCallers,
	activityOf as readActivity,
} from '../../../test/staff';
import { buildStudent } from '../../../test/wordpress';
import { table } from '../../db/database';
import type { PackageRow } from '../../db/student-packages';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const enroll = async (cohort: BuiltCohort, places: readonly Place[] = [], name = 'Somebody') => {
	const owned = await buildPackage(app.db, cohort, { studentId: await buildStudent(app.db, { name }) });
	if (places.length > 0) {
		await bookPlaces(app.db, owned, places);
	}
	return owned;
};
const packageOf = async ({ id }: BuiltPackage): Promise<PackageRow> =>
	(await table<PackageRow>(app.db, 'student_packages').where({ id }).first()) as PackageRow;
/** As if its first sessions had begun an hour ago. */
const begin = async (cohort: BuiltCohort, index = 0): Promise<number> => {
	const id = cohort.sessions[index]!.classSessionId;
	await table<{ id: number; starts_at: Date; ends_at: Date }>(app.db, 'class_sessions')
		.where({ id })
		.update({
			starts_at: new Date(app.clock.now().getTime() - 3_600_000),
			ends_at: new Date(app.clock.now().getTime() + 1_800_000),
		});
	return id;
};
const mark = async (id: number, body: object): Promise<AttendanceResponse> => {
	const answer = await staff.manager('POST', `/admin/class-sessions/${id}/attendance`, body);
	expect(answer.status).toBe(200);
	return answer.body as AttendanceResponse;
};
const activityOf = (id: number) => readActivity(app.db, 'class_session', id);

const TWO_STEPS = [
	{ label: 'Week 1', options: 2 },
	{ label: 'Week 2', options: 2 },
];

test('a whole class is marked as attended with one line in the activity, and taken back', async () => {
	const cohort = await cohortWith(app.db, TWO_STEPS);
	const both: Place[] = [
		[0, 0],
		[1, 0],
	];
	const students = [await enroll(cohort, both), await enroll(cohort, [[0, 0]])];
	const elsewhere = await enroll(cohort, [[0, 1]]);
	const id = await begin(cohort);
	const marked = await mark(id, { completed: true });
	expect(marked).toMatchObject({
		packageIds: students.map(({ id: packageId }) => packageId),
		session: { booked: 0, completed: 2, hasBegun: true },
	});
	expect(await statusesOf(app.db, students[0]!.id)).toEqual(['COMPLETED', 'BOOKED']);
	expect(await statusesOf(app.db, students[1]!.id)).toEqual(['COMPLETED', 'UNBOOKED']);
	expect(await statusesOf(app.db, elsewhere.id)).toEqual(['BOOKED', 'UNBOOKED']);
	expect((await packageOf(students[0]!)).version).toBe(2);
	expect((await packageOf(elsewhere)).version).toBe(1);
	const undone = await mark(id, { completed: false });
	expect(undone.packageIds).toEqual(marked.packageIds);
	expect(undone).toMatchObject({ session: { booked: 2, completed: 0 } });
	expect(await statusesOf(app.db, students[0]!.id)).toEqual(['BOOKED', 'BOOKED']);
	const told = await activityOf(id);
	expect(told.map(({ actor, action }) => [actor, action])).toEqual([
		[staff.managerActor, 'class_session.attended'],
		[staff.managerActor, 'class_session.attendance_undone'],
	]);
	expect(JSON.parse(told[0]!.data)).toEqual({
		before: { status: 'BOOKED' },
		after: { status: 'COMPLETED' },
		steps: 2,
		packages: 0,
		packageIds: marked.packageIds,
	});
});

test('when it was attended is kept, and forgotten when it is taken back', async () => {
	const cohort = await cohortWith(app.db, TWO_STEPS);
	const owned = await enroll(cohort, [[0, 0]]);
	const id = await begin(cohort);
	const completedAt = async () =>
		(
			await table<{ package_id: number; step_id: number; completed_at: Date | null }>(
				app.db,
				'student_course_step_progress',
			)
				.where({ package_id: owned.id, step_id: cohort.course.steps[0]!.id })
				.first('completed_at')
		)?.completed_at;
	await mark(id, { completed: true });
	expect(await completedAt()).toEqual(app.clock.now());
	await mark(id, { completed: false });
	expect(await completedAt()).toBeNull();
});

test('chosen students are marked, others are not, and marking twice changes and tells nothing more', async () => {
	const cohort = await cohortWith(app.db, TWO_STEPS);
	const [one, other] = [await enroll(cohort, [[0, 0]]), await enroll(cohort, [[0, 0]])];
	const absent = await enroll(cohort, [[0, 1]]);
	const id = await begin(cohort);
	const body = { completed: true, packageIds: [one.id, absent.id, 999_999_999] };
	expect((await mark(id, body)).packageIds).toEqual([one.id]);
	expect((await mark(id, body)).packageIds).toEqual([]);
	expect(await statusesOf(app.db, one.id)).toEqual(['COMPLETED', 'UNBOOKED']);
	expect(await statusesOf(app.db, other.id)).toEqual(['BOOKED', 'UNBOOKED']);
	expect((await packageOf(one)).version).toBe(2);
	const told = await activityOf(id);
	expect(told).toHaveLength(1);
	expect(JSON.parse(told[0]!.data)).toMatchObject({ steps: 1, packageIds: [one.id] });
});

test('a package is completed when all of its steps are, keeps its seat, and is active again when one is taken back', async () => {
	const cohort = await cohortWith(app.db, TWO_STEPS);
	const owned = await enroll(cohort, [
		[0, 0],
		[1, 0],
	]);
	const sessions = [await begin(cohort, 0), await begin(cohort, 2)];
	await mark(sessions[0]!, { completed: true });
	expect((await packageOf(owned)).status).toBe('ACTIVE');
	await mark(sessions[1]!, { completed: true });
	expect(await packageOf(owned)).toMatchObject({ status: 'COMPLETED', version: 3 });
	const enrolled = async () =>
		(
			await table<{ id: number; current_enrollment: number }>(app.db, 'course_cohorts')
				.where({ id: cohort.id })
				.first('current_enrollment')
		)?.current_enrollment;
	expect(await enrolled()).toBe(1);
	expect(await seatsTaken(app.db, cohort)).toEqual([1, 0, 1, 0]);
	await mark(sessions[0]!, { completed: false });
	expect(await packageOf(owned)).toMatchObject({ status: 'ACTIVE', version: 4 });
	expect(await enrolled()).toBe(1);
});

test('a step that the course does not have any more does not stand in the way, unless it is booked', async () => {
	const cohort = await cohortWith(app.db, [...TWO_STEPS, { label: 'Week 3', options: 2 }]);
	const free = await enroll(cohort, [
		[0, 0],
		[1, 0],
	]);
	const bound = await enroll(cohort, [
		[0, 0],
		[1, 0],
		[2, 0],
	]);
	await table<{ id: number; is_active: boolean }>(app.db, 'course_steps')
		.where({ id: cohort.course.steps[2]!.id })
		.update({ is_active: false });
	await mark(await begin(cohort, 0), { completed: true });
	await mark(await begin(cohort, 2), { completed: true });
	expect((await packageOf(free)).status).toBe('COMPLETED');
	expect((await packageOf(bound)).status).toBe('ACTIVE');
	await mark(await begin(cohort, 4), { completed: true });
	expect((await packageOf(bound)).status).toBe('COMPLETED');
});

test('what ended or is suspended keeps its status, whatever is marked', async () => {
	const cohort = await cohortWith(app.db, [{ label: 'Week 1', options: 2 }]);
	const owned = await enroll(cohort, [[0, 0]]);
	const id = await begin(cohort);
	for (const status of ['SUSPENDED', 'REFUNDED'] as const) {
		await table<PackageRow>(app.db, 'student_packages').where({ id: owned.id }).update({ status });
		expect((await mark(id, { completed: true })).packageIds).toEqual([owned.id]);
		expect((await packageOf(owned)).status).toBe(status);
		await mark(id, { completed: false });
		expect((await packageOf(owned)).status).toBe(status);
	}
});

test('before a session has begun nobody has attended it', async () => {
	const cohort = await cohortWith(app.db, TWO_STEPS);
	const owned = await enroll(cohort, [[0, 0]]);
	const path = `/admin/class-sessions/${cohort.sessions[0]!.classSessionId}`;
	const early = await staff.manager('POST', `${path}/attendance`, { completed: true });
	expect(answerOf(early)).toEqual([409, 'session_not_started']);
	expect(await statusesOf(app.db, owned.id)).toEqual(['BOOKED', 'UNBOOKED']);
	expect((await staff.viewer('GET', path)).body).toMatchObject({ hasBegun: false });
});

test('of two who mark the same class at the same moment one changes it, and it is told once', async () => {
	const cohort = await cohortWith(app.db, [{ label: 'Week 1', options: 2 }]);
	const students = await Promise.all(Array.from({ length: 8 }, () => enroll(cohort, [[0, 0]])));
	const id = await begin(cohort);
	const answers = await Promise.all([1, 2, 3].map(() => mark(id, { completed: true })));
	expect(answers.map(({ packageIds }) => packageIds.length).sort()).toEqual([0, 0, 8]);
	for (const student of students) {
		expect(await packageOf(student)).toMatchObject({ status: 'COMPLETED', version: 2 });
	}
	expect(await activityOf(id)).toHaveLength(1);
});

test('two sessions of the same students, marked at the same moment, complete their packages', async () => {
	const cohort = await cohortWith(app.db, TWO_STEPS);
	const students = await Promise.all(
		Array.from({ length: 6 }, () =>
			enroll(cohort, [
				[0, 0],
				[1, 0],
			]),
		),
	);
	const sessions = [await begin(cohort, 0), await begin(cohort, 2)];
	await Promise.all(sessions.map((id) => mark(id, { completed: true })));
	for (const student of students) {
		expect(await packageOf(student)).toMatchObject({ status: 'COMPLETED', version: 3 });
	}
});

test('while a class is marked and its students are cancelled, each of them ends in a state that fits', async () => {
	const cohort = await cohortWith(app.db, TWO_STEPS);
	const students = await Promise.all(Array.from({ length: 6 }, () => enroll(cohort, [[0, 0]])));
	const id = await begin(cohort);
	const cancel = (owned: BuiltPackage) =>
		staff.manager('POST', `/admin/packages/${owned.id}/cancel`, {
			version: 1,
			reason: 'Left.',
			refund: 'none',
		});
	const [marked, ...cancelled] = await Promise.all([
		mark(id, { completed: true }),
		...students.map(cancel),
	]);
	const ended = cancelled.filter(({ status }) => status === 200).length;
	// Whoever was marked first has a newer version, so that the older form is refused.
	expect(
		cancelled.map(({ status }) => status).filter((status) => status !== 200 && status !== 409),
	).toEqual([]);
	const states = await Promise.all(
		students.map(async (owned) => [
			(await packageOf(owned)).status,
			(await statusesOf(app.db, owned.id))[0],
		]),
	);
	expect(states.filter(([status]) => status === 'CANCELLED')).toHaveLength(ended);
	expect(states.filter(([, step]) => step === 'COMPLETED')).toHaveLength(marked.packageIds.length);
	expect(states.filter(([status, step]) => status === 'ACTIVE' && step !== 'COMPLETED')).toEqual([]);
});

test('a class of thousands is marked in one call', async () => {
	const cohort = await cohortWith(app.db, [{ label: 'Week 1', options: 1 }]);
	const id = await begin(cohort);
	const [{ stepId, stepOptionId }] = cohort.sessions as [(typeof cohort.sessions)[0]];
	await app.db.raw(
		`INSERT INTO wp_ce_student_packages (student_id, program_id, cohort_id, checkout_id, package_name, status,
				purchased_at, created_at, updated_at)
			SELECT 6000000000 + seq, ?, ?, 6000000000 + seq, 'C', 'ACTIVE', NOW(3), NOW(3), NOW(3) FROM seq_1_to_2500`,
		[cohort.course.id, cohort.id],
	);
	await app.db.raw(
		`INSERT INTO wp_ce_student_course_step_progress
				(package_id, step_id, cohort_id, status, step_option_id, class_session_id, created_at, updated_at)
			SELECT id, ?, cohort_id, 'BOOKED', ?, ?, NOW(3), NOW(3) FROM wp_ce_student_packages
				WHERE checkout_id > 6000000000`,
		[stepId, stepOptionId, id],
	);
	const marked = await mark(id, { completed: true });
	expect(new Set(marked.packageIds).size).toBe(2500);
	expect(marked.session).toMatchObject({ booked: 0, completed: 2500 });
	const [{ completed }] = (await table(app.db, 'student_packages')
		.where({ cohort_id: cohort.id, status: 'COMPLETED' })
		.count({ completed: '*' })) as [{ completed: number }];
	expect(completed).toBe(2500);
});

describe('what staff sees of sessions', () => {
	test('a cohort’s dated sessions come by their start, with steps, students, and who shares them', async () => {
		const cohort = await cohortWith(app.db, [
			{ label: 'Week 1', options: [{ name: 'Evening' }] },
			{ label: 'Week 2', options: 1 },
		]);
		const other = await buildCohort(app.db, cohort.course, { sharesSessionsWith: cohort });
		const deleted = await buildCohort(app.db, cohort.course, {
			sharesSessionsWith: cohort,
			deletedAt: new Date(),
		});
		await enroll(cohort, [[0, 0]]);
		await enroll(other, [[0, 0]]);
		const { body } = await staff.viewer('GET', `/admin/cohorts/${cohort.id}/sessions`);
		const { sessions, ...head } = body as CohortSessionsResponse;
		expect(head).toEqual({ cohortId: cohort.id, cohortName: cohort.name });
		expect(sessions).toHaveLength(2);
		expect(sessions[0]).toEqual({
			classSessionId: cohort.sessions[0]!.classSessionId,
			groupClassId: cohort.course.steps[0]!.options[0]!.groupClassId,
			groupClassName: 'Evening',
			timezone: 'Europe/Berlin',
			startsAt: cohort.sessions[0]!.startsAt.toISOString(),
			endsAt: cohort.sessions[0]!.endsAt.toISOString(),
			maxStudents: 10,
			booked: 2,
			completed: 0,
			hasBegun: false,
			stepLabels: ['Week 1'],
			sharedWith: [other.name],
		});
		expect(sessions[1]!.stepLabels).toEqual(['Week 2']);
		expect(JSON.stringify(sessions)).not.toContain(deleted.name);
		const alone = await staff.viewer('GET', `/admin/class-sessions/${sessions[0]!.classSessionId}`);
		const { stepLabels, sharedWith, ...session } = sessions[0]!;
		expect([stepLabels.length, sharedWith.length]).toEqual([1, 1]);
		expect(alone.body as ClassSession).toEqual(session);
	});

	test('who comes is searched, sorted and paged over all cohorts that share the session', async () => {
		const cohort = await cohortWith(app.db, [{ label: 'Week 1', options: 2 }]);
		const other = await buildCohort(app.db, cohort.course, { sharesSessionsWith: cohort });
		const zoe = await enroll(cohort, [[0, 0]], 'Zoe');
		await enroll(other, [[0, 0]], 'Amir');
		await enroll(cohort, [[0, 1]], 'Elsewhere');
		const id = await begin(cohort);
		await mark(id, { completed: true, packageIds: [zoe.id] });
		const students = async (query: string) =>
			(await staff.viewer('GET', `/admin/class-sessions/${id}/students${query && `?${query}`}`))
				.body as SessionStudentsResponse;
		const all = await students('');
		expect(all).toMatchObject({ total: 2, page: 1, perPage: 20 });
		expect(all.items.map(({ name, cohortName }) => [name, cohortName])).toEqual([
			['Amir', other.name],
			['Zoe', cohort.name],
		]);
		expect(all.items[1]).toEqual({
			packageId: zoe.id,
			packageStatus: 'COMPLETED',
			studentId: zoe.studentId,
			name: 'Zoe',
			email: expect.stringContaining('@'),
			cohortId: cohort.id,
			cohortName: cohort.name,
			stepId: cohort.course.steps[0]!.id,
			stepLabel: 'Week 1',
			status: 'COMPLETED',
		});
		expect((await students('search=zo')).items.map(({ name }) => name)).toEqual(['Zoe']);
		expect((await students('orderBy=status&order=desc')).items.map(({ name }) => name)).toEqual([
			'Zoe',
			'Amir',
		]);
		expect((await students('perPage=1&page=2')).items.map(({ name }) => name)).toEqual(['Zoe']);
	});
});

test('what is not there is not found', async () => {
	for (const path of ['/admin/class-sessions/999999', '/admin/class-sessions/999999/students']) {
		expect(answerOf(await staff.viewer('GET', path))).toEqual([404, 'class_session_not_found']);
	}
	for (const completed of [true, false]) {
		expect(
			answerOf(await staff.manager('POST', '/admin/class-sessions/999999/attendance', { completed })),
		).toEqual([404, 'class_session_not_found']);
	}
	expect(answerOf(await staff.viewer('GET', '/admin/cohorts/999999/sessions'))).toEqual([
		404,
		'cohort_not_found',
	]);
});

test.each([
	['GET', '/admin/cohorts/1/sessions', 'view'],
	['GET', '/admin/class-sessions/1', 'view'],
	['GET', '/admin/class-sessions/1/students', 'view'],
	['POST', '/admin/class-sessions/1/attendance', 'manage'],
] as const)('%s %s is for staff only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

test.each([
	{},
	{ completed: 'yes' },
	{ completed: true, packageIds: [] },
	{ completed: true, packageIds: [0] },
	{ completed: true, packageIds: ['1'] },
	{ completed: true, packageIds: Array.from({ length: 1001 }, (_, index) => index + 1) },
	{ completed: true, surprise: 1 },
])('attendance that says %j is refused', async (body) => {
	const answer = await staff.manager('POST', '/admin/class-sessions/1/attendance', body);
	expect(answerOf(answer)).toEqual([400, 'invalid_request']);
});
