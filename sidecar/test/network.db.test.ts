import nock from 'nock';
import request from 'supertest';
import { createDatabase, tableName, wordpressTableName, type Connection } from '../src/db/database';
import { migrate } from '../src/db/migrate';
import { createTestApp, onlyLoopback, type TestApp } from './app';
import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from './builders';
import { createTestDatabase, type TestDatabase } from './database';
import { setOption } from './site-options';
import { stripeSession } from './stripe-objects';
import { STRIPE } from './stripe-replies';
import { signToken } from './token';
import { buildStudent, createWordPressTables } from './wordpress';

/** A site of a network, in a folder of it, with a sidecar of its own. */
interface Site {
	db: Connection;
	app: TestApp;
	url: string;
	secret: string;
}

const NETWORK = 'https://schools.example.test';

let database: TestDatabase;
let first: Site;
let second: Site;

const openSite = async (prefix: string, url: string, secret: string): Promise<Site> => {
	const db = createDatabase({ ...database.settings, prefix, basePrefix: 'wp_' });
	await migrate(db);
	await setOption(db, 'home', url);
	await setOption(db, 'cohort_enrollment_secret', secret);
	return { db, app: await createTestApp({ db }), url, secret };
};

beforeAll(async () => {
	onlyLoopback();
	database = await createTestDatabase({ schema: false });
	await createWordPressTables(database.db);
	await database.db.raw('CREATE TABLE wp_2_options LIKE wp_options');
	first = await openSite('wp_', NETWORK, 'a'.repeat(64));
	second = await openSite('wp_2_', `${NETWORK}/two`, 'b'.repeat(64));
});
afterEach(() => nock.cleanAll());
afterAll(async () => {
	for (const { app, db } of [first, second]) {
		await app.close();
		await db.destroy();
	}
	await database.drop();
});

/** Calls as the plugin of that site does for this user. */
const as =
	({ app, url, secret }: Site, userId: number, signedBy: Pick<Site, 'url' | 'secret'> = { url, secret }) =>
	(method: 'get' | 'post', path: string) => {
		const token = signToken(
			{ userId },
			{ method: method.toUpperCase(), path },
			{
				secret: signedBy.secret,
				issuedAt: Math.floor(app.clock.now().getTime() / 1000),
				claims: {
					iss: signedBy.url,
					paths: { success: '/two/your-enrollment/', dashboard: '/two/my-courses/' },
				},
			},
		);
		return request(app.server)[method](path).set('Authorization', `Bearer ${token}`);
	};

const sell = async ({ db }: Site, amount: number): Promise<BuiltCohort> => {
	const cohort = await buildCohort(db, await buildCourse(db));
	await buildPrice(db, cohort, { amount, ...(amount === 0 ? { stripePriceId: null } : {}) });
	return cohort;
};

const enrollPath = (cohort: BuiltCohort): string =>
	`/course-programs/${cohort.course.code}/cohorts/${cohort.id}/enroll`;

const rows = async ({ db }: Site, name: string): Promise<number> =>
	((await db(tableName(db, name)).select('*')) as object[]).length;

test('every site has tables of its own, and all of them share the users', async () => {
	expect(wordpressTableName(second.db, 'users')).toBe('wp_users');
	expect(wordpressTableName(second.db, 'usermeta')).toBe('wp_usermeta');
	expect(wordpressTableName(second.db, 'options')).toBe('wp_2_options');
	expect(tableName(second.db, 'checkouts')).toBe('wp_2_ce_checkouts');
	expect(await database.db.schema.hasTable('wp_2_users')).toBe(false);
});

test('who enrolls on the second site has a course there, and the first site sees nothing of it', async () => {
	const student = await buildStudent(second.db);
	const cohort = await sell(second, 0);
	const answer = await as(second, student)('post', enrollPath(cohort));
	expect(answer).toMatchObject({ status: 200, body: { sessionId: null } });
	expect(answer.body.url).toMatch(
		/^https:\/\/schools\.example\.test\/two\/your-enrollment\/\?package_id=\d+$/,
	);

	const own = await as(second, student)('get', '/students/me/course-packages');
	expect(own.body.packages).toHaveLength(1);
	const other = await as(first, student)('get', '/students/me/course-packages');
	expect(other.status).toBe(200);
	expect(other.body.packages).toHaveLength(0);
	for (const name of ['course_programs', 'checkouts', 'student_packages', 'notifications', 'activity']) {
		expect({ [name]: await rows(first, name) }).toEqual({ [name]: 0 });
		expect(await rows(second, name)).toBeGreaterThan(0);
	}
});

test("the payment of a site in a folder comes back into that folder, and is marked as that site's", async () => {
	const student = await buildStudent(second.db);
	const cohort = await sell(second, 49_000);
	const forms: URLSearchParams[] = [];
	nock(STRIPE)
		.post('/v1/checkout/sessions')
		.reply((_uri, body) => {
			const form = new URLSearchParams(body as Record<string, string>);
			forms.push(form);
			return [
				200,
				stripeSession({
					id: 'cs_test_network000001',
					client_reference_id: form.get('client_reference_id') ?? '',
					expires_at: Number(form.get('expires_at')),
				}),
			];
		});
	expect((await as(second, student)('post', enrollPath(cohort))).status).toBe(200);
	expect(forms[0]?.get('success_url')).toBe(
		`${NETWORK}/two/your-enrollment/?session_id={CHECKOUT_SESSION_ID}`,
	);
	expect(forms[0]?.get('cancel_url')).toBe(`${NETWORK}/two/`);
	expect(forms[0]?.get('metadata[site]')).toBe(`${NETWORK}/two`);
});

test('a token of the one site opens nothing on the other', async () => {
	const student = await buildStudent(first.db);
	for (const signedBy of [
		first,
		{ url: second.url, secret: first.secret },
		{ ...first, url: second.url },
	]) {
		const answer = await as(second, student, signedBy)('get', '/students/me/course-packages');
		expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
	}
	expect((await as(second, student)('get', '/students/me/course-packages')).status).toBe(200);
});
