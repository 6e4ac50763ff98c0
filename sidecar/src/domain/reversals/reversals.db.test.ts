import { createEnrollments } from '../../../test/enrollments';
import { seatsTaken } from '../../../test/bookings';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, openShop, type Shop } from '../../../test/shop';
import { deleteStudent } from '../../../test/wordpress';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
const { enroll, packageOf, stepsOf, openTasks } = createEnrollments(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

describe('a refund made at the dashboard', () => {
	test('case 39: of the whole payment ends the enrollment and frees its seats once, however often it is told', async () => {
		const enrolled = await enroll(await shop.cohort({ maxEnrollment: 1 }));
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		await Promise.all([
			shop.sidecar.deliver('refund.created', id),
			shop.sidecar.deliver('charge.refunded', shop.stripe.chargeOf(enrolled.sessionId)),
			shop.openSidecar().deliver('refund.created', id),
		]);
		await shop.sidecar.deliver('refund.updated', id);
		expect(await shop.checkout(enrolled.sessionId)).toMatchObject({
			state: 'refunded',
			reason: 'requested',
		});
		expect((await packageOf(enrolled))?.status).toBe('REFUNDED');
		expect(await stepsOf(enrolled)).toEqual(['CANCELLED', 'CANCELLED']);
		expect(await shop.seatsTaken(enrolled.cohort)).toBe(0);
		expect(await shop.refundsOf(enrolled.checkoutId)).toMatchObject([
			{ stripe_refund_id: id, automatic: null, amount: 49_000, status: 'succeeded' },
		]);
		expect(await shop.mailsTo(enrolled.student)).toEqual(['enrolled', 'enrollment_ended']);
		expect((await enroll(enrolled.cohort)).sessionId).toMatch(/^cs_test_/);
	});

	test('case 26: of a student who was deleted after enrolling ends the enrollment, makes nothing again, and writes to nobody', async () => {
		const enrolled = await enroll();
		await deleteStudent(shop.db, enrolled.student);
		shop.mail.forget(enrolled.student);
		await shop.sidecar.deliver(COMPLETED, enrolled.sessionId);
		expect((await packageOf(enrolled))?.status).toBe('ACTIVE');
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', id);
		expect(await shop.packagesOf(enrolled.student)).toMatchObject([{ status: 'REFUNDED' }]);
		expect(await stepsOf(enrolled)).toEqual(['CANCELLED', 'CANCELLED']);
		expect(await shop.seatsTaken(enrolled.cohort)).toBe(0);
		while ((await shop.sidecar.notifications.sendDue()) > 0);
		expect(shop.mail.sent.filter(({ studentId }) => studentId === enrolled.student)).toEqual([]);
		expect(await shop.sidecar.tasks.open()).not.toContainEqual(
			expect.objectContaining({ kind: 'notification_dead' }),
		);
	});

	test('case 39: leaves what the student attended as it was, and gives back the sessions to come', async () => {
		const enrolled = await enroll();
		const [first] = enrolled.cohort.sessions;
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		shop.clock.pass((first?.endsAt.getTime() ?? 0) - shop.clock.now().getTime() + 1);
		await shop.sidecar.deliver('refund.created', id);
		expect(await stepsOf(enrolled)).toEqual(['BOOKED', 'CANCELLED']);
		expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([1, 0]);
	});

	test('case 39: leaves the enrollment to a person when the operator chose so', async () => {
		const enrolled = await enroll();
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		const lenient = shop.openSidecar(shop.stripe, shop.db, { refundEndsEnrollment: false });
		await lenient.deliver('refund.created', id);
		expect((await packageOf(enrolled))?.status).toBe('ACTIVE');
		expect(await openTasks(enrolled)).toEqual(['refunded_but_enrolled']);
	});

	test('case 40: of a part is recorded, told to staff once, and the enrollment goes on', async () => {
		const enrolled = await enroll();
		const { id } = shop.stripe.makeRefund(enrolled.intentId, 1_000);
		await shop.sidecar.deliver('refund.created', id);
		await shop.sidecar.deliver('refund.updated', id);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('enrolled');
		expect(await shop.refundsOf(enrolled.checkoutId)).toMatchObject([
			{ amount: 1_000, status: 'succeeded' },
		]);
		const [task, ...others] = await shop.tasksOf(enrolled.checkoutId);
		expect(task).toMatchObject({ kind: 'partial_refund', stripe_id: id, status: 'open' });
		expect(others).toEqual([]);
		expect((await packageOf(enrolled))?.status).toBe('ACTIVE');
		expect(await shop.mailsAbout(enrolled.checkoutId)).toMatchObject([
			{ kind: 'enrolled' },
			{ kind: 'task', studentId: null, data: { task: 'partial_refund', stripeId: id } },
		]);
	});

	test('case 40: of the rest, later, ends the enrollment like one of the whole', async () => {
		const enrolled = await enroll();
		shop.stripe.makeRefund(enrolled.intentId, 1_000);
		const { id } = shop.stripe.makeRefund(enrolled.intentId, 48_000);
		await shop.sidecar.deliver('refund.created', id);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('refunded');
		expect(await shop.refundsOf(enrolled.checkoutId)).toHaveLength(2);
	});

	test('that failed before we ever heard of it is recorded, and the enrollment goes on', async () => {
		const enrolled = await enroll();
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		shop.stripe.changeRefund(id, 'failed');
		await shop.sidecar.deliver('refund.failed', id);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('enrolled');
		expect(await shop.refundsOf(enrolled.checkoutId)).toMatchObject([
			{ stripe_refund_id: id, status: 'failed' },
		]);
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('case 38: that fails days later leaves the money with us, without an enrollment, as a task', async () => {
		const enrolled = await enroll();
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', id);
		shop.stripe.changeRefund(id, 'failed');
		await shop.sidecar.deliver('refund.failed', id);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('refund_failed');
		expect(await openTasks(enrolled)).toEqual(['refund_failed']);
		expect(await shop.seatsTaken(enrolled.cohort)).toBe(0);
	});

	test('case 38: that a person makes for a failed one closes the task', async () => {
		const enrolled = await enroll();
		const first = shop.stripe.makeRefund(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', first.id);
		shop.stripe.changeRefund(first.id, 'failed');
		await shop.sidecar.deliver('refund.failed', first.id);
		const second = shop.stripe.makeRefund(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', second.id);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('refunded');
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('case 37: that is pending is waited for, and after ten days a person is reminded once', async () => {
		const enrolled = await enroll();
		shop.stripe.refundStatus = 'pending';
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		shop.stripe.refundStatus = 'succeeded';
		await shop.sidecar.deliver('refund.created', id);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('refund_pending');
		shop.clock.pass(2 * HOUR);
		await shop.sidecar.reversals.followPending();
		expect(await openTasks(enrolled)).toEqual([]);
		for (let day = 0; day < 12; day += 1) {
			shop.clock.pass(DAY);
			await shop.sidecar.reversals.followPending();
		}
		expect(await openTasks(enrolled)).toEqual(['refund_overdue']);
		shop.stripe.changeRefund(id, 'succeeded');
		await shop.sidecar.deliver('refund.updated', id);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('refunded');
	});

	test('case 41: that is told before our own refund was saved, and is ours, makes one row', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		const intentId = shop.stripe.pay(sessionId);
		await shop.edit(cohort, { is_active: false });
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const held = shop.stripe.holdNext('createRefund');
		const sending = shop.sidecar.refunds.sendDue();
		await held.arrived;
		const [refund] = shop.stripe.refundsOf(intentId);
		await shop.openSidecar().deliver('charge.refunded', shop.stripe.chargeOf(sessionId));
		await shop.openSidecar().deliver('refund.created', refund?.id ?? '');
		held.release();
		await sending;
		const { id } = await shop.checkout(sessionId);
		expect(await shop.refundsOf(id)).toMatchObject([{ automatic: 1, stripe_refund_id: refund?.id }]);
	});
});

test('an event about a payment that is not ours is ignored', async () => {
	const { id } = shop.stripe.addSession({ metadata: { app: 'another-shop' } });
	shop.stripe.pay(id);
	const disputeId = shop.stripe.dispute(id);
	await shop.sidecar.deliver('charge.dispute.created', disputeId);
	expect((await shop.events()).at(-1)).toMatchObject({ status: 'ignored' });
	shop.stripe.changeDispute(disputeId, 'lost');
});
