import { table } from '../../db/database';
import type { StepProgressRow } from '../../db/student-course-step-progress';
import type { BuiltCohort } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, openShop, type Shop } from '../../../test/shop';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

interface Enrolled {
	student: number;
	cohort: BuiltCohort;
	sessionId: string;
	intentId: string;
	checkoutId: number;
}

const enroll = async (cohort?: BuiltCohort): Promise<Enrolled> => {
	const course = cohort ?? (await shop.cohort());
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, course);
	const intentId = shop.stripe.pay(sessionId);
	await shop.sidecar.deliver(COMPLETED, sessionId);
	const { id: checkoutId } = await shop.checkout(sessionId);
	return { student, cohort: course, sessionId, intentId, checkoutId };
};

const packageOf = async ({ student }: Enrolled) => (await shop.packagesOf(student))[0];

const stepsOf = async (enrolled: Enrolled): Promise<string[]> => {
	const owned = await packageOf(enrolled);
	const rows = await table<StepProgressRow>(shop.db, 'student_course_step_progress').where(
		'package_id',
		owned?.id ?? 0,
	);
	return rows.map(({ status }) => status);
};

const openTasks = async (enrolled: Enrolled): Promise<string[]> =>
	(await shop.tasksOf(enrolled.checkoutId))
		.filter(({ status }) => status === 'open')
		.map(({ kind }) => kind);

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

	test('that a person makes for a failed one closes the task', async () => {
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

describe('case 42: a dispute', () => {
	const disputed = async (): Promise<Enrolled & { disputeId: string }> => {
		const enrolled = await enroll();
		const disputeId = shop.stripe.dispute(enrolled.sessionId);
		await shop.sidecar.deliver('charge.dispute.created', disputeId);
		return { ...enrolled, disputeId };
	};

	test('suspends the enrollment, keeps its seat, and calls a person', async () => {
		const enrolled = await disputed();
		expect(await shop.stateOf(enrolled.sessionId)).toBe('disputed');
		expect((await packageOf(enrolled))?.status).toBe('SUSPENDED');
		expect(await shop.seatsTaken(enrolled.cohort)).toBe(1);
		expect(await shop.tasksOf(enrolled.checkoutId)).toMatchObject([
			{ kind: 'dispute', status: 'open', stripe_id: enrolled.disputeId },
		]);
		const [owned] = await shop.packagesOf(enrolled.student);
		await expect(
			shop.sidecar.booking.unbookedSteps({ studentId: enrolled.student, packageId: owned?.id ?? 0 }),
		).rejects.toMatchObject({ code: 'package_not_active' });
	});

	test('that is won restores the enrollment and closes the task', async () => {
		const enrolled = await disputed();
		shop.stripe.changeDispute(enrolled.disputeId, 'won');
		await shop.sidecar.deliver('charge.dispute.closed', enrolled.disputeId);
		await shop.sidecar.deliver('charge.dispute.funds_reinstated', enrolled.disputeId);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('enrolled');
		expect((await packageOf(enrolled))?.status).toBe('ACTIVE');
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('that is lost ends the enrollment and frees its seats once', async () => {
		const enrolled = await disputed();
		shop.stripe.changeDispute(enrolled.disputeId, 'lost');
		await Promise.all([
			shop.sidecar.deliver('charge.dispute.closed', enrolled.disputeId),
			shop.openSidecar().deliver('charge.dispute.funds_withdrawn', enrolled.disputeId),
		]);
		expect(await shop.checkout(enrolled.sessionId)).toMatchObject({
			state: 'cancelled',
			reason: 'payment_reversed',
		});
		expect((await packageOf(enrolled))?.status).toBe('CANCELLED');
		expect(await shop.seatsTaken(enrolled.cohort)).toBe(0);
		expect(await shop.mailsTo(enrolled.student)).toEqual(['enrolled', 'enrollment_ended']);
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('of which only the end was ever told counts just as well', async () => {
		const [won, lost] = [await enroll(), await enroll()];
		for (const [enrolled, outcome] of [
			[won, 'won'],
			[lost, 'lost'],
		] as const) {
			const disputeId = shop.stripe.dispute(enrolled.sessionId, outcome);
			await shop.sidecar.deliver('charge.dispute.closed', disputeId);
		}
		expect(await shop.stateOf(won.sessionId)).toBe('enrolled');
		expect(await shop.stateOf(lost.sessionId)).toBe('cancelled');
	});

	test('that is only an inquiry calls a person and suspends nobody', async () => {
		const enrolled = await enroll();
		const disputeId = shop.stripe.dispute(enrolled.sessionId, 'warning_needs_response');
		await shop.sidecar.deliver('charge.dispute.created', disputeId);
		expect((await packageOf(enrolled))?.status).toBe('ACTIVE');
		expect(await openTasks(enrolled)).toEqual(['dispute']);
		shop.stripe.changeDispute(disputeId, 'warning_closed');
		await shop.sidecar.deliver('charge.dispute.closed', disputeId);
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('that came before the enrollment enrolls nobody, until it is won', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.pay(sessionId);
		const disputeId = shop.stripe.dispute(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.sidecar.deliver('charge.dispute.created', disputeId);
		expect(await shop.checkout(sessionId)).toMatchObject({
			state: 'disputed',
			reason: 'payment_reversed',
		});
		expect(await shop.packagesOf(student)).toEqual([]);
		shop.stripe.changeDispute(disputeId, 'won');
		await shop.sidecar.deliver('charge.dispute.closed', disputeId);
		expect(await shop.checkout(sessionId)).toMatchObject({ state: 'enrolled', reason: null });
		expect(await shop.seatsTaken(cohort)).toBe(1);
	});

	test('that is won when the seat is gone leads to a refund', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
		shop.stripe.pay(sessionId);
		const disputeId = shop.stripe.dispute(sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await enroll(cohort);
		shop.stripe.changeDispute(disputeId, 'won');
		await shop.sidecar.deliver('charge.dispute.closed', disputeId);
		expect(await shop.checkout(sessionId)).toMatchObject({ state: 'refund_due', reason: 'cohort_full' });
		await shop.sidecar.work();
		expect(await shop.stateOf(sessionId)).toBe('refunded');
		expect(await shop.seatsTaken(cohort)).toBe(1);
	});

	test('over a payment that we have to refund makes the refund a person’s task, closed when the bank took the money', async () => {
		const cohort = await shop.cohort();
		const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
		shop.stripe.pay(sessionId);
		await shop.edit(cohort, { is_active: false });
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const disputeId = shop.stripe.dispute(sessionId);
		await shop.sidecar.work();
		const { id } = await shop.checkout(sessionId);
		expect(await shop.stateOf(sessionId)).toBe('refund_failed');
		expect((await shop.tasksOf(id)).map(({ kind }) => kind)).toEqual(['refund_failed']);
		shop.stripe.changeDispute(disputeId, 'lost');
		await shop.sidecar.deliver('charge.dispute.closed', disputeId);
		expect(await shop.stateOf(sessionId)).toBe('cancelled');
		expect((await shop.tasksOf(id)).filter(({ status }) => status === 'open')).toEqual([]);
	});

	test('whose old news are on their way for long does not undo what newer ones said', async () => {
		const enrolled = await disputed();
		const held = shop.stripe.holdNext('listDisputes');
		const old = shop.sidecar.deliver('charge.dispute.updated', enrolled.disputeId);
		await held.arrived;
		shop.stripe.changeDispute(enrolled.disputeId, 'won');
		await shop.openSidecar().deliver('charge.dispute.closed', enrolled.disputeId);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('enrolled');
		held.release();
		await old;
		expect(await shop.stateOf(enrolled.sessionId)).toBe('enrolled');
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
