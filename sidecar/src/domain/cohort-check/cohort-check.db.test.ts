import { bookPlaces, cohortWith } from '../../../test/bookings';
import { buildPackage, buildPrice, type BuiltCohort } from '../../../test/builders';
import { failure } from '../../../test/fake-stripe-account';
import { openShop, type Shop } from '../../../test/shop';
import { buildPage } from '../../../test/wordpress';
import type { ClassSessionRow } from '../../db/class-sessions';
import { table } from '../../db/database';
import type { StepProgressRow } from '../../db/student-course-step-progress';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const check = async (cohort: Pick<BuiltCohort, 'id'>) =>
	(await shop.sidecar.cohortChecks.check(cohort.id)).findings.map(({ code, data }) => [code, data]);

const setPage = (cohort: BuiltCohort, pageId: number | null) =>
	table<{ id: number; page_id: number | null }>(shop.db, 'course_programs')
		.where('id', cohort.course.id)
		.update({ page_id: pageId });

/** A cohort with nothing to find; its price at Stripe is `price`. */
const sound = async () => {
	const cohort = await shop.cohort();
	await setPage(cohort, await buildPage(shop.db));
	const row = await table<{ entity_type: string; entity_id: number; stripe_price_id: string }>(
		shop.db,
		'stripe_product_map',
	)
		.where({ entity_type: 'cohort', entity_id: cohort.id })
		.first();
	return { cohort, price: row!.stripe_price_id };
};

test('nothing is found about a cohort that is ready to be sold', async () => {
	expect(await check((await sound()).cohort)).toEqual([]);
});

test('the page must be there, and be published', async () => {
	const { cohort } = await sound();
	for (const pageId of [null, await buildPage(shop.db, 'draft'), 999_999]) {
		await setPage(cohort, pageId);
		expect(await check(cohort)).toEqual([['no_page', {}]]);
	}
});

test('the price is looked up at Stripe as it is now', async () => {
	const { cohort, price } = await sound();
	shop.stripe.addPrice(price, { amount: 51_000, currency: 'usd' });
	expect(await check(cohort)).toEqual([
		['price_differs', { amount: 49_000, currency: 'eur', stripeAmount: 51_000, stripeCurrency: 'usd' }],
	]);
	shop.stripe.addPrice(price, { amount: 49_000, currency: 'eur', recurring: true });
	expect(await check(cohort)).toEqual([['price_not_usable', { why: 'recurring' }]]);
	shop.stripe.addPrice(price, { amount: 49_000, currency: 'eur' });
	shop.stripe.archivePrice(price);
	expect(await check(cohort)).toEqual([['price_archived', {}]]);
});

test('a price that Stripe does not know, and a cohort without one, are told', async () => {
	const { cohort } = await sound();
	const prices = () =>
		table<{ entity_type: string; entity_id: number; stripe_price_id: string }>(
			shop.db,
			'stripe_product_map',
		).where({ entity_type: 'cohort', entity_id: cohort.id });
	await prices().update({ stripe_price_id: 'price_gone' });
	expect(await check(cohort)).toEqual([['price_not_usable', { why: 'not_found' }]]);
	await prices().delete();
	expect(await check(cohort)).toEqual([['no_price', {}]]);
	await buildPrice(shop.db, cohort.course, { amount: 0 });
	expect(await check(cohort)).toEqual([]);
});

test('a Stripe that fails, or lets people wait, is a finding and no error', async () => {
	const { cohort } = await sound();
	shop.stripe.failNext('retrievePrice', failure('unreachable'));
	expect(await check(cohort)).toEqual([['price_unreachable', {}]]);
	const answer = shop.stripe.holdNext('retrievePrice');
	expect(await check(cohort)).toEqual([['price_unreachable', {}]]);
	answer.release();
	expect(await check(cohort)).toEqual([]);
});

test('what the schedule lacks is told, too', async () => {
	const { cohort } = await sound();
	await table<{ cohort_id: number }>(shop.db, 'course_cohort_sessions')
		.where('cohort_id', cohort.id)
		.delete();
	expect(await check(cohort)).toEqual([
		['step_without_session', { step: 'Step 1' }],
		['step_without_session', { step: 'Step 2' }],
	]);
});

test('students who have attended a step need no seat of it any more', async () => {
	const cohort = await cohortWith(shop.db, [{ options: [{ maxStudents: 6 }, { maxStudents: 6 }] }]);
	await shop.edit(cohort, { max_enrollment: 10 });
	const [begun] = cohort.sessions;
	for (let index = 0; index < 4; index += 1) {
		const owned = await buildPackage(shop.db, cohort);
		await bookPlaces(shop.db, owned, [[0, 0]]);
		await table<StepProgressRow>(shop.db, 'student_course_step_progress')
			.where('package_id', owned.id)
			.update({ status: index < 3 ? 'COMPLETED' : 'BOOKED' });
	}
	const earlier = (date: Date) => new Date(date.getTime() - 8 * 86_400_000);
	await table<ClassSessionRow>(shop.db, 'class_sessions')
		.where('id', begun!.classSessionId)
		.update({ starts_at: earlier(begun!.startsAt), ends_at: earlier(begun!.endsAt) });
	const codes = (await check(cohort)).map(([code]) => code);
	expect(codes).not.toContain('class_seats_below_cohort');
	await shop.edit(cohort, { max_enrollment: 11 });
	expect(await check(cohort)).toContainEqual([
		'class_seats_below_cohort',
		{ step: 'Step 1', seats: 10, cohortSeats: 11 },
	]);
});
