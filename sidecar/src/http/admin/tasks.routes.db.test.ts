import type { AdminTask, AttentionResponse, TasksResponse } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCohort, buildCourse, buildPackage } from '../../../test/builders';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { stripeCall } from '../../../test/stripe-replies';
import { buildStudent, deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';
import { insertTask, type NewTask } from '../../db/tasks';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const PATH = '/admin/tasks';
let opened = 0;

const open = async (task: Partial<NewTask> = {}): Promise<number> => {
	opened += 1;
	const id = await insertTask(
		app.db,
		{
			kind: 'books_differ',
			subject: `test:${opened}`,
			checkout_id: null,
			stripe_id: null,
			livemode: false,
			detail: null,
			...task,
		},
		new Date(app.clock.now().getTime() + opened * 1000),
	);
	return id!;
};

const list = async (query: string): Promise<TasksResponse> => {
	const answer = await staff.viewer('GET', `${PATH}?${query}`);
	expect(answerOf(answer)).toEqual([200, answer.body]);
	return answer.body as TasksResponse;
};

const readTask = async (id: number): Promise<AdminTask> =>
	(await staff.viewer('GET', `${PATH}/${id}`)).body as AdminTask;

test('a task about a purchase says whose, of what, for how much, and where Stripe shows it', async () => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db));
	const student = await buildStudent(app.db, { name: 'Sam Student' });
	const bought = await buildPackage(app.db, cohort, { studentId: student });
	const id = await open({
		kind: 'refund_failed',
		subject: `checkout:${bought.checkout.id}`,
		checkout_id: bought.checkout.id,
		stripe_id: 'pi_9',
		detail: 'The bank could not take the refund.',
	});
	expect(await readTask(id)).toEqual({
		id,
		kind: 'refund_failed',
		subject: `checkout:${bought.checkout.id}`,
		detail: 'The bank could not take the refund.',
		livemode: false,
		stripeId: 'pi_9',
		stripeUrl: 'https://dashboard.stripe.com/test/payments/pi_9',
		status: 'open',
		openedAt: expect.stringMatching(/Z$/),
		resolvedAt: null,
		resolvedBy: null,
		resolvedByName: null,
		note: null,
		purchase: {
			checkoutId: bought.checkout.id,
			studentId: student,
			studentName: 'Sam Student',
			courseTitle: cohort.course.title,
			cohortId: cohort.id,
			cohortName: cohort.name,
			amount: 49_000,
			currency: 'eur',
			packageId: bought.id,
		},
		// Its checkout is enrolled: there is no refund that failed.
		replay: null,
	});
	await deleteStudent(app.db, student);
	expect((await readTask(id)).purchase).toMatchObject({ studentId: student, studentName: '' });
});

test('a task is resolved once, with a note and the name of who did it', async () => {
	const id = await open();
	const answer = await staff.manager('POST', `${PATH}/${id}/resolve`, { note: '  Compared by hand.\n ' });
	expect(answer.body).toMatchObject({
		id,
		status: 'resolved',
		note: 'Compared by hand.',
		resolvedBy: staff.managerActor,
		resolvedByName: expect.stringMatching(/^Student \d+$/),
		resolvedAt: expect.stringMatching(/Z$/),
		replay: null,
	});
	const again = await staff.manager('POST', `${PATH}/${id}/resolve`, { note: 'Other words' });
	expect(answerOf(again)).toEqual([409, 'task_resolved']);
	expect(again.body.data.current).toMatchObject({ id, note: 'Compared by hand.' });
	expect(answerOf(await staff.manager('POST', `${PATH}/${id}/replay`, {}))).toEqual([409, 'task_resolved']);
	const told = await table<{ entity_type: string; entity_id: number; actor: string; data: string }>(
		app.db,
		'activity',
	)
		.where({ entity_type: 'task', entity_id: id })
		.select('actor', 'data');
	expect(told).toEqual([{ actor: staff.managerActor, data: expect.any(String) }]);
	expect(JSON.parse(told[0]!.data)).toEqual({ before: { status: 'open' }, after: { status: 'resolved' } });
});

