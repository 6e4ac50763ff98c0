import type { AdminCohort, CohortCheckResponse, CohortInput, CohortListItem } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCheckout, buildCohort, buildCourse, buildPackage, buildPrice } from '../../../test/builders';
import {
	answerOf,
	expectGuarded,
	staffOf,
	type StaffCallers,
	activityOf as readActivity,
} from '../../../test/staff';
import { buildStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const PATH = '/admin/cohorts';

const inputFor = (courseId: number, overrides: Partial<CohortInput> = {}): CohortInput => ({
	courseId,
	name: 'Spring',
	startDate: '2031-03-03',
	endDate: '2031-05-30',
	timezone: 'Europe/Berlin',
	maxEnrollment: 20,
	enrollmentDeadlineLocal: '2031-03-01T23:59',
	isActive: true,
	...overrides,
});

const create = async (overrides: Partial<CohortInput> = {}, courseId?: number): Promise<AdminCohort> => {
	const id = courseId ?? (await buildCourse(app.db)).id;
	const answer = await staff.manager('POST', PATH, inputFor(id, overrides));
	expect(answer.status).toBe(201);
	return answer.body as AdminCohort;
};

const put = (cohort: AdminCohort, overrides: Partial<CohortInput>) =>
	staff.manager('PUT', `${PATH}/${cohort.id}`, {
		...inputFor(cohort.courseId),
		...overrides,
		version: cohort.version,
	});

const read = async (id: number): Promise<AdminCohort> =>
	(await staff.viewer('GET', `${PATH}/${id}`)).body as AdminCohort;

const activityOf = (id: number) => readActivity(app.db, 'cohort', id);

/** A cohort of the builders with the input that leaves it as it is. */
const built = async (overrides: Parameters<typeof buildCohort>[2] = {}) => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db), overrides);
	const current = await read(cohort.id);
	const { courseId, name, startDate, endDate, timezone, maxEnrollment, isActive } = current;
	const { enrollmentDeadlineLocal } = current;
	const input = {
		...{ courseId, name, startDate, endDate, timezone, maxEnrollment, isActive },
		enrollmentDeadlineLocal,
	};
	return { cohort, current, input };
};

test('a cohort is created, read, changed and deleted, and each change is told with who, before and after', async () => {
	const course = await buildCourse(app.db, { code: 'DUTCH', title: 'Dutch for beginners' });
	const created = await create({}, course.id);
	expect(created).toEqual({
		...inputFor(course.id),
		id: expect.any(Number),
		version: 1,
		courseCode: 'DUTCH',
		courseTitle: 'Dutch for beginners',
		enrollmentDeadline: '2031-03-01T22:59:00.000Z',
		enrolled: 0,
		held: 0,
		waiting: 0,
		availability: 'no_price',
		ownPrice: null,
		coursePrice: null,
		updatedAt: expect.stringMatching(/Z$/),
	});
	expect(await read(created.id)).toEqual(created);
	const changed = await put(created, { name: 'Early spring', maxEnrollment: null });
	expect(changed.body).toMatchObject({ name: 'Early spring', maxEnrollment: null, version: 2 });
	const gone = await staff.manager('DELETE', `${PATH}/${created.id}?version=2`);
	expect(gone.status).toBe(204);
	expect(answerOf(await staff.manager('GET', `${PATH}/${created.id}`))).toEqual([404, 'cohort_not_found']);
	const told = await activityOf(created.id);
	expect(told.map(({ actor, action }) => [actor, action])).toEqual([
		[staff.managerActor, 'cohort.created'],
		[staff.managerActor, 'cohort.updated'],
		[staff.managerActor, 'cohort.deleted'],
	]);
	expect(JSON.parse(told[1]!.data)).toEqual({
		before: { name: 'Spring', max_enrollment: 20 },
		after: { name: 'Early spring', max_enrollment: null },
	});
});

test('what it costs is its own price, or else that of the course', async () => {
	const course = await buildCourse(app.db);
	await buildPrice(app.db, course, { amount: 30_000, stripePriceId: 'price_course' });
	const created = await create({ maxEnrollment: 1 }, course.id);
	expect(created).toMatchObject({
		ownPrice: null,
		coursePrice: { amount: 30_000, currency: 'eur', stripePriceId: 'price_course', livemode: false },
		availability: 'open',
	});
	const cohort = { id: created.id, name: '', course, sessions: [] };
	await buildPrice(app.db, cohort, { amount: 20_000 });
	await buildPrice(app.db, cohort, { amount: 1, livemode: true });
	expect(await read(created.id)).toMatchObject({ ownPrice: { amount: 20_000, livemode: false } });
	const { body } = await staff.viewer('GET', `${PATH}?courseId=${course.id}`);
	expect((body as { items: CohortListItem[] }).items[0]!.price).toEqual({
		amount: 20_000,
		currency: 'eur',
	});
});

