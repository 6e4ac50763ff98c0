import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import request from 'supertest';
import { createTestApp, startTestApp, WEBHOOK_SECRETS, type StartedApp } from '../../test/app';
import { signatureHeader, stripeEvent } from '../../test/stripe-event';
import { paidIntent, stripeError, stripeSession } from '../../test/stripe-objects';
import { stripeCall } from '../../test/stripe-replies';
import { createDatabase, table } from '../db/database';
import { createHttpServer } from './server';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());

const PATH = '/webhooks/stripe';
const [SECRET] = WEBHOOK_SECRETS;

const sign = (body: string | Buffer): string =>
	signatureHeader(body, SECRET, Math.floor(app.clock.now().getTime() / 1000));

const deliver = (body: string, { server = app.server } = {}) =>
	request(server)
		.post(PATH)
		.set('Content-Type', 'application/json')
		.set('Stripe-Signature', sign(body))
		.send(body);

const eventRow = (eventId: unknown) =>
	table<Record<string, unknown>>(app.db, 'stripe_events')
		.where('event_id', eventId as string)
		.first();

const storedEvents = (): Promise<unknown[]> => table(app.db, 'stripe_events');

const plainEvent = (name = '') => stripeEvent('product.updated', { id: 'prod_1', object: 'product', name });

