import type { BuiltCohort } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, openShop, type Shop } from '../../../test/shop';

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
		shop.clock.pass(3 * DAY);
		await expect(opened(cohort)).rejects.toMatchObject({ code: 'cohort_full' });
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 5: whose success is told before its completion buys the course once', async () => {
		const sessionId = await opened(await shop.cohort());
		shop.stripe.payLater(sessionId);
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 8: that fails frees the seat, and the student may try again', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		shop.stripe.failPayment(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_failed', sessionId);
		expect(await shop.stateOf(sessionId)).toBe('failed');
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
		const cohort = await shop.cohort();
		const sessionId = await delayed(cohort);
		await shop.edit(cohort, { max_enrollment: 0 });
		shop.stripe.settle(sessionId);
		await shop.sidecar.deliver('checkout.session.async_payment_succeeded', sessionId);
		expect(await shop.checkout(sessionId)).toMatchObject({ state: 'refund_due', reason: 'cohort_full' });
	});
});
