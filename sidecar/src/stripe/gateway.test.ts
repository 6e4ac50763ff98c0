import nock from 'nock';
import { paidIntent, stripePrice, stripeSession } from '../../test/stripe-objects';
import { STRIPE, stripeCall } from '../../test/stripe-replies';
import { systemClock } from '../clock';
import { StripeFailure } from './failure';
import { createStripeGateway, isSessionId } from './gateway';

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
	const open = nock.pendingMocks();
	nock.cleanAll();
	expect(open).toEqual([]);
});
afterAll(() => nock.restore());

const SECRET_KEY = 'sk_test_0123456789';
const connect = (overrides: { secretKey?: string; apiUrl?: URL } = {}) =>
	createStripeGateway(
		{ secretKey: SECRET_KEY, webhookSecrets: ['whsec_1'], apiUrl: null, ...overrides },
		'0.1.0',
		systemClock,
	);
const gateway = connect();

const SESSION_ID = 'cs_test_a1B2c3D4e5F6g7H8i9J0';
const REFERENCE = '6f0e1a0e-4a53-4f0a-9b1d-3a6f2f3c1d11';
const purchase = {
	priceId: 'price_1',
	reference: REFERENCE,
	siteUrl: 'https://school.example.test',
	successUrl: 'https://school.example.test/your-enrollment/?session_id={CHECKOUT_SESSION_ID}',
	cancelUrl: 'https://school.example.test/course/?a=1&b=2',
	customerEmail: 'zoe@example.test',
	expiresAt: 1_800_000_000,
};

const sessionForm = {
	mode: 'payment',
	'line_items[0][price]': 'price_1',
	'line_items[0][quantity]': '1',
	client_reference_id: REFERENCE,
	success_url: 'https://school.example.test/your-enrollment/?session_id={CHECKOUT_SESSION_ID}',
	cancel_url: 'https://school.example.test/course/?a=1&b=2',
	expires_at: '1800000000',
	allow_promotion_codes: 'true',
	'metadata[app]': 'cohort-enrollment',
	'metadata[site]': 'https://school.example.test',
	'metadata[checkout_id]': REFERENCE,
	'payment_intent_data[metadata][app]': 'cohort-enrollment',
	'payment_intent_data[metadata][site]': 'https://school.example.test',
	'payment_intent_data[metadata][checkout_id]': REFERENCE,
	'expand[0]': 'payment_intent.latest_charge',
	customer_email: 'zoe@example.test',
};

const failureOf = async (call: Promise<unknown>): Promise<StripeFailure> => {
	const error: unknown = await call.then(
		() => undefined,
		(cause: unknown) => cause,
	);
	expect(error).toBeInstanceOf(StripeFailure);
	return error as StripeFailure;
};

const connectionError = (code: string): Error => Object.assign(new Error('socket'), { code });

/** Bodies are compared as the decoded form, in any order, with nothing beside it. */
const formOf = (body: unknown): Record<string, string> =>
	Object.fromEntries(new URLSearchParams(body as string));

const record = (path: string, reply: Record<string, unknown>) => {
	const calls: { form: Record<string, string>; headers: Record<string, string> }[] = [];
	nock(STRIPE)
		.post(path)
		.reply(function answer(_uri, body) {
			calls.push({
				form: formOf(typeof body === 'string' ? body : new URLSearchParams(body as never).toString()),
				headers: this.req.headers,
			});
			return [200, reply];
		});
	return calls;
};

