import { openEnrollmentOffice } from '../../../test/enrollment-office';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, rowCounts, type Shop } from '../../../test/shop';
import type { CheckoutRow } from '../../db/checkouts';
import { table } from '../../db/database';

/* Staff enrolls a student by hand who is paying for the course. */

let shop: Shop;
const { openTasks } = createEnrollments(() => shop);
const { byHand, cancel } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

type Paying = Pick<Enrolled, 'student' | 'cohort' | 'sessionId'>;

const beginToPay = async (overrides: Parameters<Shop['cohort']>[0] = {}): Promise<Paying> => {
	const cohort = await shop.cohort(overrides);
	const student = await shop.student();
	return { student, cohort, sessionId: await shop.sidecar.checkOut(student, cohort) };
};

test('case 66: they cannot pay any more for what they have, in whichever cohort they began', async () => {
	const { student, cohort, sessionId } = await beginToPay({ maxEnrollment: 1 });
	const other = await shop.cohort({}, cohort.course);
	const sessions = [sessionId, await shop.sidecar.checkOut(student, other)];
	await byHand(student, cohort);
	expect(sessions.map((id) => shop.stripe.session(id).status)).toEqual(['expired', 'expired']);
	expect(await shop.statesOf(student)).toEqual(['expired', 'expired', 'enrolled']);
});

test('case 66: who has paid, although nobody told yet, is enrolled by the payment, and staff hears of it', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	const intentId = shop.stripe.pay(sessionId);
	const refusal: unknown = await byHand(student, cohort).catch((error: unknown) => error);
	expect(refusal).toMatchObject({ code: 'already_enrolled', data: { paid: true } });
	expect(await shop.packagesOf(student)).toMatchObject([
		{ status: 'ACTIVE', payment_intent_id: intentId, cohort_id: cohort.id },
	]);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	await shop.sidecar.work();
	expect(await shop.statesOf(student)).toEqual(['enrolled']);
	expect(shop.stripe.refundsOf(intentId)).toEqual([]);
	expect(await shop.seatsTaken(cohort)).toBe(1);
	expect(await shop.mailsTo(student)).toEqual(['enrolled']);
});

test('case 66: who has paid for another cohort of the course is enrolled in that one', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	const other = await shop.cohort({}, cohort.course);
	shop.stripe.pay(sessionId);
	expect(await refusalOf(byHand(student, other))).toBe('already_enrolled');
	expect(await shop.packagesOf(student)).toMatchObject([{ cohort_id: cohort.id }]);
});

test('case 66: a bank debit that has arrived enrolls; one that is under way is waited for', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	shop.stripe.payLater(sessionId);
	expect(await refusalOf(byHand(student, cohort))).toBe('checkout_in_progress');
	expect(await shop.statesOf(student)).toEqual(['awaiting_payment']);
	shop.stripe.settle(sessionId);
	expect(await refusalOf(byHand(student, cohort))).toBe('already_enrolled');
	expect(await shop.statesOf(student)).toEqual(['enrolled']);
});

test('case 66: while Stripe cannot tell whether they paid nobody is enrolled, and nothing is written', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	const before = await rowCounts(shop.db);
	for (const kind of ['unreachable', 'unauthorized'] as const) {
		shop.stripe.failNext('expireSession', failure(kind));
		const refusal: unknown = await byHand(student, cohort).catch((error: unknown) => error);
		expect(refusal).toMatchObject({ code: 'stripe_unavailable', data: { kind } });
	}
	expect(await rowCounts(shop.db)).toEqual(before);
	expect(await shop.statesOf(student)).toEqual(['open']);
	shop.stripe.pay(sessionId);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	expect(await shop.statesOf(student)).toEqual(['enrolled']);
});

test('case 66: of two open payments one may be ended although Stripe has no answer about the other', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	const sessions = [sessionId, await shop.sidecar.checkOut(student, await shop.cohort({}, cohort.course))];
	shop.stripe.failNext('expireSession', failure('unreachable'));
	expect(await refusalOf(byHand(student, cohort))).toBe('stripe_unavailable');
	// What was asked of Stripe beside it arrives there all the same.
	await new Promise(setImmediate);
	expect(sessions.map((id) => shop.stripe.session(id).status).sort()).toEqual(['expired', 'open']);
	expect(await shop.packagesOf(student)).toEqual([]);
	await byHand(student, cohort);
	expect(await shop.statesOf(student)).toEqual(['expired', 'expired', 'enrolled']);
});