describe('what cannot be a delivery of Stripe is refused before its signature is looked at', () => {
	const body = JSON.stringify(plainEvent());

	afterEach(async () => {
		expect(await storedEvents()).toEqual([]);
	});

	test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
		'case 53: the type %j with 415',
		async (type) => {
			const answer = await request(app.server)
				.post(PATH)
				.set('Content-Type', type)
				.set('Stripe-Signature', sign(body))
				.send(body);
			expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
		},
	);

	test('case 49: a compressed body with 415, although its signature fits', async () => {
		const answer = await request(app.server)
			.post(PATH)
			.set('Content-Type', 'application/json')
			.set('Content-Encoding', 'gzip')
			.set('Stripe-Signature', sign(body))
			.serialize((sent: unknown) => sent as string)
			.send(gzipSync(body));
		expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
	});

	test('case 49: one byte more than a mebibyte with 413', async () => {
		const giant = 'x'.repeat(1024 * 1024 + 1);
		const answer = await deliver(giant);
		expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
	});

	test('case 49: more than a mebibyte without saying so first, with 413', async () => {
		const { port } = app.server.address() as AddressInfo;
		const socket = connect(port, '127.0.0.1');
		socket.write(
			`POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
		);
		const chunk = 'x'.repeat(64 * 1024);
		for (let sent = 0; sent <= 16; sent += 1) {
			socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
		}
		socket.write('0\r\n\r\n');
		const [answer] = (await once(socket, 'data')) as [Buffer];
		socket.destroy();
		expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
	});

	test.each(['get', 'put', 'patch', 'delete', 'options'] as const)(
		'case 53: the method %s with 405',
		async (method) => {
			const answer = await request(app.server)[method](PATH);
			expect([answer.status, answer.body.code]).toEqual([405, 'method_not_allowed']);
			expect(answer.headers['allow']).toBe('POST');
		},
	);

	test('case 53: the method head with 405', async () => {
		const answer = await request(app.server).head(PATH);
		expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST']);
	});
});

test('a delivery of exactly a mebibyte is taken', async () => {
	const event = plainEvent();
	const padding = 1024 * 1024 - JSON.stringify(plainEvent()).length;
	(event['data'] as { object: { name: string } }).object.name = 'x'.repeat(padding);
	expect((await deliver(JSON.stringify(event))).status).toBe(204);
	expect(await eventRow(event['id'])).toMatchObject({ status: 'ignored' });
});

test('case 49: whoever sends a body too slowly is told 408, and keeps no connection', async () => {
	const server = createHttpServer(
		express().post('/', express.raw({ type: () => true }), (_req, res) => {
			res.sendStatus(204);
		}),
		{ headers: 100, request: 100, check: 20 },
	);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
	socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
	const [answer] = (await once(socket, 'data')) as [Buffer];
	expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
	await once(socket, 'close');
	await new Promise((resolve) => server.close(resolve));
});

test.each<[number, string, Record<string, unknown>]>([
	[15, 'of the other mode', { livemode: true }],
	[16, 'of a connected account', { account: 'acct_1' }],
])('case %d: an event %s is answered and not kept', async (_, __, overrides) => {
	const event = stripeEvent('product.updated', { id: 'prod_1' }, overrides);
	expect((await deliver(JSON.stringify(event))).status).toBe(204);
	expect(await eventRow(event['id'])).toBeUndefined();
});

test('case 52: an event of a newer API version is worked on, by what Stripe says when it is asked', async () => {
	stripeCall('GET', /sessions/).reply(200, stripeSession({ metadata: {} }));
	const event = stripeEvent(
		'checkout.session.completed',
		{ id: 'cs_test_a1B2c3D4e5F6g7H8i9J0', payment_status: { replaced: 'by an object' } },
		{ api_version: '2031-01-01.future', something: ['new'] },
	);
	expect((await deliver(JSON.stringify(event))).status).toBe(204);
	expect(await eventRow(event['id'])).toMatchObject({ status: 'ignored' });
});

test('case 53: the answer sets no cookie, asks for no CSRF token, and is kept by no cache', async () => {
	const { headers } = await deliver(JSON.stringify(plainEvent()));
	expect(headers['set-cookie']).toBeUndefined();
	expect(headers['cache-control']).toBe('no-store');
});

test('case 55: an event that cannot be worked on yet is kept for later and answered, so that Stripe need not repeat it', async () => {
	stripeCall('GET', /sessions/).reply(
		503,
		stripeError({ message: 'No such session for zoe.angstrom@example.test' }),
		{ 'stripe-should-retry': 'false' },
	);
	const event = stripeEvent('checkout.session.completed', { id: 'cs_test_a1B2c3D4e5F6g7H8i9J0' });
	expect((await deliver(JSON.stringify(event))).status).toBe(204);
	expect(await eventRow(event['id'])).toMatchObject({ status: 'due', attempts: 1, claimed_until: null });
});

test("case 12: a paid session of another program on the same account is none of this site's business", async () => {
	stripeCall('GET', /sessions/).reply(
		200,
		stripeSession({
			status: 'complete',
			payment_status: 'paid',
			payment_intent: paidIntent(),
			metadata: {},
		}),
	);
	const event = stripeEvent('checkout.session.completed', { id: 'cs_test_a1B2c3D4e5F6g7H8i9J0' });
	expect((await deliver(JSON.stringify(event))).status).toBe(204);
	expect(await eventRow(event['id'])).toMatchObject({ status: 'ignored' });
});

test('case 44: a delivery that nobody can keep is answered 503, so that Stripe comes again', async () => {
	const db = createDatabase({ ...app.database.settings, port: 1 });
	const cut = await createTestApp({ db });
	const answer = await deliver(JSON.stringify(plainEvent()), { server: cut.server });
	expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([
		503,
		'database_unavailable',
		'5',
	]);
	await cut.close();
	await db.destroy();
});

test('case 51: a signed body that is no event is an alert: somebody has our secret, or we do not understand Stripe', async () => {
	app.log.lines.length = 0;
	await deliver('[1]');
	expect(app.log.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
		{ level: 50, req: { path: PATH }, res: { status: 400 }, code: 'invalid_event' },
	]);
});

describe('operators are told', () => {
	const webhooks = async (): Promise<unknown> => {
		await app.services.deliveries.flush();
		const { body } = await request(app.server).get('/readyz');
		return (body as { webhooks: unknown }).webhooks;
	};
	const outcomes = async (): Promise<string> => (await request(app.server).get('/metrics')).text;

	test('case 54: when Stripe last got through, when it last did not, and why', async () => {
		await deliver(JSON.stringify(plainEvent()));
		const success = app.clock.now().toISOString();
		app.clock.pass(60_000);
		await deliver('x'.repeat(1024 * 1024 + 1));
		const failure = app.clock.now().toISOString();
		expect(await webhooks()).toEqual({
			lastSuccessAt: success,
			secret: 'current',
			lastFailureAt: failure,
			lastFailureReason: 'size',
		});
		await request(app.server).post(PATH).set('Content-Type', 'text/plain').send('x');
		expect(await webhooks()).toMatchObject({ lastSuccessAt: success, lastFailureReason: 'type' });
	});

	test('of a wrong method nothing: a browser that looks is no delivery', async () => {
		const before = await webhooks();
		app.clock.pass(1_000);
		await request(app.server).get(PATH);
		expect(await webhooks()).toEqual(before);
	});

	test('how many of each kind came', async () => {
		const event = JSON.stringify(plainEvent());
		const other = JSON.stringify(stripeEvent('product.updated', { id: 'prod_1' }, { livemode: true }));
		for (const body of [event, event, other]) {
			await deliver(body);
		}
		const text = await outcomes();
		for (const outcome of ['stored', 'repeated', 'not_ours', 'size', 'type', 'shape']) {
			expect(text).toMatch(
				new RegExp(`cohort_enrollment_webhook_deliveries_total{outcome="${outcome}"} [1-9]`),
			);
		}
	});

	test('case 47: of a flood of bad deliveries with one row, written by one statement', async () => {
		await app.services.deliveries.flush();
		const statements: string[] = [];
		const note = ({ sql }: { sql: string }) => void statements.push(sql);
		app.db.on('query', note);
		for (let count = 0; count < 30; count += 1) {
			await request(app.server).post(PATH).set('Content-Type', 'application/json').send('{}');
		}
		await app.services.deliveries.flush();
		await app.services.deliveries.flush();
		app.db.removeListener('query', note);
		expect(statements).toHaveLength(1);
		expect(await webhooks()).toMatchObject({ lastFailureReason: 'signature' });
	});

	test('of a delivery that could not be stored as soon as the database is back', async () => {
		await app.db.schema.renameTable('wp_ce_stripe_events', 'wp_ce_stripe_events_away');
		const answer = await deliver(JSON.stringify(plainEvent()));
		await app.db.schema.renameTable('wp_ce_stripe_events_away', 'wp_ce_stripe_events');
		expect(answer.status).toBe(503);
		expect(await webhooks()).toMatchObject({ lastFailureReason: 'storage' });
	});
});