describe('creating a Checkout Session', () => {
	test('sends exactly what was decided, under our own idempotency key', async () => {
		const calls = record('/v1/checkout/sessions', stripeSession({ client_reference_id: REFERENCE }));
		await gateway.createSession(purchase, `co:${REFERENCE}:1`);
		expect(calls).toEqual([
			{
				form: sessionForm,
				headers: expect.objectContaining({
					'idempotency-key': `co:${REFERENCE}:1`,
					authorization: `Bearer ${SECRET_KEY}`,
					'content-type': 'application/x-www-form-urlencoded',
				}),
			},
		]);
	});

	test('leaves the address out when there is none', async () => {
		const calls = record('/v1/checkout/sessions', stripeSession());
		await gateway.createSession({ ...purchase, customerEmail: null }, 'co:1');
		expect({ ...calls[0]?.form, customer_email: sessionForm.customer_email }).toEqual(sessionForm);
		expect(calls[0]?.form).not.toHaveProperty('customer_email');
	});

	test('sends the same bytes and the same key when the first try got no answer', async () => {
		const sent: unknown[] = [];
		const sameCall = () =>
			nock(STRIPE, { reqheaders: { 'idempotency-key': 'co:1' } }).post(
				'/v1/checkout/sessions',
				(body) => sent.push(body) > 0,
			);
		sameCall().replyWithError(connectionError('ECONNRESET'));
		sameCall().reply(200, stripeSession());
		await gateway.createSession(purchase, 'co:1');
		expect(sent[0]).toMatchObject({ client_reference_id: REFERENCE });
		expect(sent.at(-1)).toEqual(sent[0]);
	});

	test('understands what Stripe created', async () => {
		record('/v1/checkout/sessions', stripeSession({ client_reference_id: REFERENCE }));
		expect(await gateway.createSession(purchase, 'co:1')).toEqual({
			id: SESSION_ID,
			livemode: false,
			status: 'open',
			paymentStatus: 'unpaid',
			mode: 'payment',
			url: `https://checkout.stripe.com/c/pay/${SESSION_ID}`,
			expiresAt: new Date(1_800_000_000_000),
			clientReferenceId: REFERENCE,
			metadata: {
				app: 'cohort-enrollment',
				site: 'https://school.example.test',
				checkout_id: REFERENCE,
			},
			amountSubtotal: 49_000,
			currency: 'eur',
			payment: null,
		});
	});
});

describe('reading and ending a Checkout Session', () => {
	test('asks for the payment and its charge with it', async () => {
		stripeCall('GET', `/v1/checkout/sessions/${SESSION_ID}?expand[0]=payment_intent.latest_charge`).reply(
			200,
			stripeSession({ status: 'complete', payment_status: 'paid', payment_intent: paidIntent() }),
		);
		expect(await gateway.retrieveSession(SESSION_ID)).toMatchObject({
			status: 'complete',
			paymentStatus: 'paid',
			payment: {
				intentId: 'pi_paid',
				status: 'succeeded',
				charge: { amount: 49_000, amountRefunded: 0, refunded: false, disputed: false },
			},
		});
	});

	test('passes on values that it does not know as they are', async () => {
		const odd = stripeSession({ status: 'paused', payment_status: 'half_paid', payment_intent: null });
		stripeCall('GET', /sessions/).reply(200, odd);
		expect(await gateway.retrieveSession(SESSION_ID)).toMatchObject({
			status: 'paused',
			paymentStatus: 'half_paid',
		});
	});

	test('ends a session by its id', async () => {
		stripeCall('POST', `/v1/checkout/sessions/${SESSION_ID}/expire`).reply(
			200,
			stripeSession({ status: 'expired' }),
		);
		await gateway.expireSession(SESSION_ID);
	});

	test.each([
		'',
		' ',
		'.',
		'..',
		'cs_test_',
		'cs_test_short',
		'cs_prod_a1B2c3D4e5F6g7H8i9J0',
		`${SESSION_ID}/expire`,
		`${SESSION_ID}?x=y`,
		`${SESSION_ID}\n`,
		` ${SESSION_ID}`,
		SESSION_ID.toUpperCase(),
		`cs_test_${'a'.repeat(201)}`,
	])('an id of %j never reaches Stripe', async (id) => {
		expect(isSessionId(id)).toBe(false);
		// nock answers nothing here: a call would be `unreachable`.
		expect((await failureOf(gateway.retrieveSession(id))).kind).toBe('not_found');
		expect((await failureOf(gateway.expireSession(id))).kind).toBe('not_found');
	});
});

