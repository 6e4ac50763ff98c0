import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import nock from 'nock';
import request from 'supertest';
import { MIGRATIONS } from '../../../migrations';
import { createTestApp, startTestApp, TEST_VERSION, type StartedApp } from '../../../test/app';
import { stripeError } from '../../../test/stripe-objects';
import { stripeCall } from '../../../test/stripe-replies';
import type { StripeGateway } from '../../stripe/gateway';
import type { Notification } from '../../../contract';
import { createDatabase, tableName, type Connection } from '../../db/database';
import { recordSignal, SIGNALS } from '../../db/health-signals';
import { queueNotification } from '../../db/notifications';
import { insertTask } from '../../db/tasks';
import { createReadinessService } from './readiness.service';

const MINUTE = 60_000;
const LIST = { object: 'list', data: [] };

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(async () => {
	app.log.logger.info('probes are not logged');
	await app.close();
});
afterEach(() => nock.cleanAll());

/** Every sidecar remembers Stripe for itself, so that each test begins with one that has not asked yet. */
const probe = async (db: Connection = app.db) => {
	const fresh = await createTestApp({ db });
	const answer = await request(fresh.server).get('/readyz');
	fresh.log.logger.info('probes are not logged');
	await fresh.close();
	return answer;
};

const stripeIsThere = () => stripeCall('GET', '/v1/prices?limit=1').reply(200, LIST);
const NO_RETRY = { 'stripe-should-retry': 'false' };

test('with everything in place the sidecar is ready, and tells its version, clock and mode', async () => {
	stripeIsThere();
	const answer = await probe();
	expect(answer.status).toBe(200);
	expect(answer.body).toEqual({
		status: 'ready',
		version: TEST_VERSION,
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
		checks: { database: 'ok', schema: 'ok', stripe: 'ok' },
		mode: 'test',
		schemaVersion: MIGRATIONS.at(-1)?.name,
		clock: 'unknown',
		clockSkewSeconds: null,
		webhooks: { lastSuccessAt: null, secret: null, lastFailureAt: null, lastFailureReason: null },
		mails: {
			lastSentAt: null,
			lastFailureAt: null,
			lastFailureReason: null,
			waitingSince: null,
			givenUp: 0,
		},
		reconciler: { lastRunAt: null, lastResult: null },
	});
});

test.each<[string, number, object, string]>([
	[
		'a wrong key',
		401,
		stripeError({ message: 'Invalid API Key provided: sk_test_0123456789' }),
		'invalid_key',
	],
	['a key that lacks a permission', 403, stripeError(), 'invalid_key'],
	['a Stripe that fails', 500, stripeError(), 'unreachable'],
	['a page of something in between', 200, { title: 'Sign in to the network' }, 'unreachable'],
])('%s makes it not ready, in one word', async (_, status, body, stripe) => {
	stripeCall('GET', /prices/).reply(status, body, NO_RETRY);
	const answer = await probe();
	expect(answer.status).toBe(503);
	expect(answer.body).toMatchObject({
		status: 'not_ready',
		checks: { database: 'ok', schema: 'ok', stripe },
	});
	expect(answer.text).not.toContain('sk_test');
});

