import { buildCourse, type BuiltCohort } from '../../../test/builders';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, refusalOf, SITE_URL, type Shop } from '../../../test/shop';
import { table } from '../../db/database';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(() => {
	shop.logged.length = 0;
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

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
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
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
		expect(await shop.seatsTaken(cohort)).toBe(1);
		expect(await shop.mailsTo(student)).toEqual(['enrolled']);
	});

	test.each(['refund.created', 'refund.updated', 'charge.refunded'])(
		'case 4: of which %s tells before the completion buys nothing, and the money is not sent back twice',
		async (type) => {
			const cohort = await shop.cohort();
			const student = await shop.student();
			const sessionId = await shop.sidecar.checkOut(student, cohort);
			const { id } = shop.stripe.makeRefund(shop.stripe.pay(sessionId));
			const object = type.startsWith('refund.') ? id : shop.stripe.chargeOf(sessionId);
			await shop.sidecar.deliver(type, object);
			expect(await lastEvent()).toMatchObject({ type, object_id: object, status: 'done' });
			const checkout = await shop.checkout(sessionId);
			expect(checkout).toMatchObject({ state: 'refunded', reason: 'payment_reversed' });
			expect(await shop.refundsOf(checkout.id)).toMatchObject([
				{ stripe_refund_id: id, automatic: null, status: 'succeeded' },
			]);
			expect(shop.logged.at(-1)).toMatchObject({
				level: 50,
				msg: expect.stringContaining('refunded'),
			});

			await shop.sidecar.deliver(COMPLETED, sessionId);
			await shop.sidecar.work();
			expect(await shop.stateOf(sessionId)).toBe('refunded');
			expect(await shop.packagesOf(student)).toEqual([]);
			expect(await shop.seatsTaken(cohort)).toBe(0);
			expect(shop.stripe.callsOf('createRefund')).toEqual([]);
		},
	);

	test('case 40: that was refunded in part still buys the course', async () => {
		const sessionId = await opened(await shop.cohort());
		shop.stripe.makeRefund(shop.stripe.pay(sessionId), 1_000);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 10: of nothing, by a promotion code, buys the course', async () => {
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, await shop.cohort());
		shop.stripe.payNothing(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE', payment_intent_id: null }]);
		expect(await shop.checkout(sessionId)).toMatchObject({
			state: 'enrolled',
			payment_intent_id: null,
		});
		expect(await shop.mailsTo(student)).toEqual(['enrolled']);
	});

	test('case 11: in a state that we do not know grants nothing, stays due, and calls a person once', async () => {
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
			expect(await shop.stateOf(sessionId)).toBe('open');
			expect(await lastEvent()).toMatchObject({ status: 'due', attempts: 1 });
			expect(await shop.sidecar.sessions.status(student, sessionId)).toMatchObject({
				state: 'processing',
				packageId: null,
			});
			expect(shop.logged.at(-1)?.level).toBe(50);
		}
		expect(await shop.packagesOf(student)).toEqual([]);
		const about = (await shop.sidecar.tasks.open()).filter(({ stripeId }) => stripeId === sessionId);
		expect(about).toMatchObject([{ kind: 'unknown_payment' }]);
		const mails = await table<{ kind: string; subject: string; student_id: number | null }>(
			shop.db,
			'notifications',
		).where({ kind: 'task', subject: `task:${about[0]?.id}` });
		expect(mails).toMatchObject([{ student_id: null }]);
	});

	test('case 25: on the terms of its session is honoured although the price has changed since', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		await shop.reprice(cohort, 59_000);
		shop.stripe.pay(sessionId);
		const lines = shop.logged.length;
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const { id, state, amount } = await shop.checkout(sessionId);
		expect({ state, amount }).toEqual({ state: 'enrolled', amount: 49_000 });
		expect(await shop.tasksOf(id)).toEqual([]);
		expect(shop.logged).toHaveLength(lines);
	});

	test.each([{ amountSubtotal: 1 }, { currency: 'usd' }])(
		'case 25: on other terms than ours, %j, is honoured, and a person hears of it once',
		async (change) => {
			const sessionId = await opened(await shop.cohort());
			shop.stripe.changeSession(sessionId, change);
			const intentId = shop.stripe.pay(sessionId);
			await shop.sidecar.deliver(COMPLETED, sessionId);
			await shop.sidecar.deliver(COMPLETED, sessionId);
			const { id, state } = await shop.checkout(sessionId);
			expect(state).toBe('enrolled');
			expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('terms') });
			const [task, ...others] = await shop.tasksOf(id);
			expect(others).toEqual([]);
			expect(task).toMatchObject({ kind: 'other_terms', status: 'open', stripe_id: sessionId });
			expect(await shop.mailsAbout(id)).toMatchObject([
				{
					kind: 'task',
					studentId: null,
					data: { task: 'other_terms', purchase: { amount: 49_000, currency: 'eur' } },
				},
				{ kind: 'enrolled' },
			]);
			expect(shop.stripe.refundsOf(intentId)).toEqual([]);
		},
	);

	test.each([
		['removed', {}],
		['of another site', { app: 'cohort-enrollment', site: 'https://other.example' }],
		[
			'of another checkout',
			{ app: 'cohort-enrollment', site: SITE_URL, checkout_id: '6f0e1a0e-4a53-4f0a-9b1d-3a6f2f3c1d11' },
		],
	])(
		'case 14: whose metadata was edited in the dashboard (%s) is found by its session',
		async (_, metadata) => {
			const student = await shop.student();
			const sessionId = await shop.sidecar.checkOut(student, await shop.cohort());
			shop.stripe.pay(sessionId);
			shop.stripe.changeSession(sessionId, { metadata });
			await shop.sidecar.deliver(COMPLETED, sessionId);
			expect(await shop.stateOf(sessionId)).toBe('enrolled');
			expect(await shop.packagesOf(student)).toHaveLength(1);
			expect(shop.logged.at(-1)).toMatchObject({ level: 40, msg: expect.stringContaining('metadata') });
		},
	);

	test('case 27: by somebody else enrolls the student of the checkout; who paid learns nothing and gets nothing', async () => {
		const cohort = await shop.cohort();
		const [student, payer] = await shop.students(2);
		const sessionId = await shop.sidecar.checkOut(student!, cohort);
		shop.stripe.pay(sessionId);
		expect(await refusalOf(shop.sidecar.sessions.status(payer!, sessionId))).toBe('session_not_found');
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.packagesOf(student!)).toMatchObject([{ status: 'ACTIVE' }]);
		expect(await shop.mailsTo(student!)).toEqual(['enrolled']);
		expect(await shop.packagesOf(payer!)).toEqual([]);
		expect(await shop.mailsTo(payer!)).toEqual([]);
		expect(await refusalOf(shop.sidecar.sessions.status(payer!, sessionId))).toBe('session_not_found');
	});

	test('case 55: of which Stripe cannot tell now is never believed from the event; a worker asks again', async () => {
		const sessionId = await paid(await shop.cohort());
		shop.stripe.failNext('retrieveSession', failure('unreachable'));
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.stateOf(sessionId)).toBe('open');
		shop.clock.pass(MINUTE);
		await shop.sidecar.work();
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});
});

describe('an end without payment', () => {
	test('frees the seat', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const sessionId = await opened(cohort);
		await shop.stripe.expireSession(sessionId);
		await shop.sidecar.deliver('checkout.session.expired', sessionId);
		expect(await shop.stateOf(sessionId)).toBe('expired');
		await opened(cohort);
	});

	test('case 6: is not believed of a session that is complete', async () => {
		const sessionId = await paid(await shop.cohort());
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.sidecar.deliver('checkout.session.expired', sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
		expect(await lastEvent()).toMatchObject({ type: 'checkout.session.expired', status: 'done' });
	});

	test('case 6: is not believed of a session that is complete even when it arrives first', async () => {
		const sessionId = await paid(await shop.cohort());
		await shop.sidecar.deliver('checkout.session.expired', sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 30: a completion that Stripe does not confirm changes nothing', async () => {
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, await shop.cohort());
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.stateOf(sessionId)).toBe('open');
		expect(await shop.packagesOf(student)).toEqual([]);
	});
});
