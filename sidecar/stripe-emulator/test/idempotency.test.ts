import { paidSession, paymentOf, startLocalStripe, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const refundsOf = async (payment_intent: string) =>
	(await local.stripe.refunds.list({ payment_intent })).data;

test('the same key and parameters give the first answer again and do nothing more', async () => {
	const payment_intent = paymentOf(await paidSession(local));
	const parameters = { payment_intent, amount: 100 };

	const first = await local.stripe.refunds.create(parameters, { idempotencyKey: 'rf:1:1' });
	const second = await local.stripe.refunds.create(parameters, { idempotencyKey: 'rf:1:1' });

	expect(second.id).toBe(first.id);
	expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
	expect(second.lastResponse.headers).toMatchObject({
		'idempotent-replayed': 'true',
		'original-request': first.lastResponse.requestId,
	});
	expect(await refundsOf(payment_intent)).toHaveLength(1);
});

test('the same key with other parameters, or for another call, is an error', async () => {
	const payment_intent = paymentOf(await paidSession(local));
	await local.stripe.refunds.create({ payment_intent, amount: 100 }, { idempotencyKey: 'rf:1:1' });

	const error = { type: 'StripeIdempotencyError', statusCode: 400 };
	await expect(
		local.stripe.refunds.create({ payment_intent, amount: 200 }, { idempotencyKey: 'rf:1:1' }),
	).rejects.toMatchObject(error);
	await expect(
		local.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'rf:1:1' }),
	).rejects.toMatchObject(error);
	expect(await refundsOf(payment_intent)).toHaveLength(1);
});

test('the same key while the first request still runs is a conflict, and later the first answer', async () => {
	const create = () => local.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'at-once' });
	await local.control('faults', { kind: 'delay', when: 'after', milliseconds: 200 });

	const [first, second] = await Promise.allSettled([create(), create()]);
	const third = await create();

	const outcomes = [first, second].map((one) => one.status).sort();
	expect(outcomes).toEqual(['fulfilled', 'rejected']);
	const refused = [first, second].find((one) => one.status === 'rejected');
	expect(refused?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
	const { data } = await local.stripe.products.list();
	expect(data.map((product) => product.id)).toEqual([third.id]);
});

test('a refusal that came while executing is kept, one for wrong parameters is not', async () => {
	const key = { idempotencyKey: 'k' };
	await expect(local.stripe.refunds.create({ payment_intent: 'pi_unknown' }, key)).rejects.toMatchObject({
		headers: expect.not.objectContaining({ 'idempotent-replayed': 'true' }) as unknown,
	});
	await expect(local.stripe.refunds.create({ payment_intent: 'pi_unknown' }, key)).rejects.toMatchObject({
		headers: { 'idempotent-replayed': 'true' },
	});

	const other = { idempotencyKey: 'k2' };
	await expect(local.stripe.products.create({ nme: 'x' } as never, other)).rejects.toMatchObject({
		code: 'parameter_unknown',
	});
	expect((await local.stripe.products.create({ name: 'x' }, other)).name).toBe('x');
});

test('a key is forgotten after a day', async () => {
	const create = () => local.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'old' });
	const first = await create();
	local.clock.ahead = 24 * 60 * 60 * 1000 + 1000;

	expect((await create()).id).not.toBe(first.id);
});

test('a key of more than 255 characters is refused', async () => {
	await expect(
		local.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'x'.repeat(256) }),
	).rejects.toMatchObject({ statusCode: 400 });
});

describe('calls that go wrong on purpose', () => {
	const create = (key: string) => local.stripe.products.create({ name: 'Course' }, { idempotencyKey: key });
	const count = async () => (await local.stripe.products.list()).data.length;

	test('a 500 before the commit heals under the same key', async () => {
		await local.control('faults', { kind: 'status', status: 503, path: '/v1/products' });

		await expect(create('a')).rejects.toMatchObject({ type: 'StripeAPIError', statusCode: 503 });
		expect(await count()).toBe(0);
		expect((await create('a')).name).toBe('Course');
	});

	test('a stored 500 never heals under the same key', async () => {
		await local.control('faults', { kind: 'status', stored: true });

		await expect(create('a')).rejects.toMatchObject({ statusCode: 500 });
		await expect(create('a')).rejects.toMatchObject({
			statusCode: 500,
			headers: { 'idempotent-replayed': 'true' },
		});
		expect(await count()).toBe(0);
		expect((await create('b')).name).toBe('Course');
	});

	test('a 500 after the commit hides what was done, and the same key shows it', async () => {
		await local.control('faults', { kind: 'status', when: 'after' });

		await expect(create('a')).rejects.toMatchObject({ statusCode: 500 });
		expect(await count()).toBe(1);
		expect((await create('a')).lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
		expect(await count()).toBe(1);
	});

	test('429 executes nothing and stores nothing', async () => {
		await local.control('faults', { kind: 'rate_limit', times: 2 });

		for (let time = 0; time < 2; time += 1) {
			await expect(create('a')).rejects.toMatchObject({
				type: 'StripeRateLimitError',
				statusCode: 429,
			});
		}
		expect((await create('a')).name).toBe('Course');
		expect(await count()).toBe(1);
	});

	test.each([
		['before', 0],
		['after', 1],
	])('a connection that breaks %s the commit leaves %i products', async (when, left) => {
		// Twice: stripe-node repeats a request whose connection was closed once, even with no retries set.
		await local.control('faults', { kind: 'reset', when, method: 'POST', times: 2 });

		await expect(create('a')).rejects.toMatchObject({ type: 'StripeConnectionError' });
		expect(await count()).toBe(left);
		await create('a');
		expect(await count()).toBe(1);
	});

	test.each([
		['before', 0],
		['after', 1],
	])('a call that hangs %s the commit leaves %i products', async (when, left) => {
		await local.control('faults', { kind: 'hang', when, method: 'POST' });

		await expect(
			local.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'a', timeout: 200 }),
		).rejects.toMatchObject({ type: 'StripeConnectionError' });
		expect(await count()).toBe(left);
		await create('a');
		expect(await count()).toBe(1);
	});

	test('the SDK retries by itself what it may, with one key', async () => {
		await local.control('faults', { kind: 'reset', when: 'after', method: 'POST', times: 2 });

		await local.stripe.products.create({ name: 'Course' }, { maxNetworkRetries: 2 });

		expect(await count()).toBe(1);
	});

	test('only the calls that are meant are hit, and the rest can be called off', async () => {
		await local.control('faults', { kind: 'status', path: '/v1/refunds', method: 'POST', times: 5 });
		expect(await count()).toBe(0);
		await fetch(`${local.emulator.url}/_control/faults`, { method: 'DELETE' });

		const left = (await (await fetch(`${local.emulator.url}/_control/faults`)).json()) as object;

		expect(left).toEqual({ faults: [] });
	});

	test('a fault that there is not is refused in words', async () => {
		const answer = await local.control('faults', { kind: 'earthquake' });

		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('kind');
	});
});
