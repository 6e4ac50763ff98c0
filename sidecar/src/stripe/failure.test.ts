import nock from 'nock';
import { stripeError, stripeSession } from '../../test/stripe-objects';
import { STRIPE, stripeCall } from '../../test/stripe-replies';
import { systemClock } from '../clock';
import { StripeFailure, type StripeFailureKind } from './failure';
import { createStripeGateway } from './gateway';

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

const gateway = createStripeGateway(
	{ secretKey: 'sk_test_0123456789', webhookSecrets: ['whsec_1'], apiUrl: null },
	'0.1.0',
	systemClock,
);

const SESSION_ID = 'cs_test_a1B2c3D4e5F6g7H8i9J0';
const REFUND = { paymentIntentId: 'pi_1', amount: null, reference: 'r', reason: 'cohort_full' };

const failureOf = async (call: Promise<unknown>): Promise<StripeFailure> => {
	const error: unknown = await call.then(
		() => undefined,
		(cause: unknown) => cause,
	);
	expect(error).toBeInstanceOf(StripeFailure);
	return error as StripeFailure;
};

/** Stripe says itself whether a repetition makes sense; without this every case would wait for three tries. */
const NO_RETRY = { 'stripe-should-retry': 'false' };

describe('each "no" of Stripe has its kind', () => {
	test.each<[number, object, StripeFailureKind]>([
		[400, stripeError({ code: 'charge_already_refunded' }), 'refused'],
		[402, stripeError({ type: 'card_error', code: 'card_declined' }), 'refused'],
		[401, stripeError({ message: 'Invalid API Key provided: sk_test_***' }), 'unauthorized'],
		[403, stripeError({ type: 'invalid_request_error', code: 'permission' }), 'unauthorized'],
		[404, stripeError({ code: 'resource_missing', param: 'id' }), 'not_found'],
		[409, stripeError({ type: 'idempotency_error', code: 'idempotency_key_in_use' }), 'busy'],
		[429, stripeError({ code: 'rate_limit' }), 'rate_limited'],
		[500, stripeError({ type: 'api_error' }), 'server_error'],
		[503, stripeError({ type: 'api_error' }), 'server_error'],
		[418, stripeError({ type: 'brand_new_error' }), 'refused'],
	])('%i is %s', async (status, body, kind) => {
		stripeCall('GET', /sessions/).reply(status, body, NO_RETRY);
		expect((await failureOf(gateway.retrieveSession(SESSION_ID))).kind).toBe(kind);
	});

	test('the same key with other parameters is our bug and final, although the status is 400', async () => {
		stripeCall('POST', '/v1/refunds').reply(400, stripeError({ type: 'idempotency_error' }), NO_RETRY);
		expect((await failureOf(gateway.createRefund(REFUND, 'rf:1'))).kind).toBe('refused');
	});

	test('code and parameter come along, so that the caller can branch on them', async () => {
		stripeCall('POST', '/v1/checkout/sessions').reply(
			400,
			stripeError({ code: 'resource_missing', param: 'line_items[0][price]' }),
		);
		const purchase = {
			priceId: 'price_gone',
			reference: 'r',
			siteUrl: 'https://school.example.test',
			successUrl: 'https://school.example.test/',
			cancelUrl: 'https://school.example.test/',
			customerEmail: null,
			expiresAt: 1_800_000_000,
		};
		expect(await failureOf(gateway.createSession(purchase, 'co:1'))).toMatchObject({
			kind: 'refused',
			code: 'resource_missing',
			param: 'line_items[0][price]',
		});
	});
});

test('case 36: a rate limit is not repeated at once by the SDK: whoever asked waits as long as it wants', async () => {
	const calls = nock(STRIPE)
		.post('/v1/refunds')
		.times(2)
		.reply(429, stripeError({ code: 'rate_limit' }));
	expect((await failureOf(gateway.createRefund(REFUND, 'rf:1'))).kind).toBe('rate_limited');
	expect(calls.pendingMocks()).toHaveLength(1);
});

describe('no answer means that the outcome is unknown', () => {
	test.each(['ECONNRESET', 'ETIMEDOUT'])('%s', async (code) => {
		const error = Object.assign(new Error('socket'), { code });
		nock(STRIPE).post('/v1/refunds').times(3).replyWithError(error);
		expect((await failureOf(gateway.createRefund(REFUND, 'rf:1'))).kind).toBe('unreachable');
	});
});

describe('an answer that is not what was asked for is never taken for it', () => {
	const answers: [string, number, string | object][] = [
		['an HTML page with 200', 200, '<!doctype html><title>Sign in</title>'],
		['an HTML page with 502', 502, '<html>Bad gateway</html>'],
		['an empty answer', 200, ''],
		['an empty object', 200, {}],
		['null', 200, 'null'],
		['a list where an object was asked for', 200, { object: 'list', data: [] }],
		['an array', 200, []],
		['a text', 200, '"fine"'],
		['a number', 200, '7'],
		['another object', 200, { id: 'cus_1', object: 'customer' }],
		['the right object without an id', 200, { object: 'checkout.session' }],
		['the right object with an odd id', 200, stripeSession({ id: 'pi_1' })],
		['an id that is not a text', 200, { object: 'checkout.session', id: 7 }],
		['an error without its key and 403', 403, { message: 'blocked by a firewall' }],
		['an error without its key and 500', 500, { message: 'upstream' }],
		['a redirect', 302, {}],
		['the right object under a status that says no', 500, stripeSession()],
	];
	test.each(answers)('%s in place of a session', async (_, status, body) => {
		stripeCall('GET', /sessions/).reply(status, body, NO_RETRY);
		expect((await failureOf(gateway.retrieveSession(SESSION_ID))).kind).toBe('unexpected');
	});
	test.each(answers)('%s in place of a refund', async (_, status, body) => {
		stripeCall('POST', '/v1/refunds').reply(status, body, NO_RETRY);
		expect((await failureOf(gateway.createRefund(REFUND, 'rf:1'))).kind).toBe('unexpected');
	});
	test.each(answers.filter(([name]) => !name.startsWith('a list')))(
		'%s in place of a list',
		async (_, status, body) => {
			stripeCall('GET', /refunds/).reply(status, body, NO_RETRY);
			expect((await failureOf(gateway.listRefunds('pi_1'))).kind).toBe('unexpected');
		},
	);
	test('a list without its items', async () => {
		stripeCall('GET', /refunds/).reply(200, { object: 'list' });
		expect((await failureOf(gateway.listRefunds('pi_1'))).kind).toBe('unexpected');
	});
	test('a list of something else with a status that says no', async () => {
		stripeCall('GET', /refunds/).reply(500, { object: 'list', data: [] }, NO_RETRY);
		expect((await failureOf(gateway.listRefunds('pi_1'))).kind).toBe('unexpected');
	});
});

describe('asking whether the key works', () => {
	test('is one short question, never repeated: somebody waits for the answer', async () => {
		const calls = nock(STRIPE).get('/v1/prices?limit=1').times(2).reply(500, stripeError());
		expect((await failureOf(gateway.ping())).kind).toBe('server_error');
		expect(calls.pendingMocks()).toHaveLength(1);
	});
});
