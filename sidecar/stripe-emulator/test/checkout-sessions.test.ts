import {
	CANCEL_URL,
	SUCCESS_URL,
	eventsOf,
	openSession,
	paidSession,
	payWith,
	startLocalStripe,
	type LocalStripe,
} from './support/local-stripe';

let local: LocalStripe;
beforeAll(async () => {
	local = await startLocalStripe();
});
afterAll(() => local.close());
afterEach(() => {
	local.clock.ahead = 0;
});

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

test('a new session carries what it was made with and leads to the pay page', async () => {
	const session = await openSession(local.stripe, { expires_at: nowSeconds() + 32 * 60 });

	expect(session.id).toMatch(/^cs_test_[A-Za-z0-9]{40,}$/);
	expect(session).toMatchObject({
		object: 'checkout.session',
		livemode: false,
		status: 'open',
		payment_status: 'unpaid',
		mode: 'payment',
		ui_mode: 'hosted_page',
		amount_subtotal: 19_900,
		amount_total: 19_900,
		currency: 'eur',
		success_url: SUCCESS_URL,
		cancel_url: CANCEL_URL,
		customer_email: 'student@example.test',
		client_reference_id: 'checkout-1',
		metadata: { app: 'cohort-enrollment', checkout_id: '1' },
		payment_intent: null,
		url: `${local.emulator.url}/pay/${session.id}`,
	});
	expect(session.expires_at - session.created).toBeGreaterThan(31 * 60);
});

test('a paid session shows its payment and its line items when asked to expand them', async () => {
	const { id } = await paidSession(local);

	const session = await local.stripe.checkout.sessions.retrieve(id, {
		expand: ['payment_intent.latest_charge', 'line_items'],
	});

	expect(session).toMatchObject({
		status: 'complete',
		payment_status: 'paid',
		url: null,
		customer_details: { email: 'student@example.test' },
		payment_intent: {
			object: 'payment_intent',
			status: 'succeeded',
			amount_received: 19_900,
			metadata: { app: 'cohort-enrollment', checkout_id: '1' },
			latest_charge: { object: 'charge', paid: true, refunded: false, disputed: false },
		},
		line_items: { data: [{ description: 'Spring cohort', quantity: 1, amount_total: 19_900 }] },
	});
});

test('a session can be sold from price_data and sums up its items', async () => {
	const session = await local.stripe.checkout.sessions.create({
		mode: 'payment',
		success_url: SUCCESS_URL,
		line_items: [
			{
				quantity: 2,
				price_data: { currency: 'EUR', unit_amount: 150, product_data: { name: 'Book' } },
			},
			{
				quantity: 1,
				price_data: { currency: 'eur', unit_amount: 1000, product_data: { name: 'Course' } },
			},
		],
	});
	const items = await local.stripe.checkout.sessions.listLineItems(session.id, { limit: 1 });

	expect(session.amount_total).toBe(1300);
	expect(items).toMatchObject({ has_more: true, data: [{ description: 'Book', amount_total: 300 }] });
});

describe('keys', () => {
	test('a live key is refused with 401', async () => {
		await expect(
			local.stripe.products.list({}, { apiKey: 'sk_live_realbusiness' }),
		).rejects.toMatchObject({
			type: 'StripeAuthenticationError',
			statusCode: 401,
		});
	});

	test('no key is refused with 401, in the shape of any error', async () => {
		const response = await fetch(`${local.emulator.url}/v1/products`);

		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
	});
});

test('an answer names its request, its version and its time', async () => {
	const product = await local.stripe.products.create(
		{ name: 'Course' },
		{ idempotencyKey: 'names-its-request' },
	);

	expect(product.lastResponse.requestId).toMatch(/^req_\w{14}$/);
	expect(product.lastResponse.headers).toMatchObject({
		'stripe-version': '2026-10-28.endive',
		'idempotency-key': 'names-its-request',
	});
	expect(Date.parse(product.lastResponse.headers['date'] ?? '')).not.toBeNaN();
});

test('an unknown session is 404 resource_missing, an unknown address 404', async () => {
	await expect(local.stripe.checkout.sessions.retrieve('cs_test_unknown00000')).rejects.toMatchObject({
		statusCode: 404,
		code: 'resource_missing',
		message: "No such checkout.session: 'cs_test_unknown00000'",
	});
	await expect(local.stripe.balance.retrieve()).rejects.toMatchObject({ statusCode: 404 });
});

