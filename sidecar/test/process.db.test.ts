import { once } from 'node:events';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIG_VARIABLES } from '../src/config';
import { tableName } from '../src/db/database';
import { schemaState } from '../src/db/migrate';
import { buildCohort, buildCourse, buildPrice } from './builders';
import { createTestDatabase, type TestDatabase } from './database';
import {
	buildSidecar,
	call,
	sidecarEnvironment,
	startSidecarProcess,
	type SidecarProcess,
} from './sidecar-process';
import { buildSite } from './site-options';
import { signatureHeader, stripeEvent } from './stripe-event';
import { stripeError, stripeSession } from './stripe-objects';
import { signToken } from './token';
import { buildStudent } from './wordpress';

/** Holds every answer of the local Stripe until a test lets it go; the list of prices is answered at once. */
interface HeldStripe {
	url: string;
	server: Server;
	/** The next call that waits for its answer. */
	asked(): Promise<ServerResponse>;
}

const openStripe = async (): Promise<HeldStripe> => {
	const waiting: ServerResponse[] = [];
	const server = createServer((req, res) => {
		req.resume();
		res.setHeader('Content-Type', 'application/json');
		if (req.url?.startsWith('/v1/prices')) {
			res.end('{"object":"list","data":[]}');
			return;
		}
		waiting.push(res);
		server.emit('asked');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		server,
		asked: async () => {
			while (waiting.length === 0) {
				await once(server, 'asked');
			}
			return waiting.shift() as ServerResponse;
		},
	};
};

const folder = mkdtempSync(join(tmpdir(), 'cohort-enrollment-'));
const bundle = join(folder, 'server.mjs');
const emptyFolder = join(folder, 'empty');
let stripe: HeldStripe;
const running: SidecarProcess[] = [];
const databases: TestDatabase[] = [];

beforeAll(async () => {
	mkdirSync(emptyFolder);
	buildSidecar(bundle);
	stripe = await openStripe();
});
afterEach(async () => {
	for (const sidecar of running.splice(0)) {
		sidecar.signal('SIGKILL');
		await sidecar.ended();
	}
});
afterAll(async () => {
	stripe.server.closeAllConnections();
	stripe.server.close();
	await Promise.all(databases.map((database) => database.drop()));
	rmSync(folder, { recursive: true });
});

const newDatabase = async (schema: boolean): Promise<TestDatabase> => {
	const database = await createTestDatabase({ schema });
	databases.push(database);
	await buildSite(database.db);
	return database;
};

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
};

const environmentFor = (database: TestDatabase, port: number): Record<string, string> =>
	sidecarEnvironment(database, { port, stripeUrl: stripe.url });

const start = (environment: Record<string, string>, ...command: string[]): SidecarProcess => {
	const sidecar = startSidecarProcess(bundle, environment, { cwd: emptyFolder, command });
	running.push(sidecar);
	return sidecar;
};

test('one file and an environment are enough: it makes its tables, listens, and is ready', async () => {
	const database = await newDatabase(false);
	const port = await freePort();
	await start(environmentFor(database, port)).logged('ready');
	expect(await call(port, 'GET', '/readyz')).toMatchObject({
		status: 200,
		body: {
			status: 'ready',
			version: '0.1.0',
			clock: 'ok',
			checks: { database: 'ok', schema: 'ok', stripe: 'ok' },
		},
	});
	expect((await call(port, 'GET', '/students/me/course-packages')).status).toBe(401);
});

test('two that are started at once on an empty database both become ready', async () => {
	const database = await newDatabase(false);
	const ports = [await freePort(), await freePort()];
	const sidecars = ports.map((port) => start(environmentFor(database, port)));
	await Promise.all(sidecars.map((sidecar) => sidecar.logged('ready')));
	for (const port of ports) {
		expect((await call(port, 'GET', '/readyz')).status).toBe(200);
	}
});

