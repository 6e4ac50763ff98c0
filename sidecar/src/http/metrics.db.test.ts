import request from 'supertest';
import { createTestApp, startTestApp, type StartedApp } from '../../test/app';
import { buildCheckout, buildCohort, buildCourse } from '../../test/builders';
import { TEST_SECRET, TEST_SITE_URL } from '../../test/token';
import { createDatabase, table } from '../db/database';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());

const metrics = async (server = app.server): Promise<string> => {
	const { status, text } = await request(server).get('/metrics');
	expect(status).toBe(200);
	return text;
};

/** The value of a sample; undefined when it is absent. */
const sample = (text: string, name: string, ...labels: string[]): number | undefined => {
	const line = text
		.split('\n')
		.find((each) => each.startsWith(`${name}{`) && labels.every((label) => each.includes(label)));
	return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

const requests = (text: string, method: string, route: string, status: string): number | undefined =>
	sample(
		text,
		'cohort_enrollment_http_request_duration_seconds_count',
		`method="${method}"`,
		`route="${route}"`,
		`status="${status}"`,
	);

const queued = (text: string, queue: string, status: string): number | undefined =>
	sample(text, 'cohort_enrollment_queue_rows', `queue="${queue}"`, `status="${status}"`);

const addRefund = async (status: string): Promise<void> => {
	const { id } = await buildCheckout(app.db, await buildCohort(app.db, await buildCourse(app.db)));
	const now = new Date();
	await table<Record<string, unknown>>(app.db, 'refunds').insert({
		checkout_id: id,
		payment_intent_id: `pi_${id}`,
		reason: 'cohort_full',
		status,
		next_attempt_at: now,
		created_at: now,
		updated_at: now,
	});
};

const addEvent = async (eventId: string, status: string): Promise<void> => {
	const now = new Date();
	await table<Record<string, unknown>>(app.db, 'stripe_events').insert({
		event_id: eventId,
		type: 'refund.updated',
		livemode: false,
		object_id: 're_1',
		payload: '{}',
		status,
		next_attempt_at: now,
		created_at: now,
		updated_at: now,
	});
};

test('requests are counted by method, route pattern and status, not by path', async () => {
	const call = app.as({ userId: 7 });
	await call('GET', '/students/me/course-packages/11/unbooked-steps');
	await call('GET', '/students/me/course-packages/12/unbooked-steps');
	await call('GET', '/students/me/course-packages');
	await request(app.server).get('/students/me/course-packages');
	await request(app.server).put('/webhooks/stripe');
	const text = await metrics();
	expect(requests(text, 'GET', '/students/me/course-packages/:id/unbooked-steps', '404')).toBe(2);
	expect(requests(text, 'GET', '/students/me/course-packages', '200')).toBe(1);
	expect(requests(text, 'GET', 'none', '401')).toBe(1);
	expect(requests(text, 'PUT', '/webhooks/stripe', '405')).toBe(1);
	expect(text).not.toMatch(/course-packages\/1[12]/);
});

test('queues that are empty show a zero, so that an alert can tell it from silence', async () => {
	const text = await metrics();
	expect(queued(text, 'refunds', 'due')).toBe(0);
	expect(queued(text, 'refunds', 'failed')).toBe(0);
	expect(queued(text, 'stripe_events', 'due')).toBe(0);
	expect(queued(text, 'stripe_events', 'dead')).toBe(0);
});

test('what is due, and what a person must look at, is counted by one statement', async () => {
	for (const status of ['due', 'due', 'failed', 'pending', 'succeeded']) {
		await addRefund(status);
	}
	for (const [index, status] of ['due', 'dead', 'dead', 'dead', 'done', 'ignored'].entries()) {
		await addEvent(`evt_${index}`, status);
	}
	const statements: string[] = [];
	const note = ({ sql }: { sql: string }) => void statements.push(sql);
	app.db.on('query', note);
	const text = await metrics();
	app.db.removeListener('query', note);
	expect(statements).toHaveLength(1);
	expect(queued(text, 'refunds', 'due')).toBe(2);
	expect(queued(text, 'refunds', 'failed')).toBe(1);
	expect(queued(text, 'stripe_events', 'due')).toBe(1);
	expect(queued(text, 'stripe_events', 'dead')).toBe(3);
});

test('without a database the other metrics are still told, and the queues are absent', async () => {
	const db = createDatabase({ ...app.database.settings, port: 1 });
	const cut = await createTestApp({
		db,
		config: { identitySecrets: [TEST_SECRET], siteUrl: TEST_SITE_URL },
	});
	await cut.as({ userId: 7 })('GET', '/students/me/course-packages');
	const text = await metrics(cut.server);
	expect(requests(text, 'GET', '/students/me/course-packages', '503')).toBe(1);
	expect(queued(text, 'refunds', 'due')).toBeUndefined();
	await cut.close();
	await db.destroy();
});