test('saving what is there already changes nothing and is not told', async () => {
	const cohort = await create();
	expect((await put(cohort, {})).body).toMatchObject({ version: 1 });
	expect(await activityOf(cohort.id)).toHaveLength(1);
});

test('whoever saves an older version hears what it is now, and changes nothing', async () => {
	const cohort = await create();
	await put(cohort, { name: 'First' });
	const late = await put(cohort, { name: 'Second' });
	expect(answerOf(late)).toEqual([409, 'version_conflict']);
	expect(late.body.data.current).toMatchObject({ name: 'First', version: 2 });
	const remove = await staff.manager('DELETE', `${PATH}/${cohort.id}?version=1`);
	expect(answerOf(remove)).toEqual([409, 'version_conflict']);
	expect(await read(cohort.id)).toMatchObject({ name: 'First', version: 2 });
});

test('of two who save at the same time one wins, and the other hears of it', async () => {
	const cohort = await create();
	const answers = await Promise.all(['Left', 'Right'].map((name) => put(cohort, { name })));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
	expect(await activityOf(cohort.id)).toHaveLength(2);
});

test('a cohort needs a course that is there', async () => {
	expect(answerOf(await staff.manager('POST', PATH, inputFor(999_999)))).toEqual([404, 'course_not_found']);
	const course = await buildCourse(app.db);
	await table<{ id: number; deleted_at: Date }>(app.db, 'course_programs')
		.where('id', course.id)
		.update({ deleted_at: new Date() });
	expect(answerOf(await staff.manager('POST', PATH, inputFor(course.id)))).toEqual([
		404,
		'course_not_found',
	]);
	expect(answerOf(await put(await create(), { courseId: 999_999 }))).toEqual([404, 'course_not_found']);
});

describe('the course of a cohort', () => {
	test('can be changed while nothing is planned and nobody is in', async () => {
		const cohort = await create();
		const other = await buildCourse(app.db);
		expect((await put(cohort, { courseId: other.id })).body).toMatchObject({
			courseId: other.id,
			courseCode: other.code,
		});
	});

	test('is fixed once it has a schedule, a student or somebody who waits', async () => {
		const { cohort, input } = await built();
		const other = await buildCourse(app.db);
		const answer = await staff.manager('PUT', `${PATH}/${cohort.id}`, {
			...input,
			courseId: other.id,
			version: 1,
		});
		expect(answerOf(answer)).toEqual([409, 'in_use']);
		expect(answer.body.data.by).toEqual({ sessions: 2, students: 0 });
		const empty = await create();
		await table(app.db, 'waiting_list').insert({
			cohort_id: empty.id,
			program_id: empty.courseId,
			student_id: 7,
			created_at: new Date(),
			updated_at: new Date(),
		});
		const waited = await put(empty, { courseId: other.id });
		expect(waited.body.data.by).toEqual({ sessions: 0, students: 1 });
	});
});

describe('seats', () => {
	const putSeats = (id: number, version: number, input: CohortInput, maxEnrollment: number | null) =>
		staff.manager('PUT', `${PATH}/${id}`, { ...input, maxEnrollment, version });

	test('are never fewer than are sold and held', async () => {
		const { cohort, input } = await built({ maxEnrollment: 10 });
		await buildPackage(app.db, cohort);
		await buildPackage(app.db, cohort);
		await buildCheckout(app.db, cohort);
		await buildCheckout(app.db, cohort, { state: 'awaiting_payment', expiresAt: new Date(0) });
		await buildCheckout(app.db, cohort, { expiresAt: new Date(0) });
		expect(await read(cohort.id)).toMatchObject({ enrolled: 2, held: 2 });
		const few = await putSeats(cohort.id, 1, input, 3);
		expect(answerOf(few)).toEqual([409, 'seats_below_sold']);
		expect(few.body.data.taken).toBe(4);
		const enough = await putSeats(cohort.id, 1, input, 4);
		expect(enough.body).toMatchObject({ maxEnrollment: 4, availability: 'full', version: 2 });
	});

	test('that are taken away while somebody buys the last one are refused, or the last one is not sold', async () => {
		for (let round = 0; round < 10; round += 1) {
			const { cohort, input } = await built({ maxEnrollment: 1 });
			await buildPrice(app.db, cohort, { amount: 0 });
			const buyer = app.as({ userId: await buildStudent(app.db) });
			const path = `/course-programs/${cohort.course.code}/cohorts/${cohort.id}/enroll`;
			const [seats, bought] = await Promise.all([
				putSeats(cohort.id, 1, input, 0),
				buyer('POST', path, {}),
			]);
			expect([seats.status, bought.status].sort()).toEqual([200, 409]);
			expect(await read(cohort.id)).toMatchObject(
				bought.status === 200 ? { enrolled: 1, maxEnrollment: 1 } : { enrolled: 0, maxEnrollment: 0 },
			);
		}
	});

	test('that are added are offered to those who wait', async () => {
		const { cohort, input } = await built({ maxEnrollment: 1, currentEnrollment: 1 });
		await buildPrice(app.db, cohort);
		const { studentIds } = await waitFor(cohort, 3);
		expect(await app.services.waitingList.offerFreeSeats()).toBe(0);
		await putSeats(cohort.id, 1, input, 3);
		expect(await app.services.waitingList.offerFreeSeats()).toBe(2);
		expect(await toldStudents()).toEqual(studentIds.slice(0, 2));
	});
});

