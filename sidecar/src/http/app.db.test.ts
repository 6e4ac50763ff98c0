import request from 'supertest';
import { startTestApp, TEST_VERSION, type StartedApp } from '../../test/app';
import { setOption } from '../../test/site-options';
import { signToken, TEST_SECRET } from '../../test/token';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());

const student = { userId: 7 };
const path = '/students/me/course-packages';
const NEW_SECRET = 'c'.repeat(64);

test('the secret comes from the options that the plugin wrote, and a rotated one is believed without a restart', async () => {
	const sign = (secret: string) =>
		signToken(
			student,
			{ method: 'GET', path },
			{ secret, issuedAt: Math.floor(app.clock.now().getTime() / 1000) },
		);
	const statusWith = async (secret: string): Promise<number> =>
		(
			await request(app.server)
				.get(path)
				.set('Authorization', `Bearer ${sign(secret)}`)
		).status;

	expect(await statusWith(TEST_SECRET)).toBe(200);
	expect(await statusWith(NEW_SECRET)).toBe(401);
	await setOption(app.db, 'cohort_enrollment_secret_previous', TEST_SECRET);
	await setOption(app.db, 'cohort_enrollment_secret', NEW_SECRET);
	app.clock.pass(2000);
	expect(await statusWith(NEW_SECRET)).toBe(200);
	expect(await statusWith(TEST_SECRET)).toBe(200);
	await setOption(app.db, 'cohort_enrollment_secret_previous', null);
	app.clock.pass(30_000);
	expect(await statusWith(TEST_SECRET)).toBe(401);

	await setOption(app.db, 'cohort_enrollment_secret', TEST_SECRET);
	app.clock.pass(30_000);
});

test('bad tokens do not cost a query each', async () => {
	const statements: string[] = [];
	const note = ({ sql }: { sql: string }) => void statements.push(sql);
	app.db.on('query', note);
	const answers = await Promise.all(
		Array.from({ length: 30 }, () =>
			request(app.server)
				.get(path)
				.set(
					'Authorization',
					`Bearer ${signToken(student, { method: 'GET', path }, { secret: 'x' })}`,
				),
		),
	);
	app.db.removeListener('query', note);
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
	expect(statements.length).toBeLessThanOrEqual(1);
});

test.each([path, '/course-programs/A/cohorts', '/nowhere', '/', '/healthz/x', '/admin/cohorts'])(
	'%s answers 401 without a token, so that nobody learns which routes exist',
	async (at) => {
		const answer = await request(app.server).get(at);
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({
			code: 'invalid_token',
			message: expect.any(String),
			data: { status: 401 },
		});
	},
);

test.each([
	['GET', '/nowhere'],
	['GET', '/'],
	['POST', path],
	['DELETE', `${path}/1/book-sessions`],
	['GET', '/course-programs/A/cohorts/1/enroll'],
	['GET', '/enrollment/session'],
	['GET', `${path}/1/2/unbooked-steps`],
])('%s %s is no route', async (method, at) => {
	const answer = await app.as(student)(method, at);
	expect(answer.status).toBe(404);
	expect(answer.body).toEqual({
		code: 'route_not_found',
		message: expect.any(String),
		data: { status: 404 },
	});
});

test.each(['/course-programs/%E0%A4%A/cohorts', '/enrollment/session/%', `${path}/%ff/unbooked-steps`])(
	'%s is not a readable address',
	async (at) => {
		const answer = await app.as(student)('GET', at);
		expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
	},
);

test('a body of more than 256 KiB is refused before it is read', async () => {
	const answer = await app.as(student)('POST', `${path}/1/book-sessions`, 'x'.repeat(257 * 1024));
	expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
});

test('a compressed body is refused, however small', async () => {
	const answer = await app
		.as(student)('POST', `${path}/1/book-sessions`, '{}')
		.set('Content-Encoding', 'gzip');
	expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
});

test('no answer may be cached, and none tells what it is made with', async () => {
	const answers = [
		await app.as(student)('GET', path),
		await app.as(student)('GET', '/nowhere'),
		await request(app.server).get(path),
		await request(app.server).get('/healthz'),
		await request(app.server).get('/webhooks/stripe'),
	];
	for (const { headers } of answers) {
		expect(headers['cache-control']).toBe('no-store');
		expect(headers['x-powered-by']).toBeUndefined();
		expect(headers['etag']).toBeUndefined();
		expect(headers['content-type']).toBe('application/json; charset=utf-8');
	}
});

test('being alive is told without a token, with version and clock', async () => {
	const answer = await request(app.server).get('/healthz');
	expect(answer.status).toBe(200);
	expect(answer.body).toEqual({
		status: 'ok',
		version: TEST_VERSION,
		time: app.clock.now().toISOString(),
		selling: true,
	});
});

test('the log says for each request its path and status, but neither its query nor a session id', async () => {
	app.log.lines.length = 0;
	await app.as(student)('GET', `${path}?name=Ada`);
	await app.as(student)('GET', '/enrollment/session/cs_test_a1B2c3D4e5F6g7H8?x=y');
	await request(app.server).get('/healthz');
	const lines = app.log.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(lines).toMatchObject([
		{ req: { method: 'GET', path }, res: { status: 200 } },
		{ req: { method: 'GET', path: '/enrollment/session/cs_test_a1B2c3D4…' }, res: { status: 404 } },
	]);
	expect(app.log.lines.join()).not.toMatch(/Ada|x=y/);
});
