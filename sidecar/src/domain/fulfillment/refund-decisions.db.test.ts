import type { BuiltCohort } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, type Shop } from '../../../test/shop';
import { deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** A session that a new student opened for a cohort. */
const opened = async (cohort: BuiltCohort): Promise<string> =>
	shop.sidecar.checkOut(await shop.student(), cohort);

/** A paid one of which we have not heard. */
const paid = async (cohort: BuiltCohort): Promise<string> => {
	const sessionId = await opened(cohort);
	shop.stripe.pay(sessionId);
	return sessionId;
};

describe('money goes back', () => {
	/** Pays in a cohort, changes the world, then hears of it. */
	const refundedAfter = async (change: (cohort: BuiltCohort, student: number) => Promise<unknown>) => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		const intentId = shop.stripe.pay(sessionId);
		await change(cohort, student);
		const before = shop.sidecar.refundsQueued;
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(shop.sidecar.refundsQueued).toBe(before + 1);
		const checkout = await shop.checkout(sessionId);
		expect(checkout).toMatchObject({ state: 'refund_due', payment_intent_id: intentId });
		expect(await shop.refundsOf(checkout.id)).toMatchObject([
			{
				status: 'due',
				payment_intent_id: intentId,
				amount: null,
				reason: checkout.reason,
				automatic: 1,
			},
		]);
		expect(await shop.packagesOf(student)).toEqual([]);
		return checkout.reason;
	};

	test('case 20: when the cohort filled while the student paid', async () => {
		expect(await refundedAfter((cohort) => shop.edit(cohort, { max_enrollment: 0 }))).toBe('cohort_full');
	});

	test('case 22: when the cohort was switched off', async () => {
		expect(await refundedAfter((cohort) => shop.edit(cohort, { is_active: false }))).toBe(
			'cohort_inactive',
		);
	});

	test('case 23: when the cohort was deleted', async () => {
		expect(await refundedAfter((cohort) => shop.edit(cohort, { deleted_at: new Date() }))).toBe(
			'cohort_inactive',
		);
	});

	test('case 23: when the course was switched off', async () => {
		expect(
			await refundedAfter((cohort) =>
				table<{ id: number; is_active: boolean }>(shop.db, 'course_programs')
					.where('id', cohort.course.id)
					.update({ is_active: false }),
			),
		).toBe('course_inactive');
	});

	test('case 26: when the student was deleted, of whom nothing is made again', async () => {
		expect(await refundedAfter((_, student) => deleteStudent(shop.db, student))).toBe('student_missing');
	});

	test('case 58: when somebody else took the seat after the hold had lapsed; a free one would have done', async () => {
		const [free, contested] = [
			await shop.cohort({ maxEnrollment: 1 }),
			await shop.cohort({ maxEnrollment: 1 }),
		];
		const [served, late] = [await paid(free), await paid(contested)];
		shop.clock.pass(33 * MINUTE);
		const quick = await paid(contested);
		for (const sessionId of [served, quick, late]) {
			await shop.sidecar.deliver(COMPLETED, sessionId);
		}
		expect(await shop.stateOf(served)).toBe('enrolled');
		expect(await shop.stateOf(quick)).toBe('enrolled');
		expect(await shop.checkout(late)).toMatchObject({ state: 'refund_due', reason: 'cohort_full' });
	});

	test('case 58: from a lapsed hold, rather than from the student who holds the last seat now', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const late = await paid(cohort);
		shop.clock.pass(33 * MINUTE);
		const holder = await opened(cohort);
		await shop.sidecar.deliver(COMPLETED, late);
		expect(await shop.stateOf(late)).toBe('refund_due');
		shop.stripe.pay(holder);
		await shop.sidecar.deliver(COMPLETED, holder);
		expect(await shop.stateOf(holder)).toBe('enrolled');
	});

	test('cases 17 and 18: for one of two cohorts of a course that a student paid at once, told at once', async () => {
		const cohort = await shop.cohort();
		const others = [await shop.cohort({}, cohort.course), await shop.cohort({}, cohort.course)];
		const student = await shop.student();
		const sessions: string[] = [];
		for (const wanted of [cohort, ...others]) {
			const sessionId = await shop.sidecar.checkOut(student, wanted);
			shop.stripe.pay(sessionId);
			sessions.push(sessionId);
		}
		const second = shop.openSidecar();
		await Promise.all(
			sessions.flatMap((sessionId) => [
				shop.sidecar.deliver(COMPLETED, sessionId),
				second.deliver(COMPLETED, sessionId),
			]),
		);
		const checkouts = await shop.checkoutsOf(student);
		expect(checkouts.map(({ state, reason }) => `${state} ${reason}`).sort()).toEqual([
			'enrolled null',
			'refund_due already_enrolled',
			'refund_due already_enrolled',
		]);
		expect(await shop.packagesOf(student)).toHaveLength(1);
	});

	test('case 64: not when nothing was paid: the checkout of a full cohort is cancelled, without a refund', async () => {
		const cohort = await shop.cohort();
		const sessionId = await opened(cohort);
		shop.stripe.payNothing(sessionId);
		await shop.edit(cohort, { max_enrollment: 0 });
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const checkout = await shop.checkout(sessionId);
		expect(checkout).toMatchObject({ state: 'cancelled', reason: 'cohort_full' });
		expect(await shop.refundsOf(checkout.id)).toEqual([]);
	});
});
