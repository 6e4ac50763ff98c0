import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import request, { type Test } from 'supertest';
import { startTestApp, type StartedApp } from './app';
import { buildCohort, buildCourse, buildPackage, buildPrice } from './builders';
import { stripeSession } from './stripe-objects';
import { stripeCall } from './stripe-replies';
import { setOption } from './site-options';
import { TEST_SECRET, TEST_SITE_URL } from './token';
import { buildStudent } from './wordpress';

interface Order {
	identity: Record<string, unknown>;
	method: 'GET' | 'POST';
	path: string;
	body: string;
}

/** What the plugin's `Current_User` says of somebody. */
const identity = (userId: number, overrides: Record<string, unknown> = {}) => ({
	iss: TEST_SITE_URL,
	sub: String(userId),
	name: 'Zoë Ångström',
	email: 'zoe.angstrom@example.test',
	locale: 'de_DE',
	caps: [],
	paths: { success: '/your-enrollment/', dashboard: '/my-courses/' },
	...overrides,
});

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());

/** The real PHP with the plugin's real class, at the sidecar's time. Any warning would break the JSON. */
const signInPhp = (orders: Order[], secret = TEST_SECRET): string[] => {
	const now = Math.floor(app.clock.now().getTime() / 1000);
	const bytes = (body: string) => Buffer.from(body).toString('base64');
	const input = { secret, orders: orders.map((order) => ({ ...order, now, body: bytes(order.body) })) };
	const output = execFileSync(
		'php',
		['-d', 'display_errors=1', '-d', 'error_reporting=-1', join(__dirname, 'sign-tokens.php')],
		{ input: JSON.stringify(input) },
	);
	return JSON.parse(output.toString()) as string[];
};

const send = (token: string, { method, path, body }: Omit<Order, 'identity'>): Test => {
	const call = method === 'GET' ? request(app.server).get(path) : request(app.server).post(path);
	const signed = call.set('Authorization', `Bearer ${token}`);
	return body === '' ? signed : signed.set('Content-Type', 'application/json').send(body);
};

const signAndSend = (order: Order, secret?: string): Test => {
	const [token = ''] = signInPhp([order], secret);
	return send(token, order);
};

const packagesOrder = (userId: number, overrides?: Record<string, unknown>): Order => ({
	identity: identity(userId, overrides),
	method: 'GET',
	path: '/students/me/course-packages',
	body: '',
});

test('what PHP signs opens a read, and the student is the one who is logged in to WordPress', async () => {
	const studentId = await buildStudent(app.db);
	const { id } = await buildPackage(app.db, await buildCohort(app.db, await buildCourse(app.db)), {
		studentId,
	});
	const answer = await signAndSend(packagesOrder(studentId));
	expect(answer.status).toBe(200);
	expect(answer.body.packages).toMatchObject([{ id }]);
	expect((await signAndSend(packagesOrder(studentId + 1))).body.packages).toEqual([]);
});

test.each([
	'/course-programs/%C3%96l%20%26%20Farbe/cohorts',
	'/course-programs/A/cohorts?_locale=user&name=J%C3%BCrgen&tag%5B%5D=1&tag%5B%5D=2',
	'/course-programs/%F0%9F%8E%93/cohorts?empty=&plus=a+b&percent=100%25&slash=a/b',
])('a path with its query is bound as PHP sends it: %s', async (path) => {
	const answer = await signAndSend({ ...packagesOrder(0), path });
	// 404 comes from the route, behind the token's check.
	expect([answer.status, answer.body.code]).toEqual([404, 'course_not_found']);
});

