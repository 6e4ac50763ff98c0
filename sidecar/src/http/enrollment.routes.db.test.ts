import nock from 'nock';
import { startTestApp, type Caller, type StartedApp } from '../../test/app';
import {
	buildCheckout,
	buildCohort,
	buildCourse,
	buildPackage,
	buildPrice,
	type BuiltCohort,
} from '../../test/builders';
import { stripeError, stripeSession } from '../../test/stripe-objects';
import { STRIPE, stripeCall } from '../../test/stripe-replies';
import { SPEAKER_EMAIL, TEST_SITE_URL } from '../../test/token';
import { buildStudent } from '../../test/wordpress';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());
afterEach(() => nock.cleanAll());

const HOUR = 3_600_000;
const NO_RETRY = { 'stripe-should-retry': 'false' };

const pathOf = (cohort: BuiltCohort): string =>
	`/course-programs/${cohort.course.code}/cohorts/${cohort.id}/enroll`;

const sell = async (overrides: Parameters<typeof buildCohort>[2] = {}, amount = 49_000) => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db), overrides);
	await buildPrice(app.db, cohort, { amount });
	return cohort;
};

const newStudent = async (): Promise<{ userId: number; call: Caller }> => {
	const userId = await buildStudent(app.db);
	return { userId, call: app.as({ userId }) };
};

/** Answers the creation of a session as Stripe does, and keeps what was sent. */
const answerCreation = (id: string) => {
	const forms: Record<string, string>[] = [];
	nock(STRIPE)
		.post('/v1/checkout/sessions')
		.reply((_uri, body) => {
			const form = Object.fromEntries(new URLSearchParams(body as Record<string, string>));
			forms.push(form);
			return [
				200,
				stripeSession({
					id,
					client_reference_id: form['client_reference_id'] ?? '',
					expires_at: Number(form['expires_at']),
				}),
			];
		});
	return forms;
};

const expectRefusal = (answer: { status: number; body: unknown }, status: number, code: string): void => {
	expect({ status: answer.status, body: answer.body }).toEqual({
		status,
		body: { code, message: expect.any(String), data: expect.objectContaining({ status }) },
	});
};

describe('enrolling', () => {
	test('opens a session at Stripe and tells where to pay and until when', async () => {
		const cohort = await sell();
		const { call } = await newStudent();
		const forms = answerCreation('cs_test_happy000000001');
		const answer = await call('POST', pathOf(cohort));
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			sessionId: 'cs_test_happy000000001',
			url: 'https://checkout.stripe.com/c/pay/cs_test_happy000000001',
			expiresAt: new Date(app.clock.now().getTime() + 32 * 60_000).toISOString(),
		});
		expect(forms).toEqual([
			expect.objectContaining({
				customer_email: SPEAKER_EMAIL,
				success_url: `${TEST_SITE_URL}/your-enrollment/?session_id={CHECKOUT_SESSION_ID}`,
				cancel_url: `${TEST_SITE_URL}/`,
				'metadata[site]': TEST_SITE_URL,
			}),
		]);
	});

	test('returns to the pages of this site that the browser asks for', async () => {
		const cohort = await sell();
		const { call } = await newStudent();
		const forms = answerCreation('cs_test_happy000000002');
		const body = { successPath: '/größe/?a=1#top', cancelPath: '/kurse/?x=%26' };
		expect((await call('POST', pathOf(cohort), body)).status).toBe(200);
		expect(forms).toEqual([
			expect.objectContaining({
				success_url: `${TEST_SITE_URL}/gr%C3%B6%C3%9Fe/?a=1&session_id={CHECKOUT_SESSION_ID}#top`,
				cancel_url: `${TEST_SITE_URL}/kurse/?x=%26`,
			}),
		]);
	});

	test('a second click returns the session that is open', async () => {
		const cohort = await sell();
		const { call } = await newStudent();
		answerCreation('cs_test_happy000000003');
		const first = await call('POST', pathOf(cohort));
		const second = await call('POST', pathOf(cohort));
		expect(second.body).toEqual(first.body);
	});

	test('a free course enrolls at once and leads to its own page', async () => {
		const cohort = await sell({}, 0);
		const { call } = await newStudent();
		const answer = await call('POST', pathOf(cohort));
		expect(answer.body).toEqual({
			sessionId: null,
			url: expect.stringMatching(`^${TEST_SITE_URL}/your-enrollment/\\?package_id=\\d+$`),
			expiresAt: null,
		});
	});
});

