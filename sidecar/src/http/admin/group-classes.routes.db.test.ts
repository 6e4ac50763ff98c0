import type { GroupClass, GroupClassInput } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCohort, buildCourse } from '../../../test/builders';
import {
	answerOf,
	expectGuarded,
	staffOf,
	type StaffCallers,
	activityOf as readActivity,
} from '../../../test/staff';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const PATH = '/admin/group-classes';
const INPUT: GroupClassInput = {
	name: 'Tuesday evening',
	dayOfWeek: 2,
	startTime: '18:30',
	endTime: '20:00',
	timezone: 'Europe/Berlin',
	maxStudents: 12,
	instructor: 'Ida Brandt',
	location: null,
	meetingUrl: 'https://meet.example.test/tuesday',
	isActive: true,
};

const create = async (overrides: Partial<GroupClassInput> = {}): Promise<GroupClass> => {
	const answer = await staff.manager('POST', PATH, { ...INPUT, ...overrides });
	expect(answer.status).toBe(201);
	return answer.body as GroupClass;
};

const activityOf = (id: number) => readActivity(app.db, 'group_class', id);

test('a class is created, read, changed and deleted, and each change is told with who, before and after', async () => {
	const created = await create();
	expect(created).toEqual({
		...INPUT,
		id: expect.any(Number),
		version: 1,
		steps: [],
		upcomingSessions: 0,
		updatedAt: expect.stringMatching(/Z$/),
	});
	const path = `${PATH}/${created.id}`;
	expect((await staff.viewer('GET', path)).body).toEqual(created);
	const changed = await staff.manager('PUT', path, { ...INPUT, startTime: '18:00', version: 1 });
	expect(changed.body).toMatchObject({ startTime: '18:00', version: 2 });
	expect((await staff.manager('DELETE', `${path}?version=2`)).status).toBe(204);
	expect(answerOf(await staff.manager('GET', path))).toEqual([404, 'group_class_not_found']);
	const told = await activityOf(created.id);
	expect(told.map(({ actor, action }) => [actor, action])).toEqual([
		[staff.managerActor, 'group_class.created'],
		[staff.managerActor, 'group_class.updated'],
		[staff.managerActor, 'group_class.deleted'],
	]);
	expect(JSON.parse(told[1]!.data)).toEqual({
		before: { start_time: '18:30:00' },
		after: { start_time: '18:00:00' },
	});
});

test('whoever saves an older version hears what it is now, and changes nothing', async () => {
	const { id } = await create();
	const path = `${PATH}/${id}`;
	await staff.manager('PUT', path, { ...INPUT, name: 'First', version: 1 });
	const late = await staff.manager('PUT', path, { ...INPUT, name: 'Second', version: 1 });
	expect(answerOf(late)).toEqual([409, 'version_conflict']);
	expect(late.body.data.current).toMatchObject({ name: 'First', version: 2 });
	expect(answerOf(await staff.manager('DELETE', `${path}?version=1`))).toEqual([409, 'version_conflict']);
	expect((await staff.manager('GET', path)).body).toMatchObject({ name: 'First', version: 2 });
});

test('of two who save at the same time one wins, and the other hears of it', async () => {
	const { id } = await create();
	const answers = await Promise.all(
		['Left', 'Right'].map((name) =>
			staff.manager('PUT', `${PATH}/${id}`, { ...INPUT, name, version: 1 }),
		),
	);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
	expect(await activityOf(id)).toHaveLength(2);
});

test('saving what is there already changes nothing and is not told', async () => {
	const { id } = await create();
	const answer = await staff.manager('PUT', `${PATH}/${id}`, { ...INPUT, version: 1 });
	expect(answer.body).toMatchObject({ version: 1 });
	expect(await activityOf(id)).toHaveLength(1);
});