describe('refunds', () => {
	const refund = {
		id: 're_1',
		object: 'refund',
		status: 'pending',
		amount: 49_000,
		payment_intent: 'pi_1',
		metadata: { checkout_id: REFERENCE, reason: 'cohort_full' },
	};
	const known = {
		id: 're_1',
		status: 'pending',
		amount: 49_000,
		paymentIntentId: 'pi_1',
		checkoutReference: REFERENCE,
	};
	const order = { paymentIntentId: 'pi_1', amount: null, reference: REFERENCE, reason: 'cohort_full' };

	test.each<[string, object, Record<string, string>]>([
		['all that was paid', {}, { reason: 'requested_by_customer', 'metadata[reason]': 'cohort_full' }],
		[
			'a part',
			{ amount: 1_250 },
			{ amount: '1250', reason: 'requested_by_customer', 'metadata[reason]': 'cohort_full' },
		],
		[
			'a second payment for the same course',
			{ reason: 'already_enrolled' },
			{ reason: 'duplicate', 'metadata[reason]': 'already_enrolled' },
		],
	])('%s go out with our reason and our idempotency key', async (_, change, form) => {
		const calls = record('/v1/refunds', refund);
		expect(await gateway.createRefund({ ...order, ...change }, `rf:${REFERENCE}:1`)).toEqual(known);
		expect(calls).toEqual([
			{
				form: { payment_intent: 'pi_1', 'metadata[checkout_id]': REFERENCE, ...form },
				headers: expect.objectContaining({ 'idempotency-key': `rf:${REFERENCE}:1` }),
			},
		]);
	});

	test('one is read by its id', async () => {
		stripeCall('GET', '/v1/refunds/re_1').reply(200, refund);
		expect(await gateway.retrieveRefund('re_1')).toEqual(known);
	});

	test('those of a payment are listed, also those that somebody made by hand', async () => {
		stripeCall('GET', '/v1/refunds?payment_intent=pi_1&limit=100').reply(200, {
			object: 'list',
			has_more: false,
			data: [
				refund,
				{ ...refund, id: 're_2', status: null, metadata: null, payment_intent: { id: 'pi_1' } },
			],
		});
		expect(await gateway.listRefunds('pi_1')).toEqual([
			known,
			{ ...known, id: 're_2', checkoutReference: null },
		]);
	});
});

describe('prices', () => {
	const known = {
		id: 'price_1',
		livemode: false,
		active: true,
		product: { id: 'prod_1', name: 'Größe 1', active: true },
		nickname: null,
		type: 'one_time',
		billingScheme: 'per_unit',
		inPacks: false,
		customAmount: false,
		unitAmount: 49_000,
		currency: 'eur',
		otherCurrencies: [],
	};
	const read = async (overrides: Record<string, unknown>) => {
		stripeCall('GET', /^\/v1\/prices\/price_1/).reply(200, stripePrice(overrides));
		return gateway.retrievePrice('price_1');
	};

	test('one is created with its product', async () => {
		const calls = record('/v1/prices', stripePrice());
		const price = { name: 'Größe 1', amount: 49_000, currency: 'eur' };
		expect(await gateway.createPrice(price, 'price:1')).toEqual(known);
		expect(calls).toEqual([
			{
				form: {
					currency: 'eur',
					unit_amount: '49000',
					'product_data[name]': 'Größe 1',
					'expand[0]': 'product',
					'expand[1]': 'currency_options',
				},
				headers: expect.objectContaining({ 'idempotency-key': 'price:1' }),
			},
		]);
	});

	test('one is read with its product and its other currencies', async () => {
		stripeCall('GET', '/v1/prices/price_1?expand[0]=product&expand[1]=currency_options').reply(
			200,
			stripePrice({ currency_options: { usd: {}, eur: {}, gbp: {} } }),
		);
		expect(await gateway.retrievePrice('price_1')).toEqual({ ...known, otherCurrencies: ['usd', 'gbp'] });
	});

	test.each<[string, Record<string, unknown>, object]>([
		['in packs', { transform_quantity: { divide_by: 10, round: 'up' } }, { inPacks: true }],
		[
			'at what the customer says',
			{ unit_amount: null, custom_unit_amount: { minimum: 500, maximum: null, preset: null } },
			{ customAmount: true, unitAmount: null },
		],
		['by tiers', { billing_scheme: 'tiered', unit_amount: null }, { billingScheme: 'tiered' }],
		['for real money', { livemode: true }, { livemode: true }],
		['no longer', { active: false }, { active: false }],
		['with a nickname', { nickname: 'Early bird' }, { nickname: 'Early bird' }],
		['every month', { type: 'recurring' }, { type: 'recurring' }],
	])('one that sells %s is told as that', async (_, overrides, told) => {
		expect(await read(overrides)).toMatchObject(told);
	});

	test.each<[string, unknown]>([
		['was deleted', { id: 'prod_1', object: 'product', deleted: true }],
		['is not told', 'prod_1'],
	])('one whose product %s counts as one whose product is archived', async (_, product) => {
		expect(await read({ product })).toMatchObject({ product: { id: 'prod_1', name: '', active: false } });
	});

	test.each(['', 'prod_1', 'price_', 'price_1/x', 'price_1?x=y', 'price_1\n', '../charges'])(
		'an id of %j never reaches Stripe',
		async (id) => {
			expect((await failureOf(gateway.retrievePrice(id))).kind).toBe('not_found');
			expect((await failureOf(gateway.listPrices(id))).kind).toBe('not_found');
		},
	);

	test('those that are active and paid once are listed page by page', async () => {
		const path =
			'/v1/prices?active=true&type=one_time&limit=100&expand[0]=data.product&expand[1]=data.currency_options';
		const page = (has_more: boolean, ...ids: string[]) => ({
			object: 'list',
			has_more,
			data: ids.map((id) => stripePrice({ id })),
		});
		stripeCall('GET', path).reply(200, page(true, 'price_3', 'price_2'));
		stripeCall('GET', `${path}&starting_after=price_2`).reply(200, page(false, 'price_1'));
		const first = await gateway.listPrices(null);
		expect([first.prices.map(({ id }) => id), first.next]).toEqual([['price_3', 'price_2'], 'price_2']);
		expect(await gateway.listPrices(first.next)).toEqual({ prices: [known], next: null });
	});

	test('an account without any has an empty page', async () => {
		stripeCall('GET', /prices/).reply(200, { object: 'list', has_more: false, data: [] });
		expect(await gateway.listPrices(null)).toEqual({ prices: [], next: null });
	});
});

