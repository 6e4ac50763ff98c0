import nock from 'nock';
import type { Course } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCohort, buildCourse } from '../../../test/builders';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { stripeError, stripePrice } from '../../../test/stripe-objects';
import { stripeCall } from '../../../test/stripe-replies';

let app: StartedApp;
let staff: StaffCallers;
let course: Course;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
beforeEach(async () => {
	const { id } = await buildCourse(app.db);
	course = (await staff.viewer('GET', `/admin/courses/${id}`)).body as Course;
});
afterEach(() => {
	expect(nock.pendingMocks()).toEqual([]);
	nock.cleanAll();
});
afterAll(() => app.close());

const LIST = '/admin/stripe-prices';
const path = () => `/admin/courses/${course.id}/price`;
const put = (body: object) => staff.manager('PUT', path(), { version: course.version, ...body });

test('a course gets a new price, which is made at Stripe, and loses it', async () => {
	stripeCall('POST', '/v1/prices').reply(200, stripePrice());
	const answer = await put({ kind: 'new', amount: 49_000, currency: 'eur' });
	expect(answer.status).toBe(200);
	expect(answer.body).toEqual({
		...course,
		version: 2,
		updatedAt: expect.any(String),
		price: {
			amount: 49_000,
			currency: 'eur',
			stripePriceId: 'price_1',
			stripeProductId: 'prod_1',
			stripeUrl: 'https://dashboard.stripe.com/test/prices/price_1',
			livemode: false,
		},
	});
	const removed = await staff.manager('DELETE', `${path()}?version=2`);
	expect([removed.status, removed.body]).toMatchObject([200, { id: course.id, version: 3, price: null }]);
});

test('a course gets a price that exists, or none to pay', async () => {
	stripeCall('GET', /^\/v1\/prices\/price_1\?/).reply(200, stripePrice({ unit_amount: 100 }));
	expect((await put({ kind: 'existing', stripePriceId: 'price_1' })).body).toMatchObject({
		price: { amount: 100, stripePriceId: 'price_1' },
	});
	expect((await put({ kind: 'free', version: 2 })).body).toMatchObject({ price: { amount: 0 } });
});

test('a price that cannot be sold is refused with the reason', async () => {
	stripeCall('GET', /prices/).reply(200, stripePrice({ type: 'recurring' }));
	const answer = await put({ kind: 'existing', stripePriceId: 'price_1' });
	expect(answerOf(answer)).toEqual([409, 'price_not_usable']);
	expect(answer.body.data.why).toBe('recurring');
	stripeCall('GET', /prices/).reply(404, stripeError({ code: 'resource_missing' }));
	const missing = await put({ kind: 'existing', stripePriceId: 'price_2' });
	expect(missing.body.data.why).toBe('not_found');
});

test('while Stripe does not answer, nothing changes and nobody is told why in Stripe’s words', async () => {
	stripeCall('POST', '/v1/prices').reply(401, stripeError({ message: 'Invalid API Key: sk_test_***' }));
	const answer = await put({ kind: 'new', amount: 49_000, currency: 'eur' });
	expect(answerOf(answer)).toEqual([503, 'stripe_unavailable']);
	expect(JSON.stringify(answer.body)).not.toContain('sk_test');
	expect((await staff.viewer('GET', `/admin/courses/${course.id}`)).body).toEqual(course);
	expect(app.log.lines.some((line) => line.includes('"kind":"unauthorized"'))).toBe(true);
});

test('whoever sees an old version hears what it is now', async () => {
	await put({ kind: 'free' });
	const late = await put({ kind: 'free' });
	expect(answerOf(late)).toEqual([409, 'version_conflict']);
	expect(late.body.data.current).toMatchObject({ id: course.id, version: 2, price: { amount: 0 } });
	expect(answerOf(await staff.manager('DELETE', `${path()}?version=1`))).toEqual([409, 'version_conflict']);
});