test('a body with umlauts, emoji and escapes is bound by its bytes, and the purchase is made', async () => {
	const studentId = await buildStudent(app.db);
	const cohort = await buildCohort(app.db, await buildCourse(app.db));
	await buildPrice(app.db, cohort);
	stripeCall('POST', '/v1/checkout/sessions').reply(200, stripeSession({ id: 'cs_test_php0000000001' }));
	const answer = await signAndSend({
		identity: identity(studentId),
		method: 'POST',
		path: `/course-programs/${cohort.course.code}/cohorts/${cohort.id}/enroll`,
		body: '{"successPath": "/gr\\u00f6\\u00dfe/?n=🎓", "cancelPath":"/Öl\\/"}\n',
	});
	expect(answer.body).toMatchObject({ sessionId: 'cs_test_php0000000001' });
	expect(answer.status).toBe(200);
});

test('a POST without a body is bound to the empty body', async () => {
	const order: Order = {
		...packagesOrder(7),
		method: 'POST',
		path: '/course-programs/NONE/cohorts/1/enroll',
	};
	expect((await signAndSend(order)).body.code).toBe('course_not_found');
});

test.each<[string, Record<string, unknown>]>([
	['umlauts and emoji', { name: 'Jürgen Ößäü 👩🏽‍🎓 日本語 "\\/ <b>' }],
	['the longest name that WordPress keeps', { name: 'ß'.repeat(250) }],
	['no name', { name: '', email: '' }],
	['a locale with a variant', { locale: 'de_DE_formal' }],
	['an address in another script', { email: 'jürgen@münchen.example' }],
	['capabilities', { caps: ['manage_cohorts', 'view_cohort_rosters'] }],
	['a site in a folder', { paths: { success: '/schule/größe/', dashboard: '/schule/my-courses/' } }],
	['a site with plain permalinks', { paths: { success: '/?page_id=12', dashboard: '/?page_id=13' } }],
])('a user with %s is let in', async (_, overrides) => {
	expect((await signAndSend(packagesOrder(7, overrides))).status).toBe(200);
});

test('each part that is tampered with on the way makes the token worthless', async () => {
	const order: Order = {
		identity: identity(7),
		method: 'POST',
		path: '/students/me/course-packages/1/book-sessions?a=1',
		body: '{"selections":[]}',
	};
	const [token = ''] = signInPhp([order]);
	const tampered: [string, Omit<Order, 'identity'>][] = [
		[token, { ...order, method: 'GET', body: '' }],
		[token, { ...order, path: order.path.replace('/1/', '/2/') }],
		[token, { ...order, path: order.path.replace('a=1', 'a=2') }],
		[token, { ...order, body: `${order.body} ` }],
		[token, { ...order, body: '' }],
	];
	const [header = '', payload = '', signature = ''] = token.split('.');
	const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
	for (const change of [{ sub: '1' }, { aud: 'x' }, { exp: 2 ** 40 }, { caps: ['manage_cohorts'] }]) {
		const forged = Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url');
		tampered.push([`${header}.${forged}.${signature}`, order]);
	}
	for (const [forged, sent] of tampered) {
		const answer = await send(forged, sent);
		expect([answer.status, answer.body.code]).toEqual([401, 'invalid_token']);
	}
	expect((await send(token, order)).status).not.toBe(401);
});

test('what PHP signs with another secret, or for another site, is refused', async () => {
	expect((await signAndSend(packagesOrder(7), 'x'.repeat(64))).status).toBe(401);
	expect((await signAndSend(packagesOrder(7, { iss: 'https://other.example.test' }))).status).toBe(401);
});

test('while the secret is rotated, tokens of before and after are believed', async () => {
	const rotated = 'd'.repeat(64);
	await setOption(app.db, 'cohort_enrollment_secret_previous', TEST_SECRET);
	await setOption(app.db, 'cohort_enrollment_secret', rotated);
	app.clock.pass(2000);
	expect((await signAndSend(packagesOrder(7), rotated)).status).toBe(200);
	expect((await signAndSend(packagesOrder(7), TEST_SECRET)).status).toBe(200);
});

test('a token is worth nothing a minute and a little later', async () => {
	const order = packagesOrder(7);
	const [token = ''] = signInPhp([order]);
	app.clock.pass(90_000);
	expect((await send(token, order)).status).toBe(401);
});
