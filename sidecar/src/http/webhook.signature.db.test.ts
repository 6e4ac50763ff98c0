import request from 'supertest';
import { startTestApp, WEBHOOK_SECRETS, type StartedApp } from '../../test/app';
import { signatureHeader, stripeEvent, stripeSignature } from '../../test/stripe-event';
import { table } from '../db/database';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());

const PATH = '/webhooks/stripe';
const [SECRET, OLD_SECRET] = WEBHOOK_SECRETS;

/** An event that needs no call of Stripe. */
const plainEvent = () => stripeEvent('product.updated', { id: 'prod_1', object: 'product' });
const plainBody = (): string => JSON.stringify(plainEvent(), null, 2);

const second = (): number => Math.floor(app.clock.now().getTime() / 1000);
const sign = (body: string | Buffer, secret: string = SECRET, age = 0): string =>
	signatureHeader(body, secret, second() - age);

const deliver = (body: string | Buffer, signature: string | undefined, type = 'application/json') => {
	const delivery = request(app.server).post(PATH).set('Content-Type', type);
	return (signature === undefined ? delivery : delivery.set('Stripe-Signature', signature)).send(body);
};

const storedEvents = (): Promise<Record<string, unknown>[]> =>
	table<Record<string, unknown>>(app.db, 'stripe_events');

/** What operators are told of deliveries. */
const webhooks = async (): Promise<unknown> => {
	await app.services.deliveries.flush();
	const { body } = await request(app.server).get('/readyz');
	return (body as { webhooks: unknown }).webhooks;
};

const expectRefused = (answer: { status: number; body: unknown }, status: number, code: string): void => {
	expect(answer.status).toBe(status);
	expect(answer.body).toEqual({ code, message: expect.any(String), data: { status } });
};

/** Runs a delivery that must be refused, and shows that nothing was stored. */
const expectNothingStored = async (
	delivery: () => PromiseLike<{ status: number; body: unknown }>,
	status: number,
	code: string,
): Promise<void> => {
	const before = (await storedEvents()).length;
	expectRefused(await delivery(), status, code);
	expect(await storedEvents()).toHaveLength(before);
};

describe('a delivery is believed', () => {
	test('when its signature fits, and it is stored with its very bytes', async () => {
		const event = plainEvent();
		const body = `  ${JSON.stringify(event, null, 4)}\n`;
		expect((await deliver(body, sign(body))).status).toBe(204);
		const stored = (await storedEvents()).find(({ event_id }) => event_id === event['id']);
		expect(stored).toMatchObject({ type: 'product.updated', payload: body, status: 'ignored' });
	});

	test.each<[string, number]>([
		['ago', 300],
		['ahead', -300],
	])('case 46: with a signature of 300 seconds %s', async (_, age) => {
		const body = plainBody();
		expect((await deliver(body, sign(body, SECRET, age))).status).toBe(204);
	});

	test.each<[string, string, 1 | 2, string]>([
		['current', SECRET, 1, 'current'],
		['previous', OLD_SECRET, 2, 'previous'],
	])(
		'case 48: with the %s of two secrets, and operators see which one',
		async (_, secret, number, told) => {
			const event = plainEvent();
			const body = JSON.stringify(event);
			expect((await deliver(body, sign(body, secret))).status).toBe(204);
			const stored = (await storedEvents()).find(({ event_id }) => event_id === event['id']);
			expect(stored).toMatchObject({ signed_with: number });
			expect(await webhooks()).toMatchObject({
				secret: told,
				lastSuccessAt: app.clock.now().toISOString(),
			});
		},
	);

	test('case 48: with two signatures of which one fits, as Stripe sends them while secrets are rolled', async () => {
		const body = plainBody();
		const [t, wrong, right] = [
			second(),
			stripeSignature(body, 'whsec_other', second()),
			stripeSignature(body, SECRET, second()),
		];
		expect((await deliver(body, `t=${t},v1=${wrong},v1=${right},v0=${wrong}`)).status).toBe(204);
	});

	test('with a charset, and with every kind of character', async () => {
		const event = stripeEvent('product.updated', { id: 'prod_1', name: 'Größe 🎓 日本' });
		const body = JSON.stringify(event);
		const answer = await deliver(body, sign(body), 'application/json; charset=utf-8');
		expect(answer.status).toBe(204);
	});

	test('case 1: once: the second delivery of an event is answered alike and changes nothing', async () => {
		const body = plainBody();
		await deliver(body, sign(body));
		const before = await storedEvents();
		expect((await deliver(body, sign(body, SECRET, -1))).status).toBe(204);
		expect(await storedEvents()).toEqual(before);
	});

	test('case 1: once, also when it comes ten times at the same moment', async () => {
		const event = plainEvent();
		const body = JSON.stringify(event);
		const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(body, sign(body))));
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
		const stored = (await storedEvents()).filter(({ event_id }) => event_id === event['id']);
		expect(stored).toHaveLength(1);
	});
});

interface Delivery {
	body?: string;
	signature: string | undefined;
}

