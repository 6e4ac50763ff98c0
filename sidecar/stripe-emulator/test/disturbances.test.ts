import { startLocalStripe, until, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const settle = (): Promise<object> => local.command('deliveries/settle');
const disturb = (body: object): Promise<object> => local.command('disturbances', body);
const names = (): unknown[] => local.receiver.received.map((one) => one.event.data.object['name']);

/** As many products, one after the other: their events are made in this order. */
async function makeProducts(count: number): Promise<string[]> {
	const made = Array.from({ length: count }, (_, index) => `course-${index}`);
	for (const name of made) await local.stripe.products.create({ name });
	return made;
}

const counts = async (): Promise<Record<string, number>> =>
	(await (await fetch(`${local.emulator.url}/_control/deliveries`)).json()) as Record<string, number>;

describe('duplicates', () => {
	test('the same event arrives again under the same id', async () => {
		await disturb({ kind: 'duplicate', copies: 2 });
		await makeProducts(3);
		await settle();

		expect(local.receiver.received).toHaveLength(9);
		expect(new Set(local.receiver.received.map((one) => one.event.id)).size).toBe(3);
		expect((await local.stripe.events.list()).data.map((event) => event.pending_webhooks)).toEqual([
			0, 0, 0,
		]);
	});

	test('copies are under way at once, before the first is answered', async () => {
		let open: () => void = () => undefined;
		local.receiver.gate = new Promise((resolve) => (open = resolve));
		await disturb({ kind: 'duplicate' });
		await makeProducts(1);

		await until(() => local.receiver.received.length === 2);

		open();
		await settle();
	});
});

test('a dropped event never arrives, is still listed, and arrives when it is resent', async () => {
	await disturb({ kind: 'drop', types: ['product.*'], times: 1 });
	const [lost, other] = await makeProducts(2);
	await settle();
	expect(names()).toEqual([other]);
	expect(await counts()).toMatchObject({ dropped: 1, delivered: 1, pending: 0 });
	const { data } = await local.stripe.events.list({ delivery_success: false });
	expect(data).toHaveLength(1);

	await local.command('deliveries/resend');
	await settle();

	expect(names()).toEqual([other, lost]);
	expect(await counts()).toMatchObject({ dropped: 0, delivered: 2 });
});

test('twins are two events with different ids for one change', async () => {
	await disturb({ kind: 'twin', types: ['product.created'] });
	await makeProducts(1);
	await settle();

	const [first, second] = local.receiver.received.map((one) => one.event);
	expect(first?.id).not.toBe(second?.id);
	expect(second).toMatchObject({ type: first?.type, data: first?.data });
	expect((await local.stripe.events.list()).data).toHaveLength(2);
});

test('one event gets a twin when told', async () => {
	await makeProducts(1);
	const [event] = (await local.stripe.events.list()).data;

	const { event: twin } = await local.command<{ event: { id: string } }>(`events/${event?.id}/twin`);
	await settle();

	expect(local.receiver.received.map((one) => one.event.id)).toEqual([event?.id, twin.id]);
});

test('an event is resent several times at once', async () => {
	await makeProducts(1);
	await settle();
	const [event] = (await local.stripe.events.list()).data;

	await local.command(`events/${event?.id}/resend`, { times: 3 });
	await settle();

	expect(local.receiver.received.map((one) => one.event.id)).toEqual(Array(4).fill(event?.id));
});

test('shuffled deliveries all arrive, in an order of their own', async () => {
	await disturb({ kind: 'shuffle', milliseconds: 300, seed: '7' });
	const made = await makeProducts(12);
	await settle();

	expect([...names()].sort()).toEqual([...made].sort());
	expect(names()).not.toEqual(made);
});

test('a delayed delivery is overtaken, and is due when the clock has passed it', async () => {
	await disturb({ kind: 'delay', milliseconds: 3_600_000, times: 1 });
	const [slow, quick] = await makeProducts(2);
	await until(() => local.receiver.received.length === 1);
	expect(await counts()).toMatchObject({ pending: 1 });

	await local.command('clock', { advanceSeconds: 3600 });
	await settle();

	expect(names()).toEqual([quick, slow]);
});

describe('a seed', () => {
	async function droppedWith(seed: string): Promise<unknown[]> {
		local.receiver.received.length = 0;
		await fetch(`${local.emulator.url}/_control/disturbances`, { method: 'DELETE' });
		await disturb({ kind: 'drop', probability: 0.5, seed });
		await makeProducts(16);
		await settle();
		return names().sort();
	}

	test('gives the same disturbances again, another seed gives others', async () => {
		const first = await droppedWith('a');
		const again = await droppedWith('a');
		const other = await droppedWith('b');

		expect(first.length).toBeGreaterThan(0);
		expect(first.length).toBeLessThan(16);
		expect(again).toEqual(first);
		expect(other).not.toEqual(first);
	});

	test('gives the same order to what was held', async () => {
		const orders: unknown[][] = [];
		await local.command('deliveries', { concurrency: 1 });
		for (const seed of ['a', 'a', 'b']) {
			local.receiver.received.length = 0;
			await local.command('deliveries/hold');
			await makeProducts(10);
			await local.command('deliveries/release', { order: 'shuffled', seed });
			await settle();
			orders.push(names());
		}

		expect(orders[1]).toEqual(orders[0]);
		expect(orders[2]).not.toEqual(orders[0]);
		expect([...(orders[2] ?? [])].sort()).toEqual([...(orders[0] ?? [])].sort());
	});
});

describe('deliveries that are held', () => {
	test('wait until they are released, in the order in which they were made', async () => {
		await local.command('deliveries', { concurrency: 1 });
		await local.command('deliveries/hold');
		const made = await makeProducts(4);
		expect(await counts()).toMatchObject({ held: true, pending: 4 });
		expect((await local.control('deliveries/settle')).status).toBe(400);
		expect(local.receiver.received).toEqual([]);

		await local.command('deliveries/release');
		await settle();

		expect(names()).toEqual(made);
	});

	test('can be released last first', async () => {
		await local.command('deliveries', { concurrency: 1 });
		await local.command('deliveries/hold');
		const made = await makeProducts(4);

		await local.command('deliveries/release', { order: 'reversed' });
		await settle();

		expect(names()).toEqual(made.reverse());
	});
});

test('who waits for the deliveries hears when one cannot be made in time', async () => {
	local.receiver.answers.push(...Array<number>(500).fill(500));
	await makeProducts(1);

	const answer = await local.control('deliveries/settle', { timeoutSeconds: 0.2 });

	expect(answer.status).toBe(408);
	expect(await answer.text()).toContain('1 deliveries');
});

test('no more deliveries are under way at once than the limit', async () => {
	let open: () => void = () => undefined;
	local.receiver.gate = new Promise((resolve) => (open = resolve));
	await local.command('deliveries', { concurrency: 2 });
	await makeProducts(5);
	await until(() => local.receiver.received.length === 2);
	// A third would have come by the time that two more calls are answered.
	await local.stripe.products.list();
	await local.stripe.products.list();
	expect(local.receiver.received).toHaveLength(2);

	open();
	await settle();

	expect(local.receiver.received).toHaveLength(5);
});

test('disturbances are listed, and those that there are not are refused', async () => {
	await disturb({ kind: 'drop', types: ['refund.*'], times: 2 });

	const list = (await (await fetch(`${local.emulator.url}/_control/disturbances`)).json()) as object;

	expect(list).toMatchObject({ disturbances: [{ kind: 'drop', types: ['refund.*'], times: 2 }] });
	for (const wrong of [
		{},
		{ kind: 'flood' },
		{ kind: 'drop', probability: 2 },
		{ kind: 'drop', often: 1 },
	]) {
		expect((await local.control('disturbances', wrong)).status).toBe(400);
	}
});
