import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	SECRETS,
	eventsOf,
	openSession,
	startLocalStripe,
	until,
	type LocalStripe,
} from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const DAY = 24 * 60 * 60;
const advance = (seconds: number) => local.command('clock', { advanceSeconds: seconds });
const reading = async (): Promise<{ now: number; shown: number }> =>
	(await (await fetch(`${local.emulator.url}/_control/clock`)).json()) as { now: number; shown: number };
const dateOf = async (): Promise<number> => {
	const answer = await fetch(`${local.emulator.url}/v1/events`, {
		headers: { authorization: 'Bearer sk_test_x' },
	});
	return Date.parse(answer.headers.get('date') ?? '') / 1000;
};
const timestampOf = (received: { headers: Record<string, unknown> }): number =>
	Number(/t=(\d+)/.exec(String(received.headers['stripe-signature']))?.[1]);

test('an open session expires as the clock passes its time, and the shop hears of it at once', async () => {
	const session = await openSession(local.stripe);

	await advance(DAY - 60);
	expect((await local.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
	await advance(61);

	const [told] = await eventsOf(local.receiver, 'checkout.session.expired');
	expect(told?.event.data.object).toMatchObject({ id: session.id, status: 'expired' });
	const { now } = await reading();
	expect(now - session.created).toBeGreaterThan(DAY);
});

test('objects, events, signatures and the Date of answers carry the moved time', async () => {
	const { now } = await reading();
	await local.command('clock', { set: now + 10 * DAY });

	const product = await local.stripe.products.create({ name: 'Course' });
	const [sent] = await eventsOf(local.receiver, 'product.created');

	const event = JSON.parse(sent?.body ?? '') as { created: number };
	for (const time of [product.created, event.created, timestampOf(sent!), await dateOf()]) {
		expect(time - now - 10 * DAY).toBeGreaterThanOrEqual(0);
		expect(time - now - 10 * DAY).toBeLessThan(DAY);
	}
});

test('a skewed clock shows a wrong Date and signs with a wrong time, and is right inside', async () => {
	const { now } = await reading();
	await local.command('clock', { skewSeconds: -DAY });

	const product = await local.stripe.products.create({ name: 'Course' });
	const [sent] = await eventsOf(local.receiver, 'product.created');

	expect(product.created).toBeGreaterThanOrEqual(now);
	for (const time of [timestampOf(sent!), await dateOf()]) expect(time).toBeLessThan(now - DAY / 2);
	expect(() =>
		local.stripe.webhooks.constructEvent(
			sent!.body,
			String(sent!.headers['stripe-signature']),
			SECRETS[0]!,
		),
	).toThrow(/Timestamp outside/);
});

test('the clock goes back to the real time when told', async () => {
	const before = await reading();
	await local.command('clock', { advanceSeconds: 30 * DAY, skewSeconds: DAY });
	expect((await reading()).shown).toBeGreaterThan(before.now + 30 * DAY);

	await fetch(`${local.emulator.url}/_control/clock`, { method: 'DELETE' });

	const { now, shown } = await reading();
	expect(now).toBeLessThan(before.now + DAY);
	expect(shown - now).toBe(0);
});

test('an idempotency key is forgotten after a day of travel, not before', async () => {
	const create = () => local.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'k' });
	const first = await create();

	await advance(DAY - 60);
	expect((await create()).id).toBe(first.id);
	await advance(61);

	expect((await create()).id).not.toBe(first.id);
});

test('a waiting repetition is due once the clock has passed it', async () => {
	await local.close();
	local = await startLocalStripe({ webhookRetryMilliseconds: 60_000 });
	local.receiver.answers.push(500);
	const { id } = await local.stripe.products.create({ name: 'Course' });
	await until(() => local.receiver.received.length === 1);
	await until(async () => (await local.stripe.events.list()).data[0]?.pending_webhooks === 1);

	await until(async () => {
		await advance(61);
		return local.receiver.received.length === 2;
	});

	const [first, second] = local.receiver.received;
	expect(second?.event).toMatchObject({ id: first?.event.id, data: { object: { id } } });
});

test('Stripe gives an event up after three days without an answer, and can be told to resend it', async () => {
	await local.close();
	local = await startLocalStripe({ webhookRetryMilliseconds: 60_000 });
	local.receiver.answers.push(500, 500, 500, 500, 500, 500);
	await local.stripe.products.create({ name: 'Course' });
	await until(() => local.receiver.received.length === 1);

	await advance(3 * DAY + 60);
	await local.command('deliveries/settle');
	const counts = (await (await fetch(`${local.emulator.url}/_control/deliveries`)).json()) as object;
	local.receiver.answers.length = 0;
	await local.command('deliveries/resend', { state: 'failed' });
	await local.command('deliveries/settle');

	expect(counts).toMatchObject({ pending: 0, failed: 1, delivered: 0 });
	expect(new Set(local.receiver.received.map((one) => one.event.id)).size).toBe(1);
	expect((await local.stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
});

test('events are kept for thirty days', async () => {
	await local.stripe.products.create({ name: 'Course' });

	await advance(30 * DAY - 60);
	expect((await local.stripe.events.list()).data).toHaveLength(1);
	await advance(61);

	expect((await local.stripe.events.list()).data).toEqual([]);
});

test('a moved clock stays moved over a restart', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'local-stripe-clock-'));
	try {
		await local.close();
		local = await startLocalStripe({ dataFile: join(folder, 'state.json') });
		const { now } = await reading();
		await advance(5 * DAY);
		await local.close();

		local = await startLocalStripe({ dataFile: join(folder, 'state.json') });

		expect((await reading()).now).toBeGreaterThanOrEqual(now + 5 * DAY);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test('a clock is not moved by what is no time', async () => {
	for (const wrong of [
		{},
		{ advanceSeconds: 'soon' },
		{ set: 1, advanceSeconds: 1 },
		{ set: -1 },
		{ at: 1 },
	]) {
		expect((await local.control('clock', wrong)).status).toBe(400);
	}
});