test('case 66: and one that has arrived enrolls the student, of which staff hears when they try again', async () => {
	const { student, cohort } = await beginToPay();
	const other = await shop.cohort({}, cohort.course);
	shop.stripe.pay(await shop.sidecar.checkOut(student, other));
	shop.stripe.failNext('expireSession', failure('unreachable'));
	expect(await refusalOf(byHand(student, cohort))).toBe('stripe_unavailable');
	expect(await refusalOf(byHand(student, cohort))).toBe('already_enrolled');
	expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE', cohort_id: other.id }]);
});

test('case 66: a payment that this version does not understand is not overtaken', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	shop.stripe.pay(sessionId);
	shop.stripe.changeSession(sessionId, { paymentStatus: 'in_escrow' });
	expect(await refusalOf(byHand(student, cohort))).toBe('checkout_in_progress');
	expect(await shop.packagesOf(student)).toEqual([]);
	shop.stripe.changeSession(sessionId, { paymentStatus: 'paid' });
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
});

test('case 66: who may not be enrolled by hand can go on paying', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	const full = await shop.cohort({ maxEnrollment: 1, currentEnrollment: 1 }, cohort.course);
	expect(await refusalOf(byHand(student, full))).toBe('cohort_full');
	expect(shop.stripe.session(sessionId).status).toBe('open');
	await shop.edit(full, { current_enrollment: 0 });
});

test('case 66: who clicks and pays once more in between is enrolled by that payment', async () => {
	const { student, cohort } = await beginToPay();
	const other = await shop.cohort({}, cohort.course);
	const held = shop.stripe.holdNext('retrieveSession');
	const enrolling = refusalOf(byHand(student, cohort));
	await held.arrived;
	const second = await shop.openSidecar().checkOut(student, other);
	shop.stripe.pay(second);
	held.release();
	expect(await enrolling).toBe('already_enrolled');
	expect(await shop.packagesOf(student)).toMatchObject([{ cohort_id: other.id }]);
});

test('case 66: they are enrolled once, by the payment, when it arrives at the same moment', async () => {
	const { student, cohort, sessionId } = await beginToPay();
	shop.stripe.pay(sessionId);
	const [code] = await Promise.all([
		refusalOf(byHand(student, cohort)),
		shop.openSidecar().deliver('checkout.session.completed', sessionId),
	]);
	await shop.sidecar.work();
	expect([await shop.statesOf(student), code]).toEqual([['enrolled'], 'already_enrolled']);
	expect(await shop.packagesOf(student)).toHaveLength(1);
	expect(await shop.seatsTaken(cohort)).toBe(1);
});

describe('a payment of which nobody could know before they were enrolled', () => {
	/** As by a click in another cohort that commits in the same moment: it holds nothing that could be seen. */
	const payUnseen = async (): Promise<Enrolled> => {
		const paying = await beginToPay();
		const { id: checkoutId } = await shop.checkout(paying.sessionId);
		await table<CheckoutRow>(shop.db, 'checkouts').where('id', checkoutId).update({ state: 'expired' });
		await byHand(paying.student, paying.cohort);
		const intentId = shop.stripe.pay(paying.sessionId);
		await shop.sidecar.deliver('checkout.session.completed', paying.sessionId);
		await shop.sidecar.work();
		return { ...paying, checkoutId, intentId };
	};

	test('case 66: goes back, they keep the seat, and a person is told that nobody pays for it', async () => {
		const paid = await payUnseen();
		expect(await shop.checkout(paid.sessionId)).toMatchObject({
			state: 'refunded',
			reason: 'already_enrolled',
		});
		expect(shop.stripe.refundsOf(paid.intentId)).toMatchObject([{ amount: 49_000 }]);
		expect(await shop.packagesOf(paid.student)).toMatchObject([{ status: 'ACTIVE' }]);
		expect(await shop.seatsTaken(paid.cohort)).toBe(1);
		expect(await shop.tasksOf(paid.checkoutId)).toMatchObject([
			{ kind: 'refunded_but_enrolled', status: 'open', stripe_id: paid.intentId },
		]);
	});

	test('case 66: is nobody’s task any more once staff ends the enrollment', async () => {
		const paid = await payUnseen();
		await cancel(paid, 'none');
		expect(await openTasks(paid)).toEqual([]);
	});
});