describe('a delivery is refused as not signed', () => {
	const body = plainBody();
	const forged: [string, () => Delivery][] = [
		['without the header', () => ({ signature: undefined })],
		['with an empty header', () => ({ signature: '' })],
		['with words for a header', () => ({ signature: 'valid' })],
		['without a time', () => ({ signature: `v1=${stripeSignature(body, SECRET, second())}` })],
		['without a signature', () => ({ signature: `t=${second()}` })],
		['with a signature of no known scheme', () => ({ signature: sign(body).replace('v1=', 'v0=') })],
		['with another secret', () => ({ signature: sign(body, 'whsec_other') })],
		['with the secret without its prefix', () => ({ signature: sign(body, SECRET.slice(6)) })],
		[
			'with a time that was changed',
			() => ({ signature: sign(body, SECRET, 10).replace(/t=\d+/, `t=${second()}`) }),
		],
		[
			'with a fresh time before the old one that was signed',
			() => ({ signature: `t=${second()},${sign(body, SECRET, 400)}` }),
		],
		[
			'with a fresh time before the future one that was signed',
			() => ({ signature: `t=${second()},${sign(body, SECRET, -(10 ** 8))}` }),
		],
		['with a time that is no number', () => ({ signature: sign(body).replace(/t=\d+/, 't=now') })],
		['with a negative time', () => ({ signature: sign(body).replace('t=', 't=-') })],
		['with one byte more', () => ({ body: `${body} `, signature: sign(body) })],
		['with one value changed', () => ({ body: body.replace('prod_1', 'prod_2'), signature: sign(body) })],
		[
			'when it was parsed and written again',
			() => ({ body: JSON.stringify(JSON.parse(body)), signature: sign(body) }),
		],
		['when its body was lost', () => ({ body: '', signature: sign(body) })],
	];
	const late: [string, string, number][] = [
		['older than 300 seconds', 'clock_ahead', 301],
		['more than 300 seconds ahead', 'clock_behind', -301],
		['years ahead', 'clock_behind', -(10 ** 8)],
	];

	/** Operators learn the reason, whoever sent it does not. */
	const refuse = async (reason: string, { body: sent = body, signature }: Delivery) => {
		await expectNothingStored(() => deliver(sent, signature), 400, 'invalid_signature');
		expect(await webhooks()).toMatchObject({
			lastFailureReason: reason,
			lastFailureAt: app.clock.now().toISOString(),
		});
	};
	test.each(forged)('case 47: %s', async (_, make) => {
		await refuse('signature', make());
	});

	test.each(late)(
		'case 46: %s although it fits, which operators are told as %s',
		async (_, reason, age) => {
			await refuse(reason, { signature: sign(body, SECRET, age) });
		},
	);

	test('case 47: with the header twice, even if both fit', async () => {
		const signature = sign(body);
		const twice = () =>
			request(app.server)
				.post(PATH)
				.set('Content-Type', 'application/json')
				.set('Stripe-Signature', [signature, signature] as never)
				.send(body);
		await expectNothingStored(twice, 400, 'invalid_signature');
	});
});

test('case 47: a forged delivery leaves a number, and nothing of its body in the log', async () => {
	const count = async (): Promise<number> => {
		const { text } = await request(app.server).get('/metrics');
		const line = /cohort_enrollment_webhook_deliveries_total{outcome="signature"} (\d+)/.exec(text);
		return Number(line?.[1] ?? 0);
	};
	const before = await count();
	app.log.lines.length = 0;
	const body = JSON.stringify(stripeEvent('customer.created', { id: 'cus_forged', name: 'Mallory' }));
	await deliver(body, sign(body, 'whsec_other'));
	expect(await count()).toBe(before + 1);
	expect(app.log.lines.join()).toContain('invalid_signature');
	expect(app.log.lines.join()).not.toMatch(/Mallory|cus_forged|evt_/);
});

test('case 50: a delivery that somebody captured works no second time: soon it is known, later it is too old', async () => {
	const event = plainEvent();
	const body = JSON.stringify(event);
	const captured = sign(body);
	expect((await deliver(body, captured)).status).toBe(204);
	const before = await storedEvents();
	app.clock.pass(300_000);
	expect((await deliver(body, captured)).status).toBe(204);
	expect(await storedEvents()).toEqual(before);
	app.clock.pass(1_000);
	await expectNothingStored(() => deliver(body, captured), 400, 'invalid_signature');
});

describe('a delivery is refused as no event although it is signed', () => {
	const event = plainEvent();
	test.each<[string, unknown]>([
		['null', null],
		['a list', [1]],
		['a text', 'event'],
		['a number', 7],
		['an empty object', {}],
		['a thin event', { id: 'evt_1', object: 'v2.core.event', type: 'v1.x', livemode: false }],
		['an event without an object in it', { ...event, data: {} }],
		['an event without data', { ...event, data: undefined }],
		['an object that is null', { ...event, data: { object: null } }],
		['an object without an id', { ...event, data: { object: { object: 'balance' } } }],
		['an object with an empty id', { ...event, data: { object: { id: '' } } }],
		['an id that is not of an event', { ...event, id: 'cus_1' }],
		['an id that is a number', { ...event, id: 1 }],
		['an id that is too long to be kept', { ...event, id: `evt_${'x'.repeat(260)}` }],
		['a type that is a list', { ...event, type: ['product.updated'] }],
		['no mode', { ...event, livemode: undefined }],
	])('case 51: %s', async (_, value) => {
		const body = JSON.stringify(value);
		await expectNothingStored(() => deliver(body, sign(body)), 400, 'invalid_event');
	});

	test('case 51: text that is not JSON', async () => {
		await expectNothingStored(() => deliver('{"id":', sign('{"id":')), 400, 'invalid_event');
	});

	test('case 51: and a person hears of it, once, without a word of its body', async () => {
		await table(app.db, 'tasks').delete();
		for (const body of ['{"secret":"plan"}', '[1]']) {
			await deliver(body, sign(body));
		}
		const tasks = await table<Record<string, unknown>>(app.db, 'tasks');
		expect(tasks).toMatchObject([{ kind: 'invalid_signed_event', status: 'open', stripe_id: null }]);
		expect(JSON.stringify(tasks)).not.toContain('plan');
		expect(await webhooks()).toMatchObject({ lastFailureReason: 'shape' });
	});
});
