import nock from 'nock';
import { startTestApp, type Caller, type StartedApp } from '../../test/app';
import { buildCheckout, buildCohort, buildCourse, type BuiltCheckout } from '../../test/builders';
import { paidIntent, stripeError, stripeSession } from '../../test/stripe-objects';
import { stripeCall } from '../../test/stripe-replies';
import { buildStudent } from '../../test/wordpress';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());
afterEach(() => nock.cleanAll());

const pathOf = (sessionId: string): string => `/enrollment/session/${sessionId}`;

const buy = async (
	overrides: Parameters<typeof buildCheckout>[2] = {},
): Promise<{ checkout: BuiltCheckout; call: Caller }> => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db, { code: `S${Date.now()}` }));
	const studentId = await buildStudent(app.db);
	const checkout = await buildCheckout(app.db, cohort, { studentId, ...overrides });
	return { checkout, call: app.as({ userId: studentId }) };
};

const expectNotFound = (answer: { status: number; body: unknown }): void => {
	expect({ status: answer.status, body: answer.body }).toEqual({
		status: 404,
		body: {
			code: 'session_not_found',
			message: 'There is no such checkout of yours.',
			data: { status: 404 },
		},
	});
};

test('a session that Stripe says is paid is fulfilled on the spot', async () => {
	const { checkout, call } = await buy();
	stripeCall('GET', /sessions/).reply(
		200,
		stripeSession({
			id: checkout.sessionId,
			status: 'complete',
			payment_status: 'paid',
			payment_intent: paidIntent(),
			client_reference_id: checkout.reference,
		}),
	);
	const answer = await call('GET', pathOf(checkout.sessionId));
	expect(answer.status).toBe(200);
	expect(answer.body).toEqual({
		state: 'enrolled',
		packageId: expect.any(Number),
		cohortId: expect.any(Number),
		courseCode: expect.stringMatching(/^S\d+$/),
		courseTitle: expect.any(String),
		cohortName: expect.any(String),
		// As the builder leaves it, a checkout that was never sent to Stripe by us.
		returnUrl: null,
		price: { amount: 49_000, currency: 'eur' },
		reason: null,
		onWaitingList: false,
	});
	// The second look needs no Stripe: nock has no answer any more.
	expect((await call('GET', pathOf(checkout.sessionId))).body).toEqual(answer.body);
});

test('a session that Stripe says is still open is being processed', async () => {
	const { checkout, call } = await buy();
	stripeCall('GET', /sessions/).reply(200, stripeSession({ id: checkout.sessionId }));
	expect((await call('GET', pathOf(checkout.sessionId))).body).toMatchObject({
		state: 'processing',
		packageId: null,
	});
});

test.each<[string, number, object]>([
	['is down', 503, stripeError()],
	['knows no such session', 404, stripeError({ code: 'resource_missing' })],
	['answers with something else', 200, { object: 'list', data: [] }],
	['takes the key for wrong', 401, stripeError()],
])('when Stripe %s the page may go on asking', async (_, status, body) => {
	const { checkout, call } = await buy();
	stripeCall('GET', /sessions/).reply(status, body, { 'stripe-should-retry': 'false' });
	const answer = await call('GET', pathOf(checkout.sessionId));
	expect([answer.status, answer.body.state]).toEqual([200, 'processing']);
});

test.each<[string, string, string | null]>([
	['refund_due', 'refund_pending', 'cohort_full'],
	['refund_pending', 'refund_pending', 'cohort_full'],
	['refunded', 'refunded', 'already_enrolled'],
	['refund_failed', 'refund_failed', 'cohort_inactive'],
	['cancelled', 'cancelled', 'cohort_full'],
	['expired', 'expired', null],
	['failed', 'failed', null],
])('a checkout that is %s is told as %s', async (state, told, reason) => {
	const { checkout, call } = await buy({ state, reason });
	const answer = await call('GET', pathOf(checkout.sessionId));
	expect([answer.status, answer.body.state, answer.body.reason]).toEqual([200, told, reason]);
});

test("case 28: another student's session does not exist, and Stripe is not asked about it", async () => {
	const { checkout } = await buy();
	const stranger = app.as({ userId: await buildStudent(app.db) });
	expectNotFound(await stranger('GET', pathOf(checkout.sessionId)));
});

test('case 28: a visitor must log in before anything is said of a session', async () => {
	const { checkout } = await buy();
	const answer = await app.as({ userId: 0 })('GET', pathOf(checkout.sessionId));
	expect([answer.status, answer.body.code]).toEqual([401, 'login_required']);
});

test.each([
	'cs_test_unknown00000000',
	'cs_live_unknown00000000',
	'0',
	'-1',
	'cs_test_',
	'pi_123456789012345',
	'%00',
	'..%2F..',
	'cs_test_unknown00000000%2Fexpire',
	'cs_test_unknown00000000%20',
	'%F0%9F%8E%93',
	"'%20OR%20'1'%3D'1",
	`cs_test_${'a'.repeat(280)}`,
])('a session called %j does not exist', async (id) => {
	expectNotFound(await app.as({ userId: 7 })('GET', pathOf(id)));
});

test('a session id of absurd length is no session id', async () => {
	const answer = await app.as({ userId: 7 })('GET', pathOf('a'.repeat(301)));
	expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
});

describe('whoever tries session ids', () => {
	const guess = (call: Caller, number: number) =>
		call('GET', pathOf(`cs_test_guess${String(number).padStart(12, '0')}`));

	test('case 28: is refused after twenty that are not theirs, and told how long; others are not', async () => {
		const userId = await buildStudent(app.db);
		const call = app.as({ userId });
		for (let number = 1; number <= 20; number += 1) {
			expectNotFound(await guess(call, number));
		}
		const answer = await guess(call, 21);
		expect([answer.status, answer.body.code]).toEqual([429, 'rate_limited']);
		expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
		expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
		expectNotFound(await guess(app.as({ userId: await buildStudent(app.db) }), 1));
	});

	test('case 28: is not taken for a student whose page goes on asking for their own', async () => {
		const { checkout, call } = await buy({ state: 'refunded' });
		for (let time = 0; time < 50; time += 1) {
			expect((await call('GET', pathOf(checkout.sessionId))).status).toBe(200);
		}
		expectNotFound(await guess(call, 1));
		expect((await call('GET', pathOf(checkout.sessionId))).status).toBe(200);
	});
});
