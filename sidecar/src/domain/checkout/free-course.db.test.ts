import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, SITE_URL, type Shop } from '../../../test/shop';
import { table } from '../../db/database';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const freeCohort = async (overrides = {}): Promise<BuiltCohort> => {
	const cohort = await buildCohort(shop.db, await buildCourse(shop.db), overrides);
	await buildPrice(shop.db, cohort, { amount: 0 });
	return cohort;
};

test('a free course enrolls at once, without Stripe, and leads to the package', async () => {
	const cohort = await freeCohort({ maxEnrollment: 1 });
	const student = await shop.student();
	const calls = shop.stripe.callsOf('createSession').length;
	const answer = await shop.sidecar.click(student, cohort, { successPath: '/welcome/?x=1' });
	const [owned] = await shop.packagesOf(student);
	expect(answer).toEqual({
		sessionId: null,
		url: `${SITE_URL}/welcome/?x=1&package_id=${owned?.id}`,
		expiresAt: null,
	});
	expect(owned).toMatchObject({
		status: 'ACTIVE',
		package_name: `${cohort.course.code} - ${cohort.name}`,
	});
	expect(await shop.seatsTaken(cohort)).toBe(1);
	expect(shop.stripe.callsOf('createSession')).toHaveLength(calls);
});

test('a free course gives one package to a student who clicks twice at once, on two sidecars', async () => {
	const cohort = await freeCohort();
	const student = await shop.student();
	const second = shop.openSidecar();
	const codes = await Promise.all([
		refusalOf(shop.sidecar.click(student, cohort)),
		refusalOf(second.click(student, cohort)),
	]);
	expect(codes.sort()).toEqual(['already_enrolled', 'none']);
	expect(await shop.packagesOf(student)).toHaveLength(1);
});

test('a free course gives one package to a student who clicks in two of its cohorts at once', async () => {
	const cohort = await freeCohort();
	const other = await buildCohort(shop.db, cohort.course);
	await buildPrice(shop.db, other, { amount: 0 });
	const student = await shop.student();
	const codes = await Promise.all([
		refusalOf(shop.sidecar.click(student, cohort)),
		refusalOf(shop.sidecar.click(student, other)),
	]);
	expect(codes.sort()).toEqual(['already_enrolled', 'none']);
});

test('a free course has as many students as seats when twenty click at once', async () => {
	const cohort = await freeCohort({ maxEnrollment: 3 });
	const students = await shop.students(20);
	const codes = await Promise.all(
		students.map((student) => refusalOf(shop.sidecar.click(student, cohort))),
	);
	expect(codes.filter((code) => code === 'none')).toHaveLength(3);
	expect(codes.filter((code) => code === 'cohort_full')).toHaveLength(17);
});

test('a free course that had a price a moment ago takes over from the open session', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const open = await shop.sidecar.checkOut(student, cohort);
	await table<{ entity_id: number; amount: number; stripe_price_id: string | null }>(
		shop.db,
		'stripe_product_map',
	)
		.where({ entity_id: cohort.id })
		.update({ amount: 0, stripe_price_id: null });
	expect((await shop.sidecar.click(student, cohort)).sessionId).toBeNull();
	expect(shop.stripe.session(open).status).toBe('expired');
	expect(await shop.statesOf(student)).toEqual(['expired', 'enrolled']);
});
