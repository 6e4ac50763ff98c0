import { buildCohort, buildCourse, buildPackage, buildPrice } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, refusalOf, rowCounts, type Shop } from '../../../test/shop';
import { deleteStudent } from '../../../test/wordpress';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** Clicks, and expects the refusal `code` with nothing written and Stripe not asked. */
const expectRefusal = async (code: string, click: () => Promise<unknown>): Promise<void> => {
	const [before, calls] = [await rowCounts(shop.db), shop.stripe.callsOf('createSession').length];
	expect(await refusalOf(click())).toBe(code);
	expect(await rowCounts(shop.db)).toEqual(before);
	expect(shop.stripe.callsOf('createSession')).toHaveLength(calls);
};

test('an unknown course is refused', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	await expectRefusal('course_not_found', () =>
		shop.sidecar.click(student, cohort, { courseCode: 'NO-SUCH-COURSE' }),
	);
});

test('an inactive course is refused as if it were unknown', async () => {
	const course = await buildCourse(shop.db, { isActive: false });
	const cohort = await shop.cohort({}, course);
	const student = await shop.student();
	await expectRefusal('course_not_found', () => shop.sidecar.click(student, cohort));
});

test('an unknown cohort, a cohort of another course and a deleted cohort are refused', async () => {
	const [cohort, other] = [await shop.cohort(), await shop.cohort()];
	const deleted = await shop.cohort({ deletedAt: new Date() }, cohort.course);
	const student = await shop.student();
	for (const cohortId of [4_000_000_000, other.id, deleted.id]) {
		await expectRefusal('cohort_not_found', () => shop.sidecar.click(student, cohort, { cohortId }));
	}
});

test('an inactive cohort is refused', async () => {
	const cohort = await shop.cohort({ isActive: false });
	const student = await shop.student();
	await expectRefusal('cohort_inactive', () => shop.sidecar.click(student, cohort));
});

test('a deadline that is this very millisecond has passed', async () => {
	const cohort = await shop.cohort({ enrollmentDeadline: shop.clock.now() });
	const student = await shop.student();
	await expectRefusal('deadline_passed', () => shop.sidecar.click(student, cohort));
});

test('case 24: a millisecond before the deadline a checkout begins, and its session outlives the deadline', async () => {
	const deadline = new Date(shop.clock.now().getTime() + 1);
	const cohort = await shop.cohort({ enrollmentDeadline: deadline });
	const { expiresAt } = await shop.sidecar.click(await shop.student(), cohort);
	const length = new Date(expiresAt ?? 0).getTime() - shop.clock.now().getTime();
	expect(length).toBeGreaterThan(30 * MINUTE);
	expect(length).toBeLessThanOrEqual(31 * MINUTE);
});

test('case 26: a student who was deleted a moment ago holds no seat and gets no course, be it paid or free', async () => {
	const [paid, free] = [await shop.cohort(), await buildCohort(shop.db, await buildCourse(shop.db))];
	await buildPrice(shop.db, free, { amount: 0 });
	const student = await shop.student();
	await deleteStudent(shop.db, student);
	for (const cohort of [paid, free]) {
		await expectRefusal('login_required', () => shop.sidecar.click(student, cohort));
	}
	expect(await shop.mailsTo(student)).toEqual([]);
});

test('a student who owns the course is refused in every cohort of it, before any other reason', async () => {
	const cohort = await shop.cohort();
	const closed = await shop.cohort({ isActive: false, maxEnrollment: 0 }, cohort.course);
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	shop.stripe.pay(sessionId);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	for (const wanted of [cohort, closed]) {
		await expectRefusal('already_enrolled', () => shop.sidecar.click(student, wanted));
	}
});

test('a student whose package has ended may buy the course again', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	await buildPackage(shop.db, cohort, {
		studentId: student,
		status: 'CANCELLED',
		checkoutState: 'cancelled',
		progress: false,
	});
	expect((await shop.sidecar.click(student, cohort)).sessionId).toMatch(/^cs_test_/);
});

test('a cohort without a free seat is refused, be the seats sold or held', async () => {
	const [sold, held] = [await shop.cohort({ maxEnrollment: 1 }), await shop.cohort({ maxEnrollment: 1 })];
	const [buyer, late] = [await shop.student(), await shop.student()];
	const sessionId = await shop.sidecar.checkOut(buyer, sold);
	shop.stripe.pay(sessionId);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	await shop.sidecar.checkOut(buyer, held);
	for (const cohort of [sold, held]) {
		await expectRefusal('cohort_full', () => shop.sidecar.click(late, cohort));
	}
});

test('a seat whose hold has lapsed can be held by the next student', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.clock.pass(32 * MINUTE);
	expect(await shop.sidecar.checkOut(await shop.student(), cohort)).toMatch(/^cs_test_/);
});

test('a cohort without a price, with one of the other mode only, or with one unknown to Stripe has no price', async () => {
	const course = await buildCourse(shop.db);
	const bare = await buildCohort(shop.db, course);
	const live = await buildCohort(shop.db, course);
	await buildPrice(shop.db, live, { livemode: true });
	const unlinked = await buildCohort(shop.db, course);
	await buildPrice(shop.db, unlinked, { stripePriceId: null });
	const student = await shop.student();
	for (const cohort of [bare, live, unlinked]) {
		await expectRefusal('no_price', () => shop.sidecar.click(student, cohort));
	}
});

test('a return path that leaves the site is refused before a seat is held', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	for (const path of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
		await expectRefusal('invalid_request', () =>
			shop.sidecar.click(student, cohort, { successPath: path }),
		);
		await expectRefusal('invalid_request', () =>
			shop.sidecar.click(student, cohort, { cancelPath: path }),
		);
	}
});
