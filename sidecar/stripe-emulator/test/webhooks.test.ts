import Stripe from 'stripe';
import { readConfig } from '../src/config';
import { startReceiver } from './support/receiver';
import {
	SECRETS,
	eventsOf,
	openSession,
	paidSession,
	startLocalStripe,
	until,
	type LocalStripe,
} from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const signatureOf = (received: { headers: Record<string, unknown> }): string =>
	String(received.headers['stripe-signature']);

test('an event is signed with each of two secrets, and stripe-node verifies either', async () => {
	await local.stripe.products.create({ name: 'Course' });
	const [sent] = await eventsOf(local.receiver, 'product.created');

	for (const secret of SECRETS) {
		const event = local.stripe.webhooks.constructEvent(sent?.body ?? '', signatureOf(sent!), secret);
		expect(event.id).toMatch(/^evt_\w{24}$/);
	}
	expect(signatureOf(sent!).match(/v1=[0-9a-f]{64}/g)).toHaveLength(2);
	expect(() =>
		local.stripe.webhooks.constructEvent(sent?.body ?? '', signatureOf(sent!), 'whsec_other'),
	).toThrow(Stripe.errors.StripeSignatureVerificationError);
});

test('an event has the envelope of Stripe and names the request that made it', async () => {
	const product = await local.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'key-1' });
	const [sent] = await eventsOf(local.receiver, 'product.created');

	expect(sent?.headers['content-type']).toContain('application/json');
	expect(JSON.parse(sent?.body ?? '')).toMatchObject({
		object: 'event',
		api_version: '2026-10-28.endive',
		livemode: false,
		pending_webhooks: 1,
		request: { id: product.lastResponse.requestId, idempotency_key: 'key-1' },
		data: { object: { id: product.id, object: 'product' } },
	});
});

test('an event keeps what was true when it happened', async () => {
	const session = await paidSession(local);
	await local.stripe.refunds.create({
		payment_intent: (session.payment_intent as Stripe.PaymentIntent).id,
	});

	const events = await local.stripe.events.list({ type: 'charge.succeeded' });

	expect(events.data[0]?.data.object).toMatchObject({ refunded: false, amount_refunded: 0 });
});

test('a delivery that fails is repeated with the same event and a fresh signature until it arrives', async () => {
	local.receiver.answers.push(500, 302);

	await local.stripe.products.create({ name: 'Course' });
	// Signatures count seconds: the next one must see another.
	await until(() => local.receiver.received.length === 1);
	local.clock.ahead = 5000;
	const sent = await eventsOf(local.receiver, 'product.created', 3);

	expect(new Set(sent.map((one) => one.event.id)).size).toBe(1);
	expect(signatureOf(sent[2]!)).not.toBe(signatureOf(sent[0]!));
	expect(() =>
		local.stripe.webhooks.constructEvent(sent[2]!.body, signatureOf(sent[2]!), SECRETS[0]!),
	).not.toThrow();
	await until(async () => (await local.stripe.events.retrieve(sent[0]!.event.id)).pending_webhooks === 0);
});

test('one delivery that gets no answer does not hold up the others', async () => {
	let open: () => void = () => undefined;
	local.receiver.gate = new Promise((resolve) => (open = resolve));

	await local.stripe.products.create({ name: 'Course' });
	await local.stripe.customers.create({ email: 'a@example.test' });

	await eventsOf(local.receiver, 'product.created');
	await eventsOf(local.receiver, 'customer.created');
	open();
});

test('an event that was delivered can be sent again', async () => {
	await local.stripe.products.create({ name: 'Course' });
	const [sent] = await eventsOf(local.receiver, 'product.created');

	const answer = await local.control(`events/${sent?.event.id}/resend`);

	expect(answer.status).toBe(200);
	const again = await eventsOf(local.receiver, 'product.created', 2);
	expect(again[1]?.event.id).toBe(sent?.event.id);
	expect((await local.control('events/evt_unknown/resend')).status).toBe(404);
});

