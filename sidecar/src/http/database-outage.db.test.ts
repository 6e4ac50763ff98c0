import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import request from 'supertest';
import { createTestApp, onlyLoopback, WEBHOOK_SECRETS } from '../../test/app';
import { createTestDatabase, type TestDatabase } from '../../test/database';
import { buildSite } from '../../test/site-options';
import { signatureHeader, stripeEvent } from '../../test/stripe-event';
import { TEST_SECRET, TEST_SITE_URL } from '../../test/token';
import { createDatabase, type Connection } from '../db/database';

let database: TestDatabase;
beforeAll(async () => {
	onlyLoopback();
	database = await createTestDatabase();
	await buildSite(database.db);
});
afterAll(() => database.drop());

const unreachable = (): Connection => createDatabase({ ...database.settings, port: 1 });

const ROUTES: [method: string, path: string, body: unknown][] = [
	['GET', '/course-programs/A/cohorts', undefined],
	['POST', '/course-programs/A/cohorts/1/enroll', {}],
	['GET', '/enrollment/session/cs_test_a1B2c3D4e5F6g7H8i9J0', undefined],
	['GET', '/students/me/course-packages', undefined],
	['GET', '/students/me/course-packages/1/unbooked-steps', undefined],
	[
		'POST',
		'/students/me/course-packages/1/book-sessions',
		{ selections: [{ courseStepId: 1, courseStepOptionId: 1 }] },
	],
];

const expectUnavailable = (answer: {
	status: number;
	body: unknown;
	headers: Record<string, string>;
}): void => {
	expect({
		status: answer.status,
		body: answer.body,
		retryAfter: answer.headers['retry-after'],
	}).toEqual({
		status: 503,
		// Not a word of SQL, of a host or of a port.
		body: {
			code: 'database_unavailable',
			message: 'The database cannot answer at the moment.',
			data: { status: 503 },
		},
		retryAfter: '5',
	});
};

/** With the secret in the environment the routes themselves meet the outage; without it, already the token's check. */
describe.each([
	['its environment', { identitySecrets: [TEST_SECRET], siteUrl: TEST_SITE_URL }],
	['the database', {}],
])('without a database, a sidecar that has its secret from %s', (_, config) => {
	let db: Connection;
	let app: Awaited<ReturnType<typeof createTestApp>>;
	beforeAll(async () => {
		db = unreachable();
		app = await createTestApp({ db, config });
	});
	afterAll(async () => {
		await app.close();
		await db.destroy();
	});

	test.each(ROUTES)('answers %s %s with 503', async (method, path, body) => {
		expectUnavailable(await app.as({ userId: 7 })(method, path, body));
	});

	test('answers a delivery of Stripe with 503, so that it comes again', async () => {
		const body = JSON.stringify(stripeEvent('product.updated', { id: 'prod_1' }));
		const seconds = Math.floor(app.clock.now().getTime() / 1000);
		expectUnavailable(
			await request(app.server)
				.post('/webhooks/stripe')
				.set('Content-Type', 'application/json')
				.set('Stripe-Signature', signatureHeader(body, WEBHOOK_SECRETS[0], seconds))
				.send(body),
		);
	});

	test('is alive', async () => {
		expect((await request(app.server).get('/healthz')).status).toBe(200);
	});
});

/** A way to the real server that can be cut. */
const openCable = async () => {
	const sockets = new Set<Socket>();
	const { host, port } = database.settings;
	const cable = createServer((near) => {
		const far = connect(port, host);
		for (const [one, other] of [
			[near, far],
			[far, near],
		] as const) {
			sockets.add(one);
			one.on('error', () => other.destroy());
			one.on('close', () => other.destroy());
			one.pipe(other);
		}
	});
	const listen = async (at: number): Promise<number> => {
		cable.listen(at, '127.0.0.1');
		await once(cable, 'listening');
		return (cable.address() as AddressInfo).port;
	};
	const chosen = await listen(0);
	return {
		port: chosen,
		mend: () => listen(chosen),
		cut: async () => {
			const closed = new Promise((resolve) => cable.close(resolve));
			sockets.forEach((socket) => socket.destroy());
			sockets.clear();
			await closed;
		},
	};
};

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const cleanup of cleanups.splice(0).reverse()) {
		await cleanup();
	}
});

test('a database that goes away and comes back is used again without a restart', async () => {
	const cable = await openCable();
	const db = createDatabase({ ...database.settings, port: cable.port });
	const app = await createTestApp({ db });
	cleanups.push(cable.cut, () => db.destroy(), app.close);
	const ask = () => app.as({ userId: 7 })('GET', '/students/me/course-packages');

	expect((await ask()).status).toBe(200);
	await cable.cut();
	expectUnavailable(await ask());
	expectUnavailable(await ask());
	await cable.mend();
	expect((await ask()).status).toBe(200);
});

test('a pool that has no connection left is an outage, not a bug', async () => {
	const db = createDatabase({ ...database.settings, poolSize: 1 });
	const app = await createTestApp({
		db,
		config: { identitySecrets: [TEST_SECRET], siteUrl: TEST_SITE_URL },
	});
	cleanups.push(() => db.destroy(), app.close);
	const held: unknown = await db.client.acquireConnection();
	cleanups.push(() => db.client.releaseConnection(held) as Promise<unknown>);
	(db.client as { pool: { acquireTimeoutMillis: number } }).pool.acquireTimeoutMillis = 50;
	expectUnavailable(await app.as({ userId: 7 })('GET', '/students/me/course-packages'));
});