const waitFor = async (cohort: { id: number; course: { code: string } }, count: number) => {
	const studentIds: number[] = [];
	for (let index = 0; index < count; index += 1) {
		const studentId = await buildStudent(app.db);
		studentIds.push(studentId);
		const path = `/course-programs/${cohort.course.code}/cohorts/${cohort.id}/waiting-list`;
		expect((await app.as({ userId: studentId })('POST', path, {})).status).toBe(200);
	}
	return { studentIds };
};

const toldStudents = async (): Promise<number[]> =>
	(
		await table<{ id: number; kind: string; student_id: number }>(app.db, 'notifications')
			.where('kind', 'seat_available')
			.orderBy('id')
	).map((row) => row.student_id);

describe('deleting', () => {
	test('is refused while somebody has a seat', async () => {
		const { cohort } = await built();
		await buildPackage(app.db, cohort);
		const answer = await staff.manager('DELETE', `${PATH}/${cohort.id}?version=1`);
		expect(answerOf(answer)).toEqual([409, 'in_use']);
		expect(answer.body.data.by).toEqual({ students: 1 });
	});

	test('hides it, keeps the row for those who had it, and frees classes and steps that only it used', async () => {
		const { cohort } = await built();
		await buildPackage(app.db, cohort, { status: 'CANCELLED' });
		const shared = await buildCohort(app.db, cohort.course, {
			sharesSessionsWith: { ...cohort, sessions: cohort.sessions.slice(0, 1) },
		});
		expect((await staff.manager('DELETE', `${PATH}/${cohort.id}?version=1`)).status).toBe(204);
		const row = await table<{ id: number; deleted_at: Date; is_active: boolean }>(
			app.db,
			'course_cohorts',
		)
			.where('id', cohort.id)
			.first();
		expect(row).toMatchObject({ is_active: false, deleted_at: expect.any(Date) });
		const offers = await table<{ cohort_id: number }>(app.db, 'course_cohort_sessions').where(
			'cohort_id',
			cohort.id,
		);
		expect(offers).toEqual([]);
		const left = await table<{ id: number }>(app.db, 'class_sessions').whereIn(
			'id',
			cohort.sessions.map(({ classSessionId }) => classSessionId),
		);
		expect(left.map(({ id }) => id)).toEqual([shared.sessions[0]!.classSessionId]);
		expect(answerOf(await staff.manager('DELETE', `${PATH}/${cohort.id}?version=2`))).toEqual([
			404,
			'cohort_not_found',
		]);
	});
});

