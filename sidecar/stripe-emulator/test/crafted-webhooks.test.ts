import { SECRETS, eventsOf, startLocalStripe, until, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

/** Not by constructEvent, which looks at the event too. */
const verifies = ({ body, headers }: { body: string; headers: object }, secret: string): boolean => {
	try {
		const header = String((headers as Record<string, unknown>)['stripe-signature']);
		return local.stripe.webhooks.signature?.verifyHeader(body, header, secret, 300) === true;
	} catch {
		return false;
	}
};

const send = (body: object) => local.command<{ status: number; body: string }>('webhook', body);

test.each([
	['null', { json: null }, 'null'],
	['an array', { json: [1] }, '[\n  1\n]'],
	['a thin event', { json: { object: 'v2.core.event' } }, '{\n  "object": "v2.core.event"\n}'],
	['the very bytes of a text', { text: '{"a":  1}' }, '{"a":  1}'],
])('%s arrives as it is, rightly signed', async (_what, crafted, bytes) => {
	local.receiver.answers.push(400);

	const answer = await send(crafted);

	const [sent] = local.receiver.received;
	expect(answer.status).toBe(400);
	expect(sent?.body).toBe(bytes);
	expect(verifies(sent!, SECRETS[0]!)).toBe(true);
});

test('an event of the account can be sent as one of live mode, or of a connected account', async () => {
	await local.stripe.products.create({ name: 'Course' });
	const [made] = await eventsOf(local.receiver, 'product.created');

	await send({ event: made?.event.id, change: { livemode: true, account: 'acct_1', id: 'evt_other' } });

	const sent = local.receiver.received.at(-1)!;
	expect(JSON.parse(sent.body)).toMatchObject({
		id: 'evt_other',
		livemode: true,
		account: 'acct_1',
		type: 'product.created',
	});
	expect(verifies(sent, SECRETS[0]!)).toBe(true);
	expect((await local.stripe.events.list()).data).toHaveLength(1);
});

test('a signature can be of another time or secret, and other headers can be sent along', async () => {
	await send({ json: {}, secondsAhead: -600 });
	await send({ json: {}, secrets: ['whsec_wrong'] });
	await send({ json: {}, headers: { 'stripe-signature': 'nonsense', 'x-more': 'yes' } });

	const [old, wrong, none] = local.receiver.received;
	for (const one of [old, wrong, none]) expect(verifies(one!, SECRETS[0]!)).toBe(false);
	expect(verifies(wrong!, 'whsec_wrong')).toBe(true);
	expect(none?.headers).toMatchObject({ 'x-more': 'yes', 'stripe-signature': 'nonsense' });
});

test('during a rotation events are signed with both secrets, after it with the new one', async () => {
	const signedBy = async (secrets: string[]): Promise<boolean[]> => {
		await local.command('secrets', { secrets });
		const before = local.receiver.received.length;
		await local.stripe.products.create({ name: 'Course' });
		await until(() => local.receiver.received.length > before);
		return ['whsec_old', 'whsec_next'].map((secret) =>
			verifies(local.receiver.received[before]!, secret),
		);
	};

	expect(await signedBy(['whsec_old'])).toEqual([true, false]);
	expect(await signedBy(['whsec_next', 'whsec_old'])).toEqual([true, true]);
	expect(await signedBy(['whsec_next'])).toEqual([false, true]);
});

test('what cannot be sent is refused in words', async () => {
	for (const wrong of [
		{},
		{ json: 1, text: '1' },
		{ event: 'evt_unknown' },
		{ json: 1, endpoint: 'we_x' },
	]) {
		expect((await local.control('webhook', wrong)).ok).toBe(false);
	}
	expect((await local.control('secrets', { secrets: [] })).status).toBe(400);
	expect((await local.control('secrets', { secrets: ['a'], endpoint: 'we_x' })).status).toBe(400);
	expect(local.receiver.received).toEqual([]);
});