test('a cohort gets a price of its own and loses it, under the same rules', async () => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db));
	const address = `/admin/cohorts/${cohort.id}/price`;
	const set = await staff.manager('PUT', address, { kind: 'free', version: 1 });
	expect([set.status, set.body]).toMatchObject([200, { id: cohort.id, ownPrice: { amount: 0 } }]);
	expect(answerOf(await staff.manager('PUT', address, { kind: 'gift', version: 2 }))).toEqual([
		400,
		'invalid_request',
	]);
	const late = await staff.manager('PUT', address, { kind: 'free', version: 1 });
	expect(answerOf(late)).toEqual([409, 'version_conflict']);
	expect(late.body.data.current).toMatchObject({ id: cohort.id, version: 2, ownPrice: { amount: 0 } });
	expect(answerOf(await staff.manager('DELETE', `${address}?version=1`))).toEqual([
		409,
		'version_conflict',
	]);
	const removed = await staff.manager('DELETE', `${address}?version=2`);
	expect([removed.status, removed.body]).toMatchObject([200, { id: cohort.id, ownPrice: null }]);
});

test('the prices at Stripe are listed page by page', async () => {
	stripeCall('GET', /^\/v1\/prices\?/).reply(200, {
		object: 'list',
		has_more: true,
		data: [stripePrice({ id: 'price_2', nickname: 'Early bird' }), stripePrice({ livemode: true })],
	});
	expect((await staff.manager('GET', LIST)).body).toEqual({
		prices: [
			{
				id: 'price_2',
				productId: 'prod_1',
				productName: 'Größe 1',
				nickname: 'Early bird',
				amount: 49_000,
				currency: 'eur',
				livemode: false,
			},
		],
		next: 'price_1',
		mode: 'test',
	});
	stripeCall('GET', /starting_after=price_1/).reply(200, { object: 'list', has_more: false, data: [] });
	expect((await staff.manager('GET', `${LIST}?startingAfter=price_1`)).body).toEqual({
		prices: [],
		next: null,
		mode: 'test',
	});
});

test.each([
	['GET', LIST],
	['PUT', '/admin/courses/1/price'],
	['DELETE', '/admin/courses/1/price?version=1'],
	['PUT', '/admin/cohorts/1/price'],
	['DELETE', '/admin/cohorts/1/price?version=1'],
] as const)('%s %s is for managers only', async (method, address) => {
	await expectGuarded(staff, 'manage', method, address);
});

test.each<[string, object]>([
	['without a kind', {}],
	['of another kind', { kind: 'gift' }],
	['without an id', { kind: 'existing' }],
	['with an id of something else', { kind: 'existing', stripePriceId: 'prod_1' }],
	['with a path as id', { kind: 'existing', stripePriceId: 'price_1/../../charges' }],
	['without an amount', { kind: 'new', currency: 'eur' }],
	['of nothing', { kind: 'new', amount: 0, currency: 'eur' }],
	['of a fraction', { kind: 'new', amount: 1.5, currency: 'eur' }],
	['of text', { kind: 'new', amount: '100', currency: 'eur' }],
	['of more than there is', { kind: 'new', amount: 1e15, currency: 'eur' }],
	['in upper case', { kind: 'new', amount: 100, currency: 'EUR' }],
	['without a version', { kind: 'free', version: undefined }],
	['with more than is asked for', { kind: 'free', amount: 3 }],
])('a price %s is refused', async (_, body) => {
	expect(answerOf(await put(body))).toEqual([400, 'invalid_request']);
});

test.each(['startingAfter=prod_1', 'startingAfter=', 'page=2'])(
	'a list with %s is refused',
	async (query) => {
		expect(answerOf(await staff.manager('GET', `${LIST}?${query}`))).toEqual([400, 'invalid_request']);
	},
);

test.each([
	['courses', 'course_not_found'],
	['cohorts', 'cohort_not_found'],
])('one of the %s that is not there gets no price', async (of, code) => {
	const free = { kind: 'free', version: 1 };
	for (const answer of [
		await staff.manager('PUT', `/admin/${of}/999999999/price`, free),
		await staff.manager('DELETE', `/admin/${of}/999999999/price?version=1`),
	]) {
		expect(answerOf(answer)).toEqual([404, code]);
	}
	expect(answerOf(await staff.manager('PUT', `/admin/${of}/0/price`, free))).toEqual([
		400,
		'invalid_request',
	]);
});
