import { openEnrollmentOffice } from '../../../test/enrollment-office';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, type Shop } from '../../../test/shop';

let shop: Shop;
const { enroll, openTasks } = createEnrollments(() => shop);
const { byHand, cancel, amountsAt, expectFreed } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const checkoutOf = ({ sessionId }: Enrolled) => shop.checkout(sessionId);

describe('a part that goes back', () => {
	test('case 68: is sent, and the rest is kept by a decision that nobody doubts', async () => {
		const enrolled = await enroll();
		const told = await cancel(enrolled, { amount: 20_000 });
		expect(told).toMatchObject({ status: 'CANCELLED', reason: 'refunded_in_part' });
		await shop.sidecar.work();
		const [refund] = shop.stripe.refundsOf(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', refund?.id ?? '');
		await shop.sidecar.deliver('charge.refunded', shop.stripe.chargeOf(enrolled.sessionId));
		expect(amountsAt(enrolled)).toEqual([20_000]);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded', reason: 'refunded_in_part' });
		expect(await openTasks(enrolled)).toEqual([]);
		await expectFreed(enrolled);
		expect((await shop.mailsAbout(enrolled.checkoutId)).at(-1)).toMatchObject({
			kind: 'enrollment_ended',
			data: { reason: 'refunded_in_part', refundAmount: 20_000 },
		});
		const { findings } = await shop.sidecar.reconciliation.reconcile({ apply: false });
		expect(findings.filter(({ subject }) => subject.includes(refund?.id ?? '-'))).toEqual([]);
	});

	test('case 68: of all that is left is a full refund', async () => {
		const enrolled = await enroll();
		expect(await cancel(enrolled, { amount: 49_000 })).toMatchObject({
			status: 'REFUNDED',
			reason: 'requested',
		});
	});

	test('case 68: that is pending is waited for; that fails after all is a person’s', async () => {
		const enrolled = await enroll();
		shop.stripe.refundStatus = 'pending';
		await cancel(enrolled, { amount: 1_000 });
		await shop.sidecar.work();
		shop.stripe.refundStatus = 'succeeded';
		const [refund] = shop.stripe.refundsOf(enrolled.intentId);
		await shop.sidecar.deliver('refund.updated', refund?.id ?? '');
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refund_pending' });
		shop.stripe.changeRefund(refund?.id ?? '', 'succeeded');
		await shop.sidecar.deliver('refund.updated', refund?.id ?? '');
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded' });
		shop.stripe.changeRefund(refund?.id ?? '', 'failed');
		await shop.sidecar.deliver('refund.failed', refund?.id ?? '');
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refund_failed' });
		expect(await openTasks(enrolled)).toEqual(['refund_failed']);
	});

	test('case 68: is followed by the rest at the dashboard: then all of it went back', async () => {
		const enrolled = await enroll();
		await cancel(enrolled, { amount: 1_000 });
		await shop.sidecar.work();
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', id);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded', reason: 'requested' });
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('case 68: and then is lost to the bank as well, is heard', async () => {
		const enrolled = await enroll();
		await cancel(enrolled, { amount: 1_000 });
		await shop.sidecar.work();
		const dispute = shop.stripe.dispute(enrolled.sessionId);
		await shop.sidecar.deliver('charge.dispute.created', dispute);
		expect(await openTasks(enrolled)).toEqual(['dispute']);
		shop.stripe.changeDispute(dispute, 'lost');
		await shop.sidecar.deliver('charge.dispute.closed', dispute);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'cancelled', reason: 'payment_reversed' });
		expect(await openTasks(enrolled)).toEqual([]);
	});
});