describe('enrolling is refused', () => {
	test('for a visitor', async () => {
		expectRefusal(await app.as({ userId: 0 })('POST', pathOf(await sell())), 401, 'login_required');
	});

	test('when the course is unknown, or not offered', async () => {
		const hidden = await buildCohort(app.db, await buildCourse(app.db, { isActive: false }));
		const { call } = await newStudent();
		expectRefusal(await call('POST', '/course-programs/NONE/cohorts/1/enroll'), 404, 'course_not_found');
		expectRefusal(await call('POST', pathOf(hidden)), 404, 'course_not_found');
	});

	test('when the cohort is unknown, or of another course', async () => {
		const [cohort, other] = [await sell(), await sell()];
		const { call } = await newStudent();
		const path = `/course-programs/${cohort.course.code}/cohorts`;
		expectRefusal(await call('POST', `${path}/${other.id}/enroll`), 404, 'cohort_not_found');
		expectRefusal(await call('POST', `${path}/9007199254740991/enroll`), 404, 'cohort_not_found');
	});

	test.each<[string, number, Parameters<typeof buildCohort>[2]]>([
		['cohort_inactive', 409, { isActive: false }],
		['cohort_full', 409, { maxEnrollment: 0 }],
		['deadline_passed', 409, { enrollmentDeadline: new Date(Date.now() - HOUR) }],
	])('with %s', async (code, status, overrides) => {
		const cohort = await sell(overrides);
		const { call } = await newStudent();
		expectRefusal(await call('POST', pathOf(cohort)), status, code);
	});

	test('when the student is in already', async () => {
		const cohort = await sell();
		const { userId, call } = await newStudent();
		await buildPackage(app.db, cohort, { studentId: userId });
		expectRefusal(await call('POST', pathOf(cohort)), 409, 'already_enrolled');
	});

	test('when there is no price', async () => {
		const cohort = await buildCohort(app.db, await buildCourse(app.db));
		const { call } = await newStudent();
		expectRefusal(await call('POST', pathOf(cohort)), 409, 'no_price');
	});

	test("when Stripe does not know the price, without Stripe's words", async () => {
		const cohort = await sell();
		const { call } = await newStudent();
		stripeCall('POST', '/v1/checkout/sessions').reply(
			400,
			stripeError({
				code: 'resource_missing',
				param: 'line_items[0][price]',
				message: 'No such price: price_gone',
			}),
		);
		const answer = await call('POST', pathOf(cohort));
		expectRefusal(answer, 409, 'price_unavailable');
		expect(answer.text).not.toContain('price_gone');
	});

	test('when a payment of the student for this cohort is under way', async () => {
		const cohort = await sell();
		const { userId, call } = await newStudent();
		await buildCheckout(app.db, cohort, { studentId: userId, state: 'awaiting_payment' });
		expectRefusal(await call('POST', pathOf(cohort)), 409, 'checkout_in_progress');
	});

	test.each<[number, object]>([
		[401, stripeError({ message: 'Invalid API Key provided: sk_test_0123456789' })],
		[429, stripeError()],
		[500, stripeError({ type: 'api_error' })],
		[400, stripeError({ message: `Invalid email address: ${SPEAKER_EMAIL}`, param: 'customer_email' })],
		[200, {}],
	])('when Stripe answers %i, with what to do about it and no detail', async (status, body) => {
		const cohort = await sell();
		const { call } = await newStudent();
		stripeCall('POST', '/v1/checkout/sessions').reply(status, body, NO_RETRY);
		const answer = await call('POST', pathOf(cohort));
		expectRefusal(answer, 503, 'stripe_unavailable');
		expect(answer.headers['retry-after']).toBe('5');
		expect(answer.text).not.toMatch(/sk_test|example\.test/);
	});
});
