import type { PriceProblem } from '../../../contract';
import { buildCohort, buildCourse, type BuiltCourse } from '../../../test/builders';
import { failure, FakeStripe, fakePrice } from '../../../test/fake-stripe';
import { MINUTE, openShop, refusalOf, type Shop } from '../../../test/shop';
import { table } from '../../db/database';
import type { ProductMapRow } from '../../db/stripe-product-map';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import type { Price } from '../../stripe/types';
import type { PriceChoice } from './stripe-prices';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(() => {
	shop.logged.length = 0;
});
afterAll(() => shop.close());

const ACTOR = 'staff:3';
const NEW: PriceChoice = { kind: 'new', amount: 49_000, currency: 'eur' };
const FREE: PriceChoice = { kind: 'free' };

const target = (course: BuiltCourse, version = 1) => ({ id: course.id, version, actor: ACTOR });
const set = (course: BuiltCourse, choice: PriceChoice, version = 1, sidecar = shop.sidecar) =>
	sidecar.prices.setOfCourse(target(course, version), choice);
const setExisting = (course: BuiltCourse, overrides: Partial<Price> = {}) =>
	set(course, { kind: 'existing', stripePriceId: shop.stripe.keepPrice(fakePrice(overrides)).id });

const rowsOf = (course: BuiltCourse): Promise<ProductMapRow[]> =>
	table<ProductMapRow>(shop.db, 'stripe_product_map')
		.where({ entity_type: 'program', entity_id: course.id })
		.orderBy('livemode');
const activityOf = (course: BuiltCourse) =>
	table<{ entity_type: string; entity_id: number; action: string; actor: string; data: string }>(
		shop.db,
		'activity',
	)
		.where({ entity_type: 'course', entity_id: course.id })
		.orderBy('id');
const problemOf = async (call: Promise<unknown>): Promise<Record<string, unknown>> => {
	const error: unknown = await call.catch((cause: unknown) => cause);
	expect(error).toBeInstanceOf(AppError);
	return { code: (error as AppError).code, ...(error as AppError).data };
};
const made = () => shop.stripe.callsOf('createPrice').length;

test('a new price is made at Stripe under the name of the course, and sold from then on', async () => {
	const course = await buildCourse(shop.db, { title: 'Writing that works' });
	const cohort = await buildCohort(shop.db, course);
	const shown = await set(course, NEW);
	const [row] = await rowsOf(course);
	expect(shown).toMatchObject({
		version: 2,
		price: {
			amount: 49_000,
			currency: 'eur',
			livemode: false,
			stripePriceId: row?.stripe_price_id,
			stripeProductId: row?.stripe_product_id,
		},
	});
	expect(await shop.stripe.retrievePrice(row?.stripe_price_id ?? '')).toMatchObject({
		product: { name: 'Writing that works' },
		unitAmount: 49_000,
		currency: 'eur',
	});
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	expect(shop.stripe.session(sessionId)).toMatchObject({ amountSubtotal: 49_000, currency: 'eur' });
	expect(
		(await activityOf(course)).map(({ actor, action, data }) => [
			actor,
			action,
			JSON.parse(data) as unknown,
		]),
	).toEqual([
		[
			ACTOR,
			'course.price_set',
			{
				livemode: false,
				before: null,
				after: {
					stripe_price_id: row?.stripe_price_id,
					stripe_product_id: row?.stripe_product_id,
					amount: 49_000,
					currency: 'eur',
				},
			},
		],
	]);
});

test('a double click makes one price, even when two sidecars hear of it', async () => {
	const course = await buildCourse(shop.db);
	const before = made();
	const answers = await Promise.all(
		[shop.sidecar, shop.openSidecar()].map((sidecar) => refusalOf(set(course, NEW, 1, sidecar))),
	);
	expect(answers.sort()).toEqual(['none', 'version_conflict']);
	const calls = shop.stripe.callsOf('createPrice').slice(before);
	expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
	expect(
		(await shop.stripe.listPrices(null)).prices.filter(({ product }) => product.name === course.title),
	).toHaveLength(1);
	expect(await rowsOf(course)).toHaveLength(1);
});

test('an answer that was lost is asked for again under the same key, and nothing is made twice', async () => {
	const course = await buildCourse(shop.db);
	shop.stripe.failNext('createPrice', failure('unreachable'), 'done');
	expect(await problemOf(set(course, NEW))).toMatchObject({
		code: 'stripe_unavailable',
		kind: 'unreachable',
	});
	expect(await rowsOf(course)).toEqual([]);
	await set(course, NEW);
	expect(
		(await shop.stripe.listPrices(null)).prices.filter(({ product }) => product.name === course.title),
	).toHaveLength(1);
	expect(shop.logged).toMatchObject([{ level: 50, kind: 'unreachable' }]);
});

