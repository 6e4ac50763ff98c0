import { buildCourse, type BuiltCohort } from '../../../test/builders';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, MINUTE, openShop, SITE_URL, type Shop } from '../../../test/shop';
import { deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
/** Sessions whose money is not ours to decide about. */
const tolerated = new Set<string>();
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop, tolerated));
afterAll(() => shop.close());

const stateOf = async (sessionId: string) => (await shop.checkout(sessionId)).state;
const lastEvent = async () => (await shop.events()).at(-1);

/** A session that a new student opened for a cohort. */
const opened = async (cohort: BuiltCohort): Promise<string> =>
	shop.sidecar.checkOut(await shop.student(), cohort);

/** A paid one of which we have not heard. */
const paid = async (cohort: BuiltCohort): Promise<string> => {
	const sessionId = await opened(cohort);
	shop.stripe.pay(sessionId);
	return sessionId;
};

const update = (name: string, id: number, change: object) =>
	table<{ id: number }>(shop.db, name).where({ id }).update(change);

describe('a payment', () => {
	test('becomes a package with its seat, its progress and every step booked that leaves no choice', async () => {
		const course = await buildCourse(shop.db, { steps: [{ options: 1 }, { options: 2 }] });
		const cohort = await shop.cohort({}, course);
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		const intentId = shop.stripe.pay(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const [owned] = await shop.packagesOf(student);
		expect(owned).toMatchObject({
			program_id: course.id,
			cohort_id: cohort.id,
			package_name: `${course.code} - ${cohort.name}`,
			package_type: 'COURSE',
			status: 'ACTIVE',
			payment_intent_id: intentId,
			purchased_at: shop.clock.now(),
			expires_at: null,
		});
		const steps = await table<{ package_id: number; step_id: number; status: string }>(
			shop.db,
			'student_course_step_progress',
		)
			.where('package_id', owned?.id ?? 0)
			.orderBy('step_id');
		expect(steps.map(({ step_id, status }) => [step_id, status])).toEqual([
			[course.steps[0]?.id, 'BOOKED'],
			[course.steps[1]?.id, 'UNBOOKED'],
		]);
		expect(await shop.checkout(sessionId)).toMatchObject({
			state: 'enrolled',
			payment_intent_id: intentId,
		});
		expect(await lastEvent()).toMatchObject({ status: 'done' });
	});

	test('case 2: told by two events, in any order and again, is one package', async () => {
		const cohort = await shop.cohort();
		const sessionId = await opened(cohort);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		shop.stripe.pay(sessionId);
		for (const type of [COMPLETED, COMPLETED, 'checkout.session.async_payment_succeeded']) {
			await shop.sidecar.deliver(type, sessionId);
		}
		const { id } = await shop.checkout(sessionId);
		const told = await table<{ entity_type: string; entity_id: number; action: string; actor: string }>(
			shop.db,
			'activity',
		).where({ entity_type: 'checkout', entity_id: id });
		expect(told.map(({ action }) => action)).toEqual(['checkout.open', 'checkout.enrolled']);
		expect(await stateOf(sessionId)).toBe('enrolled');
		expect(await shop.seatsTaken(cohort)).toBe(1);
	});

	test('case 3: told by webhook and landing page at the same instant, on two sidecars, is one package', async () => {
		const cohort = await shop.cohort();
		const second = shop.openSidecar();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.pay(sessionId);
		const [, page] = await Promise.all([
			shop.sidecar.deliver(COMPLETED, sessionId),
			second.sessions.status(student, sessionId),
			second.deliver(COMPLETED, sessionId),
		]);
		const [owned, ...others] = await shop.packagesOf(student);
		expect(page).toMatchObject({ state: 'enrolled', packageId: owned?.id });
		expect(others).toEqual([]);
	});

	test('case 4: that was refunded or disputed before we heard of it buys nothing, and a person is told', async () => {
		const cohort = await shop.cohort();
		const [refunded, disputed] = [await opened(cohort), await paid(cohort)];
		const { id } = shop.stripe.makeRefund(shop.stripe.pay(refunded));
		shop.stripe.dispute(disputed);
		await shop.sidecar.deliver('refund.created', id);
		for (const sessionId of [refunded, disputed]) {
			await shop.sidecar.deliver(COMPLETED, sessionId);
			expect(await shop.checkout(sessionId)).toMatchObject({
				state: 'refunded',
				reason: 'payment_reversed',
			});
			expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('disputed') });
		}
		expect(await shop.seatsTaken(cohort)).toBe(0);
	});

	test('case 40: that was refunded in part still buys the course', async () => {
		const sessionId = await opened(await shop.cohort());
		shop.stripe.makeRefund(shop.stripe.pay(sessionId), 1_000);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await stateOf(sessionId)).toBe('enrolled');
	});

	test('case 10: of nothing, by a promotion code, buys the course', async () => {
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, await shop.cohort());
		shop.stripe.payNothing(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE', payment_intent_id: null }]);
	});

	test('case 11: in a state that we do not know grants nothing and stays due', async () => {
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, await shop.cohort());
		for (const change of [
			{ status: 'complete', paymentStatus: 'half_paid' },
			{ status: 'reopened', paymentStatus: 'paid' },
			// As an answer of which the payment could not be read.
			{ status: 'complete', paymentStatus: 'paid' },
		]) {
			shop.stripe.changeSession(sessionId, change);
			await shop.sidecar.deliver(COMPLETED, sessionId);
			expect(await stateOf(sessionId)).toBe('open');
			expect(await lastEvent()).toMatchObject({ status: 'due', attempts: 1 });
			expect(await shop.sidecar.sessions.status(student, sessionId)).toMatchObject({
				state: 'processing',
				packageId: null,
			});
			expect(shop.logged.at(-1)?.level).toBe(50);
		}
	});

	test('case 25: on other terms than ours is honoured and reported', async () => {
		const cohort = await shop.cohort();
		for (const change of [{ amountSubtotal: 1 }, { currency: 'usd' }]) {
			const sessionId = await opened(cohort);
			shop.stripe.changeSession(sessionId, change);
			shop.stripe.pay(sessionId);
			await shop.sidecar.deliver(COMPLETED, sessionId);
			expect(await stateOf(sessionId)).toBe('enrolled');
			expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('terms') });
		}
	});

	test('case 14: whose metadata was edited in the dashboard is found by its session, and reported', async () => {
		const sessionId = await paid(await shop.cohort());
		shop.stripe.changeSession(sessionId, { metadata: {}, clientReferenceId: null });
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await stateOf(sessionId)).toBe('enrolled');
		expect(shop.logged.at(-1)).toMatchObject({ level: 40, msg: expect.stringContaining('metadata') });
	});

	test('case 55: of which Stripe cannot tell now is never believed from the event; a worker asks again', async () => {
		const sessionId = await paid(await shop.cohort());
		shop.stripe.failNext('retrieveSession', failure('unreachable'));
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await stateOf(sessionId)).toBe('open');
		shop.clock.pass(MINUTE);
		await shop.sidecar.work();
		expect(await stateOf(sessionId)).toBe('enrolled');
	});
});