test('migrate brings the tables to this version and ends, and a second time changes nothing', async () => {
	const database = await newDatabase(false);
	const environment = environmentFor(database, await freePort());
	for (let time = 0; time < 2; time += 1) {
		const sidecar = start(environment, 'migrate');
		expect(await sidecar.ended()).toBe(0);
		expect(sidecar.output.stderr).toBe('');
		expect(await schemaState(database.db)).toBe('ok');
	}
});

test('without an environment it lists everything that is missing, and ends with 78', async () => {
	const sidecar = start({});
	expect(await sidecar.ended()).toBe(78);
	for (const name of ['DATABASE_NAME', 'DATABASE_USER', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']) {
		expect(sidecar.output.stderr).toContain(`- ${name}: is missing`);
	}
	expect(sidecar.output.stdout).toBe('');
});

test('with everything wrong it names every variable, and repeats no value', async () => {
	const sidecar = start(Object.fromEntries(CONFIG_VARIABLES.map((name) => [name, 'hunter2 !'])));
	expect(await sidecar.ended()).toBe(78);
	const free = ['HOST', 'DATABASE_HOST', 'DATABASE_NAME', 'DATABASE_USER', 'DATABASE_PASSWORD'];
	for (const name of CONFIG_VARIABLES.filter((each) => !free.includes(each))) {
		expect(sidecar.output.stderr).toContain(`- ${name}: `);
	}
	expect(sidecar.output.stderr).not.toContain('hunter2');
});

test('case 61: started with a revoked key it says so, sells nothing, and still keeps what Stripe tells', async () => {
	const refusing = createServer((req, res) => {
		req.resume();
		res.writeHead(401, { 'Content-Type': 'application/json' });
		res.end(JSON.stringify(stripeError({ message: 'Expired API Key provided: sk_test_0123456789' })));
	}).listen(0, '127.0.0.1');
	await once(refusing, 'listening');
	const database = await newDatabase(true);
	const port = await freePort();
	const { port: stripePort } = refusing.address() as AddressInfo;
	const sidecar = start({
		...environmentFor(database, port),
		STRIPE_API_URL: `http://127.0.0.1:${stripePort}`,
	});
	await sidecar.logged('Stripe refuses the key: nobody can pay');
	expect((await call(port, 'GET', '/healthz')).body).toMatchObject({ status: 'ok', selling: false });
	expect(await call(port, 'GET', '/readyz')).toMatchObject({
		status: 503,
		body: { checks: { stripe: 'invalid_key' }, mode: 'test' },
	});

	const body = JSON.stringify(
		stripeEvent('checkout.session.completed', { id: 'cs_test_a1B2c3D4e5F6g7H8i9J0' }),
	);
	const delivery = await fetch(`http://127.0.0.1:${port}/webhooks/stripe`, {
		method: 'POST',
		headers: {
			'Content-Type': 'application/json',
			'Stripe-Signature': signatureHeader(body, 'whsec_0123456789', Math.floor(Date.now() / 1000)),
		},
		body,
	});
	expect(delivery.status).toBe(204);
	const stored: unknown = await database.db(tableName(database.db, 'stripe_events')).select('status');
	expect(stored).toEqual([{ status: 'due' }]);
	expect(sidecar.output.stdout).not.toContain('sk_test_0');
	refusing.closeAllConnections();
	refusing.close();
});

test('a port that is taken is said in plain words', async () => {
	const database = await newDatabase(true);
	const { port } = stripe.server.address() as AddressInfo;
	const sidecar = start(environmentFor(database, port));
	expect(await sidecar.ended()).toBe(1);
	expect(sidecar.output.stderr).toBe(
		`Port ${port} of 127.0.0.1 is taken by another program. Stop it, or set PORT.\n`,
	);
});

test('a database that is not there is said in plain words, without the password', async () => {
	const database = await newDatabase(true);
	const port = String(await freePort());
	const environment = { ...environmentFor(database, 0), PORT: '8787', DATABASE_PORT: port };
	const sidecar = start({ ...environment, DATABASE_PASSWORD: 'hunter2' });
	expect(await sidecar.ended()).toBe(1);
	expect(sidecar.output.stderr).toBe(
		`No database answers at 127.0.0.1:${port} (ECONNREFUSED). Check DATABASE_HOST and DATABASE_PORT.\n`,
	);
	expect(sidecar.output.stdout).not.toContain('hunter2');
});

test('before WordPress is installed it starts, and says "not now" to everybody', async () => {
	const database = await createTestDatabase({ schema: false });
	databases.push(database);
	const port = await freePort();
	await start(environmentFor(database, port)).logged('ready');
	const token = signToken({ userId: 7 }, { method: 'GET', path: '/students/me/course-packages' });
	expect(
		await call(port, 'GET', '/students/me/course-packages', { Authorization: `Bearer ${token}` }),
	).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
	expect((await call(port, 'GET', '/healthz')).status).toBe(200);
});

test('with the prefix of a site of a network but not that of the network it ends with 78, before anybody pays', async () => {
	const database = await newDatabase(false);
	await database.db.raw('CREATE TABLE wp_2_options LIKE wp_options');
	const environment = { ...environmentFor(database, await freePort()), DATABASE_PREFIX: 'wp_2_' };
	const sidecar = start(environment);
	expect(await sidecar.ended()).toBe(78);
	expect(sidecar.output.stderr).toContain('set DATABASE_BASE_PREFIX');
	expect(await database.db.schema.hasTable('wp_2_ce_checkouts')).toBe(false);

	await start({ ...environment, DATABASE_BASE_PREFIX: 'wp_' }).logged('ready');
});

describe('when it is told to stop', () => {
	/** A click on Enroll that waits for Stripe. */
	const clickAndHold = async () => {
		const database = await newDatabase(true);
		const cohort = await buildCohort(database.db, await buildCourse(database.db));
		await buildPrice(database.db, cohort);
		const userId = await buildStudent(database.db);
		const port = await freePort();
		const sidecar = start(environmentFor(database, port));
		await sidecar.logged('ready');
		const method = 'POST';
		const path = `/course-programs/${cohort.course.code}/cohorts/${cohort.id}/enroll`;
		const token = signToken({ userId }, { method, path });
		const click = call(port, method, path, { Authorization: `Bearer ${token}`, 'Content-Length': '0' });
		return { database, port, sidecar, click, held: await stripe.asked() };
	};

	test('it finishes what is in flight, takes nothing new, and ends well', async () => {
		const { database, port, sidecar, click, held } = await clickAndHold();
		sidecar.signal('SIGTERM');
		await sidecar.logged('draining');
		await expect(call(port, 'GET', '/healthz')).rejects.toThrow('ECONNREFUSED');
		held.end(JSON.stringify(stripeSession({ id: 'cs_test_drained00000001' })));
		expect(await click).toMatchObject({ status: 200, body: { sessionId: 'cs_test_drained00000001' } });
		expect(await sidecar.ended()).toBe(0);
		expect(sidecar.output.stdout).toContain('"msg":"stopped"');
		const rows: unknown = await database.db(tableName(database.db, 'checkouts')).select('session_id');
		expect(rows).toEqual([{ session_id: 'cs_test_drained00000001' }]);
	});

	test('a second signal ends it at once', async () => {
		const { sidecar, click } = await clickAndHold();
		const lost = expect(click).rejects.toThrow('socket hang up');
		sidecar.signal('SIGINT');
		await sidecar.logged('draining');
		sidecar.signal('SIGINT');
		expect(await sidecar.ended()).toBe(1);
		await lost;
	});

	test('an idle one ends at once, also with a connection that a proxy keeps open', async () => {
		const database = await newDatabase(true);
		const port = await freePort();
		const sidecar = start(environmentFor(database, port));
		await sidecar.logged('ready');
		await call(port, 'GET', '/healthz');
		sidecar.signal('SIGTERM');
		expect(await sidecar.ended()).toBe(0);
	});
});