test('another act has another key: another amount, another version, another course of the same name', async () => {
	const [course, twin] = [
		await buildCourse(shop.db, { title: 'Twins' }),
		await buildCourse(shop.db, { title: 'Twins' }),
	];
	const before = made();
	await set(course, NEW);
	await set(course, { ...NEW, amount: 39_000 }, 2);
	await set(course, NEW, 3);
	await set(twin, NEW);
	const keys = shop.stripe
		.callsOf('createPrice')
		.slice(before)
		.map(({ key }) => key);
	expect(new Set(keys).size).toBe(4);
	expect(
		(await activityOf(course)).map(({ data }) => (JSON.parse(data) as { before: unknown }).before),
	).toMatchObject([null, { amount: 49_000 }, { amount: 39_000 }]);
});

test('nothing is made at Stripe for whoever sees an old version, or for a course that is not there', async () => {
	const course = await buildCourse(shop.db);
	await set(course, NEW);
	const before = made();
	const late = await problemOf(set(course, { ...NEW, amount: 1_000 }));
	expect(late).toMatchObject({
		code: 'version_conflict',
		current: { version: 2, price: { amount: 49_000 } },
	});
	expect(await problemOf(set({ ...course, id: 999_999_999 }, NEW))).toEqual({ code: 'course_not_found' });
	expect(made()).toBe(before);
});

test('whoever is overtaken while Stripe makes the price hears of it', async () => {
	const course = await buildCourse(shop.db);
	const held = shop.stripe.holdNext('createPrice');
	const slow = problemOf(set(course, NEW));
	await held.arrived;
	await set(course, FREE);
	held.release();
	expect(await slow).toMatchObject({ code: 'version_conflict', current: { price: { amount: 0 } } });
	expect(await rowsOf(course)).toMatchObject([{ amount: 0 }]);
});

test('an existing price is sold as Stripe has it', async () => {
	const course = await buildCourse(shop.db);
	const price = fakePrice({ unitAmount: 12_000, currency: 'usd' });
	expect((await setExisting(course, price)).price).toEqual({
		amount: 12_000,
		currency: 'usd',
		stripePriceId: price.id,
		stripeProductId: price.product.id,
		stripeUrl: `https://dashboard.stripe.com/test/prices/${price.id}`,
		livemode: false,
	});
});

describe('case 60: what cannot be sold is refused when it is chosen, not when a student pays', () => {
	test.each<[PriceProblem, Partial<Price>]>([
		['archived', { active: false }],
		['archived', { product: { id: 'prod_1', name: 'Course', active: false } }],
		['recurring', { type: 'recurring' }],
		['tiered', { billingScheme: 'tiered', unitAmount: null }],
		['custom_amount', { customAmount: true, unitAmount: null }],
		['several_currencies', { otherCurrencies: ['usd'] }],
		['other_mode', { livemode: true }],
		['amount', { unitAmount: 49 }],
	])('case 60: %s (%j)', async (why, overrides) => {
		const course = await buildCourse(shop.db);
		expect(await problemOf(setExisting(course, overrides))).toMatchObject({
			code: 'price_not_usable',
			why,
		});
		expect(await rowsOf(course)).toEqual([]);
		expect(await shop.sidecar.courses.read(course.id)).toMatchObject({ version: 1, price: null });
	});

	test('case 60: a price that the account does not have, or has in the other mode only', async () => {
		const course = await buildCourse(shop.db);
		const choice: PriceChoice = { kind: 'existing', stripePriceId: 'price_missing' };
		expect(await problemOf(set(course, choice))).toEqual({ code: 'price_not_usable', why: 'not_found' });
		const message =
			"No such price: 'price_missing'; a similar object exists in live mode, but a test mode key was used to make this request.";
		shop.stripe.failNext(
			'retrievePrice',
			new StripeFailure('not_found', message, { code: 'resource_missing' }),
		);
		expect(await problemOf(set(course, choice))).toEqual({ code: 'price_not_usable', why: 'other_mode' });
	});

	test.each([
		['eur', 49, { smallest: 50, step: 1 }],
		['isk', 550, { smallest: 1, step: 100 }],
		['kwd', 5_125, { smallest: 1, step: 10 }],
	])('case 60: in %s, %i minor units are nothing that Stripe charges', async (currency, amount, told) => {
		const before = made();
		const course = await buildCourse(shop.db);
		expect(await problemOf(set(course, { kind: 'new', amount, currency }))).toEqual({
			code: 'price_not_usable',
			why: 'amount',
			currency,
			...told,
		});
		expect(made()).toBe(before);
	});

	test.each([
		['currency', 'currency'],
		['unit_amount', 'amount'],
	])('case 60: Stripe’s own no to the %s of a new price', async (param, why) => {
		shop.stripe.failNext('createPrice', failure('refused', 'parameter_invalid_integer', param));
		const problem = await problemOf(set(await buildCourse(shop.db), NEW));
		expect(problem).toMatchObject({ code: 'price_not_usable', why });
	});
});