test('an endpoint made by the API hears what it asked for, signed with its own secret', async () => {
	const other = await startReceiver();
	try {
		const endpoint = await local.stripe.webhookEndpoints.create({
			url: other.url,
			enabled_events: ['customer.created'],
		});
		await local.stripe.products.create({ name: 'Course' });
		await local.stripe.customers.create({ email: 'a@example.test' });
		const [sent] = await eventsOf(other, 'customer.created');

		expect(other.types()).toEqual(['customer.created']);
		expect(() =>
			local.stripe.webhooks.constructEvent(sent!.body, signatureOf(sent!), endpoint.secret ?? ''),
		).not.toThrow();
		const list = await local.stripe.webhookEndpoints.list();
		expect(list.data.map((one) => [one.url, one.secret])).toEqual([
			[other.url, undefined],
			[local.receiver.url, undefined],
		]);
	} finally {
		await other.close();
	}
});

test('events are found by type, by kind and by whether they arrived', async () => {
	await openSession(local.stripe);
	await eventsOf(local.receiver, 'price.created');
	local.receiver.answers.push(500, 500, 500, 500, 500, 500, 500, 500);
	await local.stripe.customers.create({ email: 'a@example.test' });
	const types = (list: Stripe.ApiList<Stripe.Event>) => list.data.map((event) => event.type);

	const exact = await local.stripe.events.list({ type: 'price.created' });
	const kind = await local.stripe.events.list({ type: 'customer.*' });
	const several = await local.stripe.events.list({ types: ['price.created', 'customer.created'] });
	const open = await local.stripe.events.list({ delivery_success: false });

	expect(types(exact)).toEqual(['price.created']);
	expect(types(kind)).toEqual(['customer.created']);
	expect(types(several)).toEqual(['customer.created', 'price.created']);
	expect(types(open)).toEqual(['customer.created']);
});

test('the dashboard shows what became of each event', async () => {
	local.receiver.answers.push(503, 503, 503, 503, 503, 503, 503, 503);
	await local.stripe.customers.create({ email: 'a@example.test' });
	await eventsOf(local.receiver, 'customer.created', 2);

	const text = await (await fetch(local.emulator.url)).text();

	expect(text).toContain('customer.created');
	expect(text).toMatch(/\d+ tr(y|ies), HTTP 503/);
	expect(text).toContain(local.receiver.url);
});

describe('configuration', () => {
	test('reads addresses, one or two secrets, and takes empty values as absent', () => {
		const config = readConfig({
			PORT: '1234',
			WEBHOOK_URL: 'http://127.0.0.1:8787/webhooks/stripe',
			WEBHOOK_SECRETS: 'whsec_a, whsec_b',
			DATA_FILE: '',
		});

		expect(config).toMatchObject({
			host: '127.0.0.1',
			port: 1234,
			webhook: { url: 'http://127.0.0.1:8787/webhooks/stripe', secrets: ['whsec_a', 'whsec_b'] },
			dataFile: null,
		});
	});

	test('refuses other addresses than loopback, but for a network of containers', () => {
		expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/loopback/);
		expect(() => readConfig({ HOST: '0.0.0.0', ALLOW_NON_LOOPBACK: 'yes' })).toThrow(
			/ALLOW_NON_LOOPBACK/,
		);
		expect(readConfig({ HOST: '0.0.0.0', ALLOW_NON_LOOPBACK: 'container' }).host).toBe('0.0.0.0');
	});

	test('lists everything that is wrong at once', () => {
		const wrong = { PORT: 'x', WEBHOOK_URL: 'ftp://shop', WEBHOOK_SECRETS: 'a,b,c', LOG_LEVEL: 'loud' };

		expect(() => readConfig(wrong)).toThrow(/PORT[^]*WEBHOOK_URL[^]*WEBHOOK_SECRETS[^]*LOG_LEVEL/);
		expect(() => readConfig({ WEBHOOK_URL: 'http://127.0.0.1/' })).toThrow(/WEBHOOK_SECRETS/);
	});
});