test.each([
	['sk_test_1', false],
	['rk_test_1', false],
	['sk_live_1', true],
	['rk_live_1', true],
])('%s moves real money: %s', (secretKey, livemode) => {
	expect(connect({ secretKey }).livemode).toBe(livemode);
});

test('a local Stripe is spoken to at its own address', async () => {
	nock('http://127.0.0.1:12111').get('/v1/prices?limit=1').reply(200, { object: 'list', data: [] });
	await connect({ apiUrl: new URL('http://127.0.0.1:12111') }).ping();
});

describe('a payment by itself', () => {
	test('is read with its charge and with what we wrote on it', async () => {
		const intent = {
			...paidIntent('pi_1'),
			livemode: false,
			metadata: {
				app: 'cohort-enrollment',
				site: 'https://school.example.test',
				checkout_id: REFERENCE,
			},
		};
		stripeCall('GET', '/v1/payment_intents/pi_1?expand[0]=latest_charge').reply(200, intent);
		expect(await gateway.retrievePayment('pi_1')).toMatchObject({
			intentId: 'pi_1',
			livemode: false,
			metadata: { app: 'cohort-enrollment', site: 'https://school.example.test' },
			checkoutReference: REFERENCE,
			charge: { amount: 49_000, refunded: false },
		});
	});

	test.each([
		['charge', 'ch_1', 'charges'],
		['charge', 'py_1', 'charges'],
		['refund', 're_1', 'refunds'],
		['refund', 'pyr_1', 'refunds'],
		['dispute', 'du_1', 'disputes'],
		['dispute', 'dp_1', 'disputes'],
	] as const)('is found by a %s called %s', async (object, id, path) => {
		stripeCall('GET', `/v1/${path}/${id}`).reply(200, { id, object, payment_intent: 'pi_1' });
		expect(await gateway.retrievePaymentId(object, id)).toBe('pi_1');
	});

	test('of an object that has none is null', async () => {
		stripeCall('GET', '/v1/charges/ch_1').reply(200, {
			id: 'ch_1',
			object: 'charge',
			payment_intent: null,
		});
		expect(await gateway.retrievePaymentId('charge', 'ch_1')).toBeNull();
	});

	test('lists its disputes', async () => {
		const dispute = {
			id: 'du_1',
			object: 'dispute',
			amount: 5,
			status: 'lost',
			payment_intent: 'pi_1',
			balance_transactions: [{ amount: -5 }, { amount: 5 }, { amount: -5 }],
		};
		stripeCall('GET', '/v1/disputes?payment_intent=pi_1&limit=100').reply(200, {
			object: 'list',
			data: [dispute],
			has_more: false,
		});
		expect(await gateway.listDisputes('pi_1')).toEqual([
			{ id: 'du_1', status: 'lost', paymentIntentId: 'pi_1', amount: 5, withdrawn: 5 },
		]);
	});
});