test.each([
	'unreachable',
	'server_error',
	'rate_limited',
	'unauthorized',
	'busy',
	'unexpected',
	'refused',
] as const)('when Stripe is %s nothing changes, and the answer and the log say what it was', async (kind) => {
	const course = await buildCourse(shop.db);
	shop.stripe.failNext('createPrice', failure(kind));
	expect(await problemOf(set(course, NEW))).toEqual({ code: 'stripe_unavailable', kind });
	expect(await rowsOf(course)).toEqual([]);
	expect(shop.logged).toMatchObject([{ level: 50, kind }]);
});

describe('a free course', () => {
	test('is enrolled in without Stripe, and keeps the currency of its last price', async () => {
		const course = await buildCourse(shop.db);
		const cohort = await buildCohort(shop.db, course);
		await set(course, { ...NEW, currency: 'chf' });
		const { price } = await set(course, FREE, 2);
		expect(price).toEqual({
			amount: 0,
			currency: 'chf',
			stripePriceId: null,
			stripeProductId: null,
			stripeUrl: null,
			livemode: false,
		});
		const { sessionId } = await shop.sidecar.click(await shop.student(), cohort);
		expect(sessionId).toBeNull();
	});

	test('has a currency, too, when it never had another price', async () => {
		const { price } = await set(await buildCourse(shop.db), FREE);
		expect(price).toMatchObject({ amount: 0, currency: expect.stringMatching(/^[a-z]{3}$/) });
	});

	test('that is made free again is not told, and keeps its version', async () => {
		const course = await buildCourse(shop.db);
		await set(course, FREE);
		expect(await set(course, FREE, 2)).toMatchObject({ version: 2 });
		expect(await activityOf(course)).toHaveLength(1);
	});
});

test('a price is taken away: the course cannot be bought any more', async () => {
	const course = await buildCourse(shop.db);
	const cohort = await buildCohort(shop.db, course);
	await set(course, NEW);
	expect(await problemOf(shop.sidecar.prices.removeOfCourse(target(course)))).toMatchObject({
		code: 'version_conflict',
	});
	expect(await shop.sidecar.prices.removeOfCourse(target(course, 2))).toMatchObject({
		version: 3,
		price: null,
	});
	expect(await refusalOf(shop.sidecar.click(await shop.student(), cohort))).toBe('no_price');
	expect((await activityOf(course)).map(({ action }) => action)).toEqual([
		'course.price_set',
		'course.price_removed',
	]);
	expect(await shop.sidecar.prices.removeOfCourse(target(course, 3))).toMatchObject({ version: 3 });
});

test('each mode of Stripe has a price of its own', async () => {
	const course = await buildCourse(shop.db);
	await set(course, NEW);
	const live = shop.openSidecar(new FakeStripe(shop.clock, { livemode: true }));
	const shown = await set(course, { ...NEW, amount: 59_000 }, 2, live);
	expect(shown.price).toMatchObject({ amount: 59_000, livemode: true });
	expect((await rowsOf(course)).map(({ livemode, amount }) => [livemode, amount])).toEqual([
		[false, 49_000],
		[true, 59_000],
	]);
	await live.prices.removeOfCourse(target(course, 3));
	expect((await shop.sidecar.courses.read(course.id)).price).toMatchObject({ amount: 49_000 });
});

test('a checkout that was opened at the old price ends with the next click, which asks for the new one', async () => {
	const course = await buildCourse(shop.db);
	const cohort = await buildCohort(shop.db, course);
	await set(course, NEW);
	const student = await shop.student();
	const old = await shop.sidecar.checkOut(student, cohort);
	await set(course, { ...NEW, amount: 39_000 }, 2);
	shop.clock.pass(MINUTE);
	const fresh = await shop.sidecar.checkOut(student, cohort);
	expect([await shop.stateOf(old), await shop.stateOf(fresh)]).toEqual(['expired', 'open']);
	expect(shop.stripe.session(fresh)).toMatchObject({ amountSubtotal: 39_000 });
});