describe('a delayed payment', () => {
	const delayed = async (cohort: BuiltCohort): Promise<string> => {
		const sessionId = await opened(cohort);
		shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		return sessionId;
	};

	test('case 7: keeps its seat for days, and buys the course when the money comes', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.sidecar.sessions.status(student, sessionId)).toMatchObject({
			state: 'awaiting_payment',
			packageId: null,
		});
		shop.clock.pass(3 * DAY);
		await expect(opened(cohort)).rejects.toMatchObject({ code: 'cohort_full' });
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await stateOf(sessionId)).toBe('enrolled');
	});

	test('case 5: whose success is told before its completion buys the course once', async () => {
		const sessionId = await opened(await shop.cohort());
		shop.stripe.payLater(sessionId);
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await stateOf(sessionId)).toBe('enrolled');
	});

	test('case 8: that fails frees the seat, and the student may try again', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		shop.stripe.failPayment(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_failed', sessionId);
		expect(await stateOf(sessionId)).toBe('failed');
		const again = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.pay(again);
		await shop.sidecar.deliver(COMPLETED, again);
		expect(await stateOf(again)).toBe('enrolled');
	});

	test('case 8: that failed is not awaited again because of an answer that was on its way for long', async () => {
		const sessionId = await opened(await shop.cohort());
		shop.stripe.payLater(sessionId);
		const held = shop.stripe.holdNext('retrieveSession');
		const late = shop.sidecar.deliver(COMPLETED, sessionId);
		await held.arrived;
		shop.stripe.failPayment(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_failed', sessionId);
		held.release();
		await late;
		expect(await stateOf(sessionId)).toBe('failed');
	});

	test('case 9: is honoured after the deadline', async () => {
		const cohort = await shop.cohort({
			enrollmentDeadline: new Date(shop.clock.now().getTime() + DAY),
		});
		const sessionId = await delayed(cohort);
		shop.clock.pass(5 * DAY);
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await stateOf(sessionId)).toBe('enrolled');
	});

	test('case 9: goes back when an editor has made the cohort smaller meanwhile', async () => {
		const cohort = await shop.cohort();
		const sessionId = await delayed(cohort);
		await update('course_cohorts', cohort.id, { max_enrollment: 0 });
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await shop.checkout(sessionId)).toMatchObject({ state: 'refund_due', reason: 'cohort_full' });
	});
});