describe('with a cohort that takes place in it', () => {
	const classOf = async (): Promise<GroupClass> => {
		const cohort = await buildCohort(app.db, await buildCourse(app.db));
		const session = await table<{ group_class_id: number }>(app.db, 'class_sessions')
			.join(
				'wp_ce_course_cohort_sessions as offer',
				'offer.class_session_id',
				'wp_ce_class_sessions.id',
			)
			.where('offer.cohort_id', cohort.id)
			.first('group_class_id');
		return (await staff.viewer('GET', `${PATH}/${session!.group_class_id}`)).body as GroupClass;
	};

	test('new seats apply to the sessions to come, but are never fewer than are taken', async () => {
		const { id, version, ...existing } = await classOf();
		const { steps, upcomingSessions, updatedAt, ...input } = existing;
		expect([steps.length, upcomingSessions, updatedAt]).toEqual([1, 1, expect.any(String)]);
		const seats = () =>
			table<{ group_class_id: number; max_students: number }>(app.db, 'class_sessions')
				.where({ group_class_id: id })
				.select('max_students');
		await table(app.db, 'class_sessions').where({ group_class_id: id }).update({ current_enrollment: 3 });
		const few = await staff.manager('PUT', `${PATH}/${id}`, { ...input, maxStudents: 2, version });
		expect(answerOf(few)).toEqual([409, 'seats_below_sold']);
		expect(few.body.data.taken).toBe(3);
		const before = await seats();
		const more = await staff.manager('PUT', `${PATH}/${id}`, { ...input, maxStudents: 3, version });
		expect(more.body).toMatchObject({ maxStudents: 3, version: version + 1 });
		expect(before).not.toEqual([{ max_students: 3 }]);
		expect(await seats()).toEqual([{ max_students: 3 }]);
	});

	test('it cannot be deleted, and the answer says what refers to it', async () => {
		const { id, version } = await classOf();
		const answer = await staff.manager('DELETE', `${PATH}/${id}?version=${version}`);
		expect(answerOf(answer)).toEqual([409, 'in_use']);
		expect(answer.body.data.by).toEqual({ steps: 1, sessions: 1 });
	});
});

test('the list is searched, filtered, sorted and paged', async () => {
	const words = `Needle%_${Date.now()}`;
	await create({ name: `${words} b`, maxStudents: 1 });
	await create({ name: `${words} a`, maxStudents: 9, isActive: false });
	await create({ name: 'other', instructor: `${words} c`, maxStudents: 5 });
	const search = `search=${encodeURIComponent(words)}`;
	const names = async (query: string) => {
		const { body } = await staff.viewer('GET', `${PATH}?${search}&${query}`);
		return (body as { items: GroupClass[] }).items.map(({ maxStudents }) => maxStudents);
	};
	expect(await names('')).toEqual([9, 1, 5]);
	expect(await names('orderBy=maxStudents&order=desc')).toEqual([9, 5, 1]);
	expect(await names('isActive=false')).toEqual([9]);
	expect(await names('perPage=2&page=2')).toEqual([5]);
	const { body } = await staff.viewer('GET', `${PATH}?${search}&perPage=1`);
	expect(body).toMatchObject({ total: 3, page: 1, perPage: 1 });
	expect((await staff.viewer('GET', `${PATH}?search=Needle____`)).body).toMatchObject({ total: 0 });
});

test.each([
	['GET', PATH, 'view'],
	['GET', `${PATH}/1`, 'view'],
	['POST', PATH, 'manage'],
	['PUT', `${PATH}/1`, 'manage'],
	['DELETE', `${PATH}/1?version=1`, 'manage'],
] as const)('%s %s is for staff only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

test('whoever speaks from the server is called the operator', async () => {
	const { body } = await staff.operator('POST', PATH, INPUT);
	const [told] = await activityOf((body as GroupClass).id);
	expect(told!.actor).toBe('operator');
});

test.each<[string, unknown]>([
	['name', ''],
	['name', ' '],
	['name', 'x'.repeat(201)],
	['name', 'a\u0000b'],
	['name', 7],
	['dayOfWeek', 7],
	['dayOfWeek', 1.5],
	['startTime', '24:00'],
	['startTime', '9:00'],
	['timezone', 'Berlin'],
	['timezone', 'Europe/Berlino'],
	['timezone', '+02:00'],
	['maxStudents', 0],
	['maxStudents', 100_001],
	['maxStudents', '12'],
	['meetingUrl', 'javascript:alert(1)'],
	['meetingUrl', 'ftp://example.test/'],
	['isActive', 'yes'],
	['surprise', true],
])('a class whose %s is %j is refused, and which field it was is told', async (field, value) => {
	const answer = await staff.manager('POST', PATH, { ...INPUT, [field]: value });
	expect(answerOf(answer)).toEqual([400, 'invalid_request']);
	expect(answer.body.data.issues).toMatchObject([{ path: field === 'surprise' ? '' : field }]);
});

test.each(['page=0', 'perPage=101', 'orderBy=password', 'order=up', 'isActive=1', 'surprise=1'])(
	'a list with %s is refused',
	async (query) => {
		expect(answerOf(await staff.viewer('GET', `${PATH}?${query}`))).toEqual([400, 'invalid_request']);
	},
);

test('what looks like a script is kept as the text that it is', async () => {
	const name = '<img src=x onerror=alert(1)>';
	expect(await create({ name, location: name })).toMatchObject({ name, location: name });
});
