import type { BuiltCohort } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, openShop, SITE_URL, type Shop } from '../../../test/shop';

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
		expect(await shop.packagesOf(student)).toEqual([]);
		expect(await shop.mailsTo(student)).toEqual([]);
		shop.clock.pass(3 * DAY);
		await expect(opened(cohort)).rejects.toMatchObject({ code: 'cohort_full' });
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 5: whose success is told before its completion buys the course at once, and once', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.payLater(sessionId);
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		const enrolled = await shop.checkout(sessionId);
		expect(enrolled.state).toBe('enrolled');
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.checkout(sessionId)).toEqual(enrolled);
		expect((await shop.events()).at(-1)).toMatchObject({ type: COMPLETED, status: 'done' });
		expect(await shop.packagesOf(student)).toHaveLength(1);
		expect(await shop.seatsTaken(cohort)).toBe(1);
		expect(await shop.mailsTo(student)).toEqual(['enrolled']);
	});

	test('case 8: that fails frees the seat, and the student is told and may try again', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		shop.stripe.failPayment(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_failed', sessionId);
		const { id, state } = await shop.checkout(sessionId);
		expect(state).toBe('failed');
		expect(await shop.mailsAbout(id)).toMatchObject([
			{
				kind: 'payment_failed',
				studentId: student,
				data: { cohortName: cohort.name, returnUrl: expect.stringContaining(SITE_URL) },
			},
		]);
		const again = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.pay(again);
		await shop.sidecar.deliver(COMPLETED, again);
		expect(await shop.stateOf(again)).toBe('enrolled');
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
		expect(await shop.stateOf(sessionId)).toBe('failed');
	});

	test('case 9: is honoured after the deadline', async () => {
		const cohort = await shop.cohort({
			enrollmentDeadline: new Date(shop.clock.now().getTime() + DAY),
		});
		const sessionId = await delayed(cohort);
		shop.clock.pass(5 * DAY);
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 9: goes back when an editor has made the cohort smaller meanwhile', async () => {
		const cohort = await shop.cohort({
			enrollmentDeadline: new Date(shop.clock.now().getTime() + DAY),
		});
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		const intentId = shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.edit(cohort, { max_enrollment: 0 });
		shop.clock.pass(5 * DAY);
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await shop.checkout(sessionId)).toMatchObject({ state: 'refund_due', reason: 'cohort_full' });
		await shop.sidecar.work();
		expect(await shop.stateOf(sessionId)).toBe('refunded');
		expect(shop.stripe.refundsOf(intentId)).toMatchObject([{ amount: 49_000, status: 'succeeded' }]);
		expect(await shop.packagesOf(student)).toEqual([]);
		expect(await shop.mailsTo(student)).toEqual(['refunded']);
	});
});