describe('money that staff keeps', () => {
	test('case 68: stays, the enrollment is over, and nobody calls it a difference', async () => {
		const enrolled = await enroll();
		const calls = shop.stripe.callsOf('retrievePayment').length;
		expect(await cancel(enrolled, 'none')).toMatchObject({
			status: 'CANCELLED',
			paymentState: 'cancelled',
			reason: 'kept_by_staff',
			refundable: 49_000,
		});
		// Only what the answer shows was asked for.
		expect(shop.stripe.callsOf('retrievePayment')).toHaveLength(calls + 1);
		await expectFreed(enrolled);
		expect(await shop.refundsOf(enrolled.checkoutId)).toEqual([]);
		await shop.sidecar.deliver('charge.refunded', shop.stripe.chargeOf(enrolled.sessionId));
		await shop.sidecar.deliver('checkout.session.completed', enrolled.sessionId);
		expect(await openTasks(enrolled)).toEqual([]);
		const { findings } = await shop.sidecar.reconciliation.reconcile({ apply: false });
		expect(findings.filter(({ subject }) => subject === `checkout ${enrolled.checkoutId}`)).toEqual([]);
		expect((await shop.mailsAbout(enrolled.checkoutId)).at(-1)).toMatchObject({
			kind: 'enrollment_ended',
			data: { reason: 'kept_by_staff' },
		});
	});

	test('case 68: is kept without asking Stripe, which need not be there', async () => {
		const enrolled = await enroll();
		shop.stripe.failAlways('retrievePayment', failure('unreachable'));
		const told = await cancel(enrolled, 'none');
		shop.stripe.failAlways('retrievePayment', null);
		expect(told).toMatchObject({ status: 'CANCELLED', refundable: null });
	});

	test('case 68: and goes back at the dashboard later, is heard; when that fails, too', async () => {
		const enrolled = await enroll();
		await cancel(enrolled, 'none');
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', id);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded', reason: 'requested' });
		expect(await openTasks(enrolled)).toEqual([]);
		expect(await shop.mailsTo(enrolled.student)).toEqual(['enrolled', 'enrollment_ended']);
		shop.stripe.changeRefund(id, 'failed');
		await shop.sidecar.deliver('refund.failed', id);
		expect(await openTasks(enrolled)).toEqual(['refund_failed']);
	});

	test('case 68: and of which a part goes back at the dashboard, is heard without harm', async () => {
		const enrolled = await enroll();
		await cancel(enrolled, 'none');
		const { id } = shop.stripe.makeRefund(enrolled.intentId, 1_000);
		await shop.sidecar.deliver('refund.created', id);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'cancelled', reason: 'kept_by_staff' });
		expect(await shop.refundsOf(enrolled.checkoutId)).toMatchObject([{ amount: 1_000, automatic: null }]);
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('case 68: and is disputed later, is a person’s to answer, whoever wins', async () => {
		for (const [outcome, told] of [
			['won', 'kept_by_staff'],
			['lost', 'payment_reversed'],
		] as const) {
			const enrolled = await enroll();
			await cancel(enrolled, 'none');
			const dispute = shop.stripe.dispute(enrolled.sessionId);
			await shop.sidecar.deliver('charge.dispute.created', dispute);
			expect(await openTasks(enrolled)).toEqual(['dispute']);
			shop.stripe.changeDispute(dispute, outcome);
			await shop.sidecar.deliver('charge.dispute.closed', dispute);
			expect(await checkoutOf(enrolled)).toMatchObject({ state: 'cancelled', reason: told });
			expect(await openTasks(enrolled)).toEqual([]);
		}
	});

	test('a course that was free, or enrolled in by hand, ends the same way', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		await byHand(student, cohort);
		expect(await refusalOf(cancel({ student }, 'full'))).toBe('nothing_to_refund');
		expect(await refusalOf(cancel({ student }, { amount: 1 }))).toBe('nothing_to_refund');
		expect(await cancel({ student }, 'none')).toMatchObject({ status: 'CANCELLED', refundable: 0 });
		expect(await shop.seatsTaken(cohort)).toBe(0);
		expect(await byHand(student, cohort)).toBeGreaterThan(0);
	});

	test('a promotion code that paid for all leaves nothing to refund', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.payNothing(sessionId);
		await shop.sidecar.deliver('checkout.session.completed', sessionId);
		expect(await refusalOf(cancel({ student }, 'full'))).toBe('nothing_to_refund');
		await cancel({ student }, 'none');
		expect(await shop.stateOf(sessionId)).toBe('cancelled');
	});
});