describe('an end without payment', () => {
	test('frees the seat', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const sessionId = await opened(cohort);
		await shop.stripe.expireSession(sessionId);
		await shop.sidecar.deliver('checkout.session.expired', sessionId);
		expect(await stateOf(sessionId)).toBe('expired');
		await opened(cohort);
	});

	test('case 6: is not believed of a session that is complete', async () => {
		const sessionId = await paid(await shop.cohort());
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.sidecar.deliver('checkout.session.expired', sessionId);
		expect(await stateOf(sessionId)).toBe('enrolled');
	});

	test('case 30: a completion that Stripe does not confirm changes nothing', async () => {
		const sessionId = await opened(await shop.cohort());
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await stateOf(sessionId)).toBe('open');
	});
});

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
		expect(
			await refundedAfter((cohort) => update('course_cohorts', cohort.id, { max_enrollment: 0 })),
		).toBe('cohort_full');
	});

	test('case 22: when the cohort was switched off', async () => {
		expect(
			await refundedAfter((cohort) => update('course_cohorts', cohort.id, { is_active: false })),
		).toBe('cohort_inactive');
	});

	test('case 23: when the cohort was deleted', async () => {
		expect(
			await refundedAfter((cohort) => update('course_cohorts', cohort.id, { deleted_at: new Date() })),
		).toBe('cohort_inactive');
	});

	test('case 23: when the course was switched off', async () => {
		expect(
			await refundedAfter((cohort) =>
				update('course_programs', cohort.course.id, { is_active: false }),
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
		expect(await stateOf(served)).toBe('enrolled');
		expect(await stateOf(quick)).toBe('enrolled');
		expect(await shop.checkout(late)).toMatchObject({ state: 'refund_due', reason: 'cohort_full' });
	});

	test('case 58: from a lapsed hold, rather than from the student who holds the last seat now', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const late = await paid(cohort);
		shop.clock.pass(33 * MINUTE);
		const holder = await opened(cohort);
		await shop.sidecar.deliver(COMPLETED, late);
		expect(await stateOf(late)).toBe('refund_due');
		shop.stripe.pay(holder);
		await shop.sidecar.deliver(COMPLETED, holder);
		expect(await stateOf(holder)).toBe('enrolled');
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
		await update('course_cohorts', cohort.id, { max_enrollment: 0 });
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const checkout = await shop.checkout(sessionId);
		expect(checkout).toMatchObject({ state: 'cancelled', reason: 'cohort_full' });
		expect(await shop.refundsOf(checkout.id)).toEqual([]);
	});
});

describe('a session that is not in our books', () => {
	const ours = { app: 'cohort-enrollment', site: SITE_URL };

	/** Delivers the completion of a paid session that this sidecar did not open. */
	const deliverForeign = async (overrides: Parameters<typeof shop.stripe.addSession>[0]) => {
		const { id } = shop.stripe.addSession(overrides);
		const intentId = shop.stripe.pay(id);
		tolerated.add(id);
		await shop.sidecar.deliver(COMPLETED, id);
		await shop.sidecar.work();
		expect(shop.stripe.refundsOf(intentId)).toEqual([]);
		return (await lastEvent())?.status;
	};

	test('case 12: and belongs to another product on the account is ignored', async () => {
		expect(await deliverForeign({ metadata: { app: 'shop' }, clientReferenceId: 'order-1' })).toBe(
			'ignored',
		);
	});

	test('case 13: and belongs to another site on the account is ignored', async () => {
		expect(await deliverForeign({ metadata: { ...ours, site: 'https://staging.example' } })).toBe(
			'ignored',
		);
	});

	test('case 15: and belongs to the other mode is ignored', async () => {
		expect(await deliverForeign({ metadata: ours, livemode: true })).toBe('ignored');
	});

	test('case 13: but is of this site is left to a person, never refunded by itself', async () => {
		expect(await deliverForeign({ metadata: ours })).toBe('done');
		expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('person') });
	});

	test('and was never paid calls nobody', async () => {
		const { id } = shop.stripe.addSession({ metadata: ours });
		await shop.stripe.expireSession(id);
		const lines = shop.logged.length;
		await shop.sidecar.deliver('checkout.session.expired', id);
		expect(shop.logged.length).toBe(lines);
	});

	test('case 57: because saving it failed is found by its reference', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		shop.stripe.failNext('createSession', failure('unreachable'), 'done');
		await expect(shop.sidecar.click(student, cohort)).rejects.toThrow();
		const [lost] = await shop.checkoutsOf(student);
		const session = shop.stripe.sessions().find((made) => made.clientReferenceId === lost?.reference);
		const sessionId = session?.id ?? '';
		shop.stripe.pay(sessionId);
		const second = shop.openSidecar();
		const lines = shop.logged.length;
		await Promise.all([shop.sidecar.deliver(COMPLETED, sessionId), second.deliver(COMPLETED, sessionId)]);
		expect(await shop.checkout(sessionId)).toMatchObject({ id: lost?.id, state: 'enrolled' });
		expect(shop.logged.length).toBe(lines);
	});

	test('case 57: because saving it failed is found even after its hold was given up', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		shop.stripe.failNext('createSession', failure('unreachable'), 'done');
		await expect(shop.sidecar.click(student, cohort)).rejects.toThrow();
		const [lost] = await shop.checkoutsOf(student);
		const session = shop.stripe.sessions().find((made) => made.clientReferenceId === lost?.reference);
		shop.stripe.pay(session?.id ?? '');
		shop.clock.pass(34 * MINUTE);
		await shop.sidecar.lapsedCheckouts.settleLapsed();
		await shop.sidecar.deliver(COMPLETED, session?.id ?? '');
		expect(await shop.checkout(session?.id ?? '')).toMatchObject({ id: lost?.id, state: 'enrolled' });
	});
});