describe('the list', () => {
	test('is searched, filtered by course and status, sorted and paged', async () => {
		const words = `Needle%_${Date.now()}`;
		const course = await buildCourse(app.db, { title: `${words} course` });
		await create({ name: 'b', startDate: '2031-01-01' }, course.id);
		await create({ name: 'a', startDate: '2031-02-01', isActive: false }, course.id);
		await create({ name: `${words} c`, startDate: '2031-03-01' });
		const search = `search=${encodeURIComponent(words)}`;
		const names = async (query: string) => {
			const { body } = await staff.viewer('GET', `${PATH}?${search}&${query}`);
			return (body as { items: CohortListItem[] }).items.map(({ name }) => name.slice(-1));
		};
		expect(await names('')).toEqual(['c', 'a', 'b']);
		expect(await names('orderBy=startDate&order=asc')).toEqual(['b', 'a', 'c']);
		expect(await names(`courseId=${course.id}&orderBy=name&order=asc`)).toEqual(['a', 'b']);
		expect(await names('isActive=false')).toEqual(['a']);
		expect(await names('perPage=2&page=2')).toEqual(['b']);
		for (const orderBy of ['courseTitle', 'enrolled', 'updatedAt']) {
			expect(await names(`orderBy=${orderBy}`)).toHaveLength(3);
		}
		const { body } = await staff.viewer('GET', `${PATH}?${search}&perPage=1`);
		expect(body).toMatchObject({ total: 3, page: 1, perPage: 1 });
	});

	test('knows what is to come, running and over by each cohort’s own calendar', async () => {
		const words = `When${Date.now()}`;
		// 10:30 in London; the next day in Kiritimati, the day before in Pago Pago.
		const away = Date.parse('2030-03-04T10:30:00Z') - app.clock.now().getTime();
		app.clock.pass(away);
		const on = (name: string, timezone: string, startDate: string, endDate: string) =>
			create({ name: `${words} ${name}`, timezone, startDate, endDate, enrollmentDeadlineLocal: null });
		await on('begins today', 'Europe/London', '2030-03-04', '2030-03-20');
		await on('begins tomorrow', 'Europe/London', '2030-03-05', '2030-03-20');
		await on('has begun there', 'Pacific/Kiritimati', '2030-03-05', '2030-03-20');
		await on('begins later there', 'Pacific/Pago_Pago', '2030-03-04', '2030-03-20');
		await on('ends today', 'Europe/London', '2030-03-01', '2030-03-04');
		await on('is over there', 'Pacific/Kiritimati', '2030-03-01', '2030-03-04');
		const found = async (when: string) => {
			const { body } = await staff.viewer('GET', `${PATH}?search=${words}&when=${when}&orderBy=name`);
			return (body as { items: CohortListItem[] }).items
				.map(({ name }) => name.slice(words.length + 1))
				.sort();
		};
		expect(await found('upcoming')).toEqual(['begins later there', 'begins tomorrow']);
		expect(await found('running')).toEqual(['begins today', 'ends today', 'has begun there']);
		expect(await found('over')).toEqual(['is over there']);
		app.clock.pass(-away);
	});
});

test('the check tells what stands in the way of selling a cohort, and where it is mended', async () => {
	const created = await create();
	const { body } = await staff.viewer('GET', `${PATH}/${created.id}/check`);
	const { findings } = body as CohortCheckResponse;
	expect(findings.map(({ code, target }) => [code, target])).toEqual([
		['no_price', { screen: 'course', id: created.courseId }],
		['step_without_session', { screen: 'schedule', id: created.id }],
		['step_without_session', { screen: 'schedule', id: created.id }],
		['no_page', { screen: 'course', id: created.courseId }],
	]);
	expect(answerOf(await staff.viewer('GET', `${PATH}/999999/check`))).toEqual([404, 'cohort_not_found']);
});

test.each([
	['GET', PATH, 'view'],
	['GET', `${PATH}/1`, 'view'],
	['GET', `${PATH}/1/check`, 'view'],
	['POST', PATH, 'manage'],
	['PUT', `${PATH}/1`, 'manage'],
	['DELETE', `${PATH}/1?version=1`, 'manage'],
] as const)('%s %s is for staff only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

test.each<[string, unknown]>([
	['courseId', 0],
	['courseId', '1'],
	['name', ''],
	['name', 'x'.repeat(201)],
	['startDate', '2031-02-30'],
	['startDate', '3 March 2031'],
	['endDate', '2031-03-02'],
	['endDate', '2036-12-31'],
	['timezone', 'Berlin'],
	['timezone', ''],
	['maxEnrollment', -1],
	['maxEnrollment', 1_000_001],
	['maxEnrollment', 2.5],
	['enrollmentDeadlineLocal', '2031-02-30T10:00'],
	['enrollmentDeadlineLocal', '2031-03-01T10:00Z'],
	['enrollmentDeadlineLocal', '2031-03-01'],
	['isActive', 1],
	['surprise', true],
])('a cohort whose %s is %j is refused, and which field it was is told', async (field, value) => {
	const answer = await staff.manager('POST', PATH, { ...inputFor(1), [field]: value });
	expect(answerOf(answer)).toEqual([400, 'invalid_request']);
	const paths = (answer.body.data.issues as { path: string }[]).map(({ path }) => path);
	expect(new Set(paths)).toEqual(new Set([field === 'surprise' ? '' : field]));
});

test.each(['courseId=x', 'when=soon', 'orderBy=seat_version', 'isActive=1', 'perPage=101', 'surprise=1'])(
	'a list with %s is refused',
	async (query) => {
		expect(answerOf(await staff.viewer('GET', `${PATH}?${query}`))).toEqual([400, 'invalid_request']);
	},
);

test('what looks like a script is kept as the text that it is', async () => {
	const name = '<img src=x onerror=alert(1)>';
	expect(await create({ name })).toMatchObject({ name });
});