test('no network to Stripe makes it not ready', async () => {
	stripeCall('GET', /prices/)
		.times(2)
		.replyWithError(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
	expect((await probe()).body.checks.stripe).toBe('unreachable');
});

test('a Stripe that has enough of us is still there', async () => {
	stripeCall('GET', /prices/).reply(429, stripeError());
	expect((await probe()).body).toMatchObject({ status: 'ready', checks: { stripe: 'ok' } });
});

describe('Stripe is not asked by every probe', () => {
	const ask = (): Promise<string> => app.services.readiness.check().then(({ checks }) => checks.stripe);

	test('a good answer is kept for a minute, and many at once ask once', async () => {
		app.clock.pass(10 * MINUTE);
		stripeIsThere();
		expect(await Promise.all([ask(), ask(), ask()])).toEqual(['ok', 'ok', 'ok']);
		app.clock.pass(MINUTE - 1);
		expect(await ask()).toBe('ok');
		app.clock.pass(1);
		stripeCall('GET', /prices/).reply(401, stripeError());
		expect(await ask()).toBe('invalid_key');
	});

	test('a bad answer is kept for some seconds only, so that a mended key is seen soon', async () => {
		app.clock.pass(10 * MINUTE);
		stripeCall('GET', /prices/).reply(401, stripeError());
		expect(await ask()).toBe('invalid_key');
		expect(await ask()).toBe('invalid_key');
		app.clock.pass(5_000);
		stripeIsThere();
		expect(await ask()).toBe('ok');
	});
});

test('a Stripe that takes its time does not hold up the probe, and is remembered when it has answered', async () => {
	let answer: ((date: Date | null) => void) | undefined;
	const pinged = new Promise<Date | null>((resolve) => {
		answer = resolve;
	});
	const readiness = createReadinessService({
		db: app.db,
		stripe: { livemode: true, ping: () => pinged } as Partial<StripeGateway> as StripeGateway,
		deliveries: app.services.deliveries,
		clock: app.clock,
		version: TEST_VERSION,
		logger: app.log.logger,
	});
	expect(await readiness.check()).toMatchObject({ checks: { stripe: 'unreachable' }, mode: 'live' });
	answer?.(null);
	expect(await readiness.check()).toMatchObject({ status: 'ready', checks: { stripe: 'ok' } });
});

describe('the clock', () => {
	/** What is told when Stripe's clock says something else by so many seconds. */
	const probeWithSkew = async (seconds: number) => {
		const fresh = await createTestApp({ db: app.db });
		// `Date` is cut to the second, and taken for the middle of it.
		const date = new Date(fresh.clock.now().getTime() - seconds * 1000);
		stripeCall('GET', /prices/).reply(200, LIST, { Date: date.toUTCString() });
		const answer = await request(fresh.server).get('/readyz');
		await fresh.services.readiness.check();
		fresh.log.logger.info('probes are not logged');
		await fresh.close();
		const { status, body } = answer;
		return { status, body, alerts: fresh.log.lines.filter((line) => line.includes('the clock differs')) };
	};

	test.each([0, 60, -60])('is fine when it is %d seconds ahead of that of Stripe', async (seconds) => {
		const { status, body, alerts } = await probeWithSkew(seconds);
		expect([status, body.clock, alerts]).toEqual([200, 'ok', []]);
	});

	test.each([
		[62, 'ahead'],
		[400, 'ahead'],
		[-62, 'behind'],
		[-400, 'behind'],
	])('case 46: %d seconds ahead of that of Stripe is found and logged once', async (seconds, clock) => {
		const { status, body, alerts } = await probeWithSkew(seconds);
		// It is told, but no restart mends it, and the sidecar serves what it can.
		expect([status, body.status, body.clock]).toEqual([200, 'ready', clock]);
		expect(Math.abs(body.clockSkewSeconds - seconds)).toBeLessThanOrEqual(1);
		expect(alerts).toHaveLength(1);
	});
});

describe('a key that Stripe refuses', () => {
	test('case 61: is logged once, switches selling off, and on again when it is mended', async () => {
		const fresh = await createTestApp({ db: app.db });
		const selling = async () => (await request(fresh.server).get('/healthz')).body.selling as boolean;
		const refusals = () => fresh.log.lines.filter((line) => line.includes('Stripe refuses the key'));
		expect(await selling()).toBe(true);
		for (const time of [1, 2]) {
			stripeCall('GET', /prices/).reply(
				401,
				stripeError({ message: 'Expired API key: sk_test_0123456789' }),
			);
			await fresh.services.readiness.probe();
			fresh.clock.pass(MINUTE);
			expect([time, await selling(), refusals().length]).toEqual([time, false, 1]);
		}
		stripeIsThere();
		await fresh.services.readiness.probe();
		expect(await selling()).toBe(true);
		await fresh.close();
	});

	test('is not what an outage of Stripe is taken for', async () => {
		const fresh = await createTestApp({ db: app.db });
		stripeCall('GET', /prices/).reply(503, stripeError(), NO_RETRY);
		await fresh.services.readiness.probe();
		expect((await request(fresh.server).get('/healthz')).body.selling).toBe(true);
		await fresh.close();
	});
});

describe('the tables', () => {
	const migrations = () => app.db(tableName(app.db, 'migrations'));

	test('of an older version make it not ready', async () => {
		stripeIsThere();
		const last = MIGRATIONS.at(-1)?.name ?? '';
		await migrations().where('name', last).delete();
		const answer = await probe();
		await migrations().insert({ name: last, batch: 1, migration_time: new Date() });
		expect(answer.status).toBe(503);
		expect(answer.body).toMatchObject({
			status: 'not_ready',
			checks: { database: 'ok', schema: 'behind' },
		});
	});

	test('of a newer version serve an older sidecar', async () => {
		stripeIsThere();
		await migrations().insert({ name: '9999_future', batch: 9, migration_time: new Date() });
		const answer = await probe();
		await migrations().where('name', '9999_future').delete();
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({ status: 'ready', checks: { schema: 'ahead' } });
	});
});

describe('the work of the timers', () => {
	const work = async () => {
		stripeIsThere();
		const { status, body } = await probe();
		return { status, mails: body.mails as unknown, reconciler: body.reconciler as unknown };
	};

	test('is told: when mails went out and when not, since when one waits, and when the books were compared', async () => {
		const [sent, failed, since] = [1, 2, 3].map((minute) => new Date(Date.UTC(2026, 0, 1, 0, minute)));
		await recordSignal(app.db, SIGNALS.mailSuccess, null, sent!);
		await recordSignal(app.db, SIGNALS.mailFailure, 'mail_failed', failed!);
		await recordSignal(app.db, SIGNALS.reconciler, 'counter_differs: 1', sent!);
		const mail = { kind: 'enrolled', data: { packageId: 1 } } as Notification;
		await queueNotification(
			app.db,
			mail,
			{ subject: 'checkout:1', studentId: 1, checkoutId: null },
			since!,
		);
		await insertTask(
			app.db,
			{
				kind: 'notification_dead',
				subject: 'notification:1',
				checkout_id: null,
				stripe_id: null,
				livemode: false,
				detail: null,
			},
			since!,
		);
		expect(await work()).toEqual({
			status: 200,
			mails: {
				lastSentAt: sent!.toISOString(),
				lastFailureAt: failed!.toISOString(),
				lastFailureReason: 'mail_failed',
				waitingSince: since!.toISOString(),
				givenUp: 1,
			},
			reconciler: { lastRunAt: sent!.toISOString(), lastResult: 'counter_differs: 1' },
		});
	});

	test('is unknown while its tables are not there, and takes nothing else with it', async () => {
		const [now, away] = ['health_signals', 'elsewhere'].map((name) => tableName(app.db, name));
		await app.db.schema.renameTable(now!, away!);
		const told = await work();
		await app.db.schema.renameTable(away!, now!);
		expect(told).toEqual({ status: 200, mails: null, reconciler: null });
	});
});

describe('a database', () => {
	const away = { database: 'unreachable', schema: 'unknown', stripe: 'ok' };

	test('that refuses connections makes it not ready', async () => {
		stripeIsThere();
		const db = createDatabase({ ...app.database.settings, port: 1 });
		const answer = await probe(db);
		await db.destroy();
		expect(answer.status).toBe(503);
		expect(answer.body).toMatchObject({ status: 'not_ready', checks: away });
		expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1/);
	});

	test('that accepts connections and then says nothing makes it not ready, before the probe gives up', async () => {
		stripeIsThere();
		const sockets: Socket[] = [];
		const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
		await once(silent, 'listening');
		const { port } = silent.address() as AddressInfo;
		const db = createDatabase({ ...app.database.settings, port });
		const answer = await probe(db);
		sockets.forEach((socket) => socket.destroy());
		silent.close();
		await db.destroy();
		expect(answer.body).toMatchObject({ status: 'not_ready', checks: away });
	});
});
