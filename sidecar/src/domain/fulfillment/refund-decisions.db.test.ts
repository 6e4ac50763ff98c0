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
	/** Pays in a cohort, changes the world, then hears of it; the refund is queued, told, and made once. */
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
		const { id, reason } = checkout;
		expect(checkout).toMatchObject({ state: 'refund_due', payment_intent_id: intentId });
		expect(await shop.refundsOf(id)).toMatchObject([
			{ status: 'due', payment_intent_id: intentId, amount: null, reason, automatic: 1 },
		]);
		expect(await shop.mailsAbout(id)).toMatchObject([
			{
				kind: 'refunded',
				studentId: student,
				data: { reason, cohortName: cohort.name, amount: 49_000 },
			},
		]);
		await expectLedgerToBalance(shop);
		await shop.sidecar.work();
		expect(await shop.stateOf(sessionId)).toBe('refunded');
		expect(shop.stripe.refundsOf(intentId)).toMatchObject([{ amount: 49_000, status: 'succeeded' }]);
		expect(await shop.packagesOf(student)).toEqual([]);
		return { student, sessionId, reason };
	};
	const reasonAfter = async (change: Parameters<typeof refundedAfter>[0]) =>
		(await refundedAfter(change)).reason;

	test('case 20: when the cohort filled while the student paid, and the page says why', async () => {
		const { student, sessionId, reason } = await refundedAfter((cohort) =>
			shop.edit(cohort, { max_enrollment: 0 }),
		);
		expect(reason).toBe('cohort_full');
		expect(await shop.sidecar.sessions.status(student, sessionId)).toMatchObject({
			state: 'refunded',
			reason: 'cohort_full',
			packageId: null,
		});
	});

	test('case 22: when the cohort was switched off', async () => {
		expect(await reasonAfter((cohort) => shop.edit(cohort, { is_active: false }))).toBe(
			'cohort_inactive',
		);
	});

	test('case 23: when the cohort was deleted', async () => {
		expect(await reasonAfter((cohort) => shop.edit(cohort, { deleted_at: new Date() }))).toBe(
			'cohort_inactive',
		);
	});

	test('case 23: when the rows of the cohort are gone, by what the checkout kept of them', async () => {
		const { student, sessionId, reason } = await refundedAfter(async (cohort) => {
			const sessions = table<{ cohort_id: number }>(shop.db, 'course_cohort_sessions');
			const rows = table<{ id: number }>(shop.db, 'course_cohorts').where('id', cohort.id);
			// What has dated sessions cannot be deleted at all.
			await expect(rows.clone().delete()).rejects.toMatchObject({ errno: 1451 });
			await sessions.where('cohort_id', cohort.id).delete();
			await rows.clone().delete();
		});
		expect(reason).toBe('cohort_inactive');
		expect(await shop.sidecar.sessions.status(student, sessionId)).toMatchObject({
			state: 'refunded',
			courseTitle: expect.any(String),
			cohortName: expect.any(String),
			price: { amount: 49_000, currency: 'eur' },
		});
	});

	test('case 23: when the cohort was deleted, even where closed ones are honored', async () => {
		const cohort = await shop.cohort();
		const sessionId = await paid(cohort);
		await shop.edit(cohort, { deleted_at: new Date() });
		await shop
			.openSidecar(shop.stripe, shop.db, { honorClosedCohorts: true })
			.deliver(COMPLETED, sessionId);
		expect(await shop.checkout(sessionId)).toMatchObject({
			state: 'refund_due',
			reason: 'cohort_inactive',
		});
	});

	test('case 23: when the course was switched off', async () => {
		expect(
			await reasonAfter((cohort) =>
				table<{ id: number; is_active: boolean }>(shop.db, 'course_programs')
					.where('id', cohort.course.id)
					.update({ is_active: false }),
			),
		).toBe('course_inactive');
	});

	test('case 26: when the student was deleted, of whom nothing is made again', async () => {
		const { student, reason } = await refundedAfter((_, gone) => deleteStudent(shop.db, gone));
		expect(reason).toBe('student_missing');
		const progress = await table<{ package_id: number }>(shop.db, 'student_course_step_progress');
		const owned = await shop.packagesOf(student);
		expect(progress.filter(({ package_id }) => owned.some(({ id }) => id === package_id))).toEqual([]);
		// The plugin finds nobody to write to.
		shop.mail.forget(student);
		while ((await shop.sidecar.notifications.sendDue()) > 0);
		expect(shop.mail.sent.filter(({ studentId }) => studentId === student)).toEqual([]);
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
		await shop.sidecar.work();
		expect(await shop.stateOf(late)).toBe('refunded');
		expect([await shop.seatsTaken(free), await shop.seatsTaken(contested)]).toEqual([1, 1]);
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

	/** One payment bought the course; every other one goes back as a duplicate. */
	const expectOneEnrollment = async (student: number, payments: number): Promise<void> => {
		const checkouts = await shop.checkoutsOf(student);
		const outcomes = checkouts.map(({ state, reason }) => `${state} ${reason}`).sort();
		const refunded = Array.from({ length: payments - 1 }, () => 'refunded already_enrolled');
		expect(outcomes).toEqual(['enrolled null', ...refunded]);
		expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE' }]);
		expect((await shop.mailsTo(student)).sort()).toEqual(['enrolled', ...refunded.map(() => 'refunded')]);
		for (const { id, state, reference, payment_intent_id: intentId } of checkouts) {
			const asked = shop.stripe
				.callsOf('createRefund')
				.filter(({ subject }) => (subject as { reference: string }).reference === reference);
			if (state === 'refunded') {
				// Told to Stripe as `duplicate`: see the gateway.
				expect(asked).toMatchObject([{ subject: { reason: 'already_enrolled', amount: null } }]);
				expect(shop.stripe.refundsOf(intentId ?? '')).toMatchObject([{ amount: 49_000 }]);
				expect(await shop.mailsAbout(id)).toMatchObject([
					{ kind: 'refunded', studentId: student, data: { reason: 'already_enrolled' } },
				]);
			} else {
				expect(asked).toEqual([]);
			}
		}
	};

	test('case 17: for the second of two tabs in which a student paid the same course', async () => {
		const cohort = await shop.cohort();
		const twin = await shop.cohort({}, cohort.course);
		const student = await shop.student();
		const first = await shop.sidecar.checkOut(student, cohort);
		const second = await shop.sidecar.checkOut(student, twin);
		for (const sessionId of [first, second]) {
			shop.stripe.pay(sessionId);
			await shop.sidecar.deliver(COMPLETED, sessionId);
		}
		expect([await shop.stateOf(first), await shop.stateOf(second)]).toEqual(['enrolled', 'refund_due']);
		await shop.sidecar.work();
		await expectOneEnrollment(student, 2);
		expect(await shop.sidecar.sessions.status(student, second)).toMatchObject({
			state: 'refunded',
			reason: 'already_enrolled',
		});
	});

	test('case 17: for none, when both tabs are of one cohort: they lead to one session', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const first = await shop.sidecar.checkOut(student, cohort);
		const second = await shop.openSidecar().checkOut(student, cohort);
		expect(second).toBe(first);
		shop.stripe.pay(first);
		await shop.sidecar.deliver(COMPLETED, first);
		await expectOneEnrollment(student, 1);
	});

	test('case 18: for all but one of three cohorts of a course that a student paid at once, told at once', async () => {
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
		await Promise.all([shop.sidecar.work(), second.work()]);
		await expectOneEnrollment(student, 3);
		const seats = await Promise.all([cohort, ...others].map(shop.seatsTaken));
		expect(seats.sort()).toEqual([0, 0, 1]);
	});

	/** A student whose promotion code left nothing to pay, and whose seat somebody else bought after the hold had lapsed. */
	const paidNothingTooLate = async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const sessionId = await opened(cohort);
		shop.stripe.payNothing(sessionId);
		shop.clock.pass(33 * MINUTE);
		const quick = await paid(cohort);
		await shop.sidecar.deliver(COMPLETED, quick);
		const asked = shop.stripe.callsOf('createRefund').length;
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.sidecar.work();
		expect(shop.stripe.callsOf('createRefund')).toHaveLength(asked);
		return { cohort, checkout: await shop.checkout(sessionId) };
	};

	test('case 10: not when nothing was paid: without a seat the checkout is cancelled, and no refund is asked for', async () => {
		const { checkout } = await paidNothingTooLate();
		expect(checkout).toMatchObject({
			state: 'cancelled',
			reason: 'cohort_full',
			payment_intent_id: null,
		});
		expect(await shop.refundsOf(checkout.id)).toEqual([]);
	});

	test('case 64: not when a promotion code paid for all of a full cohort: cancelled, and the seat stays with its owner', async () => {
		const { cohort, checkout } = await paidNothingTooLate();
		expect(checkout.state).toBe('cancelled');
		expect(await shop.packagesOf(checkout.student_id)).toEqual([]);
		expect(await shop.seatsTaken(cohort)).toBe(1);
		await shop.edit(cohort, { max_enrollment: 2 });
		const next = await paid(cohort);
		await shop.sidecar.deliver(COMPLETED, next);
		expect(await shop.stateOf(next)).toBe('enrolled');
		expect(await shop.seatsTaken(cohort)).toBe(2);
	});
});