test('a property that leads nowhere cannot be expanded', async () => {
	const { id } = await openSession(local.stripe);

	for (const path of ['nonsense', 'success_url']) {
		await expect(local.stripe.checkout.sessions.retrieve(id, { expand: [path] })).rejects.toMatchObject({
			statusCode: 400,
			param: 'expand',
		});
	}
});

test('retrieving an empty id lists, as it does with Stripe', async () => {
	const list = (await local.stripe.checkout.sessions.retrieve('')) as unknown as { object: string };

	expect(list.object).toBe('list');
});

describe('expiry', () => {
	test('an open session can be expired once, tells the shop, and its page is closed', async () => {
		const { id } = await openSession(local.stripe);

		const expired = await local.stripe.checkout.sessions.expire(id);

		expect(expired).toMatchObject({ status: 'expired', payment_status: 'unpaid', url: null });
		await expect(local.stripe.checkout.sessions.expire(id)).rejects.toMatchObject({
			statusCode: 400,
			message:
				'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `expired`.',
		});
		const events = await eventsOf(local.receiver, 'checkout.session.expired');
		expect(events.filter(({ event }) => event.data.object['id'] === id)).toHaveLength(1);
	});

	test('a paid session cannot be expired', async () => {
		const { id } = await paidSession(local);

		await expect(local.stripe.checkout.sessions.expire(id)).rejects.toMatchObject({ statusCode: 400 });
	});

	test('a session past its time has expired when somebody looks, and cannot be paid', async () => {
		const { id } = await openSession(local.stripe, { expires_at: nowSeconds() + 30 * 60 });
		local.clock.ahead = 31 * 60 * 1000;

		const answer = await local.submit(id, payWith('card'));

		expect(answer.status).toBe(410);
		expect(await local.stripe.checkout.sessions.retrieve(id)).toMatchObject({
			status: 'expired',
			payment_intent: null,
		});
	});

	test('a session past its time expires by itself', async () => {
		const { id } = await openSession(local.stripe, { expires_at: nowSeconds() + 30 * 60 });
		const before = (await eventsOf(local.receiver, 'checkout.session.expired')).length;
		local.clock.ahead = 31 * 60 * 1000;

		const events = await eventsOf(local.receiver, 'checkout.session.expired', before + 1);

		expect(events.at(-1)?.event.data.object).toMatchObject({ id, status: 'expired' });
	});

	test('a payment that a declined card has begun is cancelled with its session', async () => {
		const { id } = await openSession(local.stripe);
		await local.submit(id, payWith('card_declined'));

		await local.stripe.checkout.sessions.expire(id);

		const session = await local.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
		expect(session.payment_intent).toMatchObject({ status: 'canceled', cancellation_reason: 'expired' });
	});
});

describe('lists', () => {
	test('run newest first, page by page, to the end', async () => {
		const mine = await startLocalStripe();
		try {
			const ids: string[] = [];
			for (let count = 0; count < 5; count += 1) ids.unshift((await openSession(mine.stripe)).id);
			const { sessions } = mine.stripe.checkout;

			const first = await sessions.list({ limit: 2 });
			const before = await sessions.list({ limit: 2, ending_before: ids[3] ?? '' });
			const all = await sessions.list({ limit: 2 }).autoPagingToArray({ limit: 100 });

			expect(first).toMatchObject({ has_more: true, url: '/v1/checkout/sessions' });
			expect(first.data.map((session) => session.id)).toEqual(ids.slice(0, 2));
			expect(before.data.map((session) => session.id)).toEqual(ids.slice(1, 3));
			expect(all.map((session) => session.id)).toEqual(ids);
		} finally {
			await mine.close();
		}
	});

	test('find the session of a payment, and those of a span of time', async () => {
		const paid = await paidSession(local);
		const intent = (paid.payment_intent as { id: string }).id;

		const found = await local.stripe.checkout.sessions.list({ payment_intent: intent });
		const later = await local.stripe.checkout.sessions.list({ created: { gt: nowSeconds() + 60 } });
		const until = await local.stripe.checkout.sessions.list({
			created: { lte: nowSeconds() },
			limit: 100,
		});

		expect(found.data.map((session) => session.id)).toEqual([paid.id]);
		expect(later.data).toEqual([]);
		expect(until.data.map((session) => session.id)).toContain(paid.id);
	});

	test('refuse a limit beyond 100 and a cursor that is not there', async () => {
		const { sessions } = local.stripe.checkout;

		await expect(sessions.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
		await expect(sessions.list({ starting_after: 'cs_test_no' })).rejects.toMatchObject({
			code: 'resource_missing',
			param: 'starting_after',
		});
	});
});