test('of two who resolve a task at the same time one hears that it is done', async () => {
	const id = await open();
	const answers = await Promise.all(
		['left', 'right'].map((note) => staff.manager('POST', `${PATH}/${id}/resolve`, { note })),
	);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('whoever speaks from the server resolves as the operator', async () => {
	const id = await open();
	await staff.operator('POST', `${PATH}/${id}/resolve`, { note: 'From the shell' });
	expect(await readTask(id)).toMatchObject({ resolvedBy: 'operator', resolvedByName: null });
});

test('the list shows open tasks, the newest first, and is filtered, searched and paged', async () => {
	const words = `needle%_${Date.now()}`;
	const first = await open({ detail: `${words} one` });
	const second = await open({ detail: `${words} two`, kind: 'other_mode' });
	const done = await open({ subject: `${words}:3` });
	await staff.manager('POST', `${PATH}/${done}/resolve`, { note: 'Done' });
	const search = `search=${encodeURIComponent(words)}`;
	const ids = async (query: string) => (await list(`${search}&${query}`)).items.map(({ id }) => id);
	expect(await ids('')).toEqual([second, first]);
	expect(await ids('order=asc')).toEqual([first, second]);
	expect(await ids('orderBy=kind&order=asc')).toEqual([first, second]);
	expect(await ids('kind=other_mode')).toEqual([second]);
	expect(await ids('status=resolved')).toEqual([done]);
	expect(await ids('perPage=1&page=2')).toEqual([first]);
	expect((await list(`${search}&perPage=1`)).total).toBe(2);
});

test('an event that is not stored any more cannot be worked on again', async () => {
	const id = await open({ kind: 'event_dead', subject: 'event:evt_gone', stripe_id: 'evt_gone' });
	expect(await readTask(id)).toMatchObject({ replay: null });
	expect(answerOf(await staff.manager('POST', `${PATH}/${id}/replay`, {}))).toEqual([
		409,
		'nothing_to_replay',
	]);
});

test('what is wrong beside the tasks is told with how many of those are open', async () => {
	const course = await buildCourse(app.db, { steps: [{ options: [{ maxStudents: 1 }] }] });
	const cohort = await buildCohort(app.db, course, { maxEnrollment: 5 });
	const openTasks = (await list('perPage=1')).total;
	stripeCall('GET', '/v1/prices?limit=1').reply(200, { object: 'list', data: [], has_more: false });
	const { body } = await staff.viewer('GET', '/admin/attention');
	const answer = body as AttentionResponse;
	expect(answer.openTasks).toBe(openTasks);
	expect(answer.signals).toHaveLength(1);
	expect(answer.signals).toContainEqual({
		code: 'class_full',
		severity: 'warning',
		cohortId: cohort.id,
		data: expect.objectContaining({ cohort: cohort.name, classLeft: 1, cohortLeft: 5 }),
	});
});

test.each([
	['GET', '/admin/attention', 'view'],
	['GET', PATH, 'view'],
	['GET', `${PATH}/1`, 'view'],
	['POST', `${PATH}/1/resolve`, 'manage'],
	['POST', `${PATH}/1/replay`, 'manage'],
] as const)('%s %s is for staff only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

test.each(['status=done', 'kind=surprise', 'orderBy=id', 'surprise=1'])(
	'a list with %s is refused',
	async (query) => {
		expect(answerOf(await staff.viewer('GET', `${PATH}?${query}`))).toEqual([400, 'invalid_request']);
	},
);

test.each([
	[{}],
	[{ note: '' }],
	[{ note: ' ' }],
	[{ note: 'x'.repeat(501) }],
	[{ note: 'a', by: 'me' }],
	['note'],
])('a task is not resolved with %j', async (body) => {
	const id = await open();
	expect(answerOf(await staff.manager('POST', `${PATH}/${id}/resolve`, body))).toEqual([
		400,
		'invalid_request',
	]);
	expect(await readTask(id)).toMatchObject({ status: 'open' });
});

test.each([
	['GET', `${PATH}/2000000001`],
	['POST', `${PATH}/2000000001/resolve`],
	['POST', `${PATH}/2000000001/replay`],
])('%s %s finds no task', async (method, path) => {
	const body = method === 'GET' ? undefined : { note: 'Why' };
	expect(answerOf(await staff.manager(method, path, body))).toEqual([404, 'task_not_found']);
});