describe('the prices at Stripe', () => {
	test('are listed newest first, without those that cannot be sold, and a page may be empty', async () => {
		const stripe = new FakeStripe(shop.clock);
		stripe.pricesPerPage = 2;
		const { prices } = shop.openSidecar(stripe);
		const [old] = [{}, { customAmount: true, unitAmount: null }, { unitAmount: 1 }].map((price) =>
			stripe.keepPrice(fakePrice(price)),
		);
		stripe.keepPrice(fakePrice({ active: false }));
		stripe.keepPrice(fakePrice({ type: 'recurring' }));
		const first = await prices.list(null);
		expect(first).toMatchObject({ prices: [], mode: 'test', next: expect.stringMatching(/^price_/) });
		expect(await prices.list(first.next)).toEqual({
			prices: [
				{
					id: old?.id,
					productId: old?.product.id,
					productName: 'Course',
					nickname: null,
					amount: 49_000,
					currency: 'eur',
					livemode: false,
				},
			],
			next: null,
			mode: 'test',
		});
	});

	test('are those of the mode of the key', async () => {
		const stripe = new FakeStripe(shop.clock, { livemode: true });
		stripe.keepPrice(fakePrice({ livemode: true }));
		const { mode, prices } = await shop.openSidecar(stripe).prices.list(null);
		expect([mode, prices.map(({ livemode }) => livemode)]).toEqual(['live', [true]]);
	});

	test('go on only after one that is there', async () => {
		expect(await problemOf(shop.sidecar.prices.list('price_unknown'))).toMatchObject({
			code: 'invalid_request',
			issues: [{ path: 'startingAfter' }],
		});
	});

	test('are not there while Stripe is not', async () => {
		shop.stripe.failNext('listPrices', failure('unreachable'));
		expect(await problemOf(shop.sidecar.prices.list(null))).toMatchObject({ code: 'stripe_unavailable' });
	});
});

describe('a cohort’s own price', () => {
	const ofCohort = (cohort: { id: number }, version = 1) => ({ id: cohort.id, version, actor: ACTOR });

	test('is made under the names of both, wins over the course’s, and leaves it when it is taken away', async () => {
		const course = await buildCourse(shop.db, { title: 'Choir' });
		const cohort = await buildCohort(shop.db, course, { name: 'Spring' });
		await set(course, NEW);
		const shown = await shop.sidecar.prices.setOfCohort(ofCohort(cohort), { ...NEW, amount: 39_000 });
		expect(shown).toMatchObject({
			version: 2,
			ownPrice: { amount: 39_000 },
			coursePrice: { amount: 49_000 },
		});
		const { product } = await shop.stripe.retrievePrice(shown.ownPrice?.stripePriceId ?? '');
		expect(product.name).toBe('Choir – Spring');
		const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
		expect(shop.stripe.session(sessionId)).toMatchObject({ amountSubtotal: 39_000 });
		expect(await shop.sidecar.prices.removeOfCohort(ofCohort(cohort, 2))).toMatchObject({
			version: 3,
			ownPrice: null,
			coursePrice: { amount: 49_000 },
		});
		const told = await table<{ entity_type: string; entity_id: number; action: string }>(
			shop.db,
			'activity',
		)
			.where({ entity_type: 'cohort', entity_id: cohort.id })
			.orderBy('id');
		expect(told.map(({ action }) => action).filter((action) => action.includes('price'))).toEqual([
			'cohort.price_set',
			'cohort.price_removed',
		]);
	});

	test('may be none to pay', async () => {
		const course = await buildCourse(shop.db);
		const cohort = await buildCohort(shop.db, course);
		await set(course, NEW);
		await shop.sidecar.prices.setOfCohort(ofCohort(cohort), FREE);
		expect((await shop.sidecar.click(await shop.student(), cohort)).sessionId).toBeNull();
	});

	test('is refused for an old version, and for a cohort that is not there or was deleted', async () => {
		const cohort = await buildCohort(shop.db, await buildCourse(shop.db));
		await shop.sidecar.prices.setOfCohort(ofCohort(cohort), FREE);
		expect(await problemOf(shop.sidecar.prices.setOfCohort(ofCohort(cohort), NEW))).toMatchObject({
			code: 'version_conflict',
			current: { id: cohort.id, version: 2 },
		});
		await shop.edit(cohort, { deleted_at: shop.clock.now() });
		const before = made();
		for (const gone of [ofCohort(cohort, 2), ofCohort({ id: 999_999_999 })]) {
			expect(await refusalOf(shop.sidecar.prices.setOfCohort(gone, NEW))).toBe('cohort_not_found');
			expect(await refusalOf(shop.sidecar.prices.removeOfCohort(gone))).toBe('cohort_not_found');
		}
		expect(made()).toBe(before);
	});
});
