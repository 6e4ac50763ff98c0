import { expectLedgerToBalance } from '../../../test/ledger';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { openShop, type Shop } from '../../../test/shop';
import { table } from '../../db/database';
import type { StepProgressRow } from '../../db/student-course-step-progress';
import type { PackageRow } from '../../db/student-packages';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
const { enroll, packageOf, openTasks } = createEnrollments(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

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
		expect(await shop.mailsAbout(enrolled.checkoutId)).toMatchObject([
			{ kind: 'enrolled' },
			{ kind: 'task', studentId: null, data: { task: 'dispute', stripeId: enrolled.disputeId } },
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

	test('that is won restores a course that was completed as completed', async () => {
		const enrolled = await enroll();
		const owned = await packageOf(enrolled);
		const steps = table<StepProgressRow>(shop.db, 'student_course_step_progress');
		await steps
			.clone()
			.where({ package_id: owned?.id ?? 0 })
			.update({ status: 'COMPLETED' });
		await table<PackageRow>(shop.db, 'student_packages')
			.where({ id: owned?.id ?? 0 })
			.update({ status: 'COMPLETED' });
		const disputeId = shop.stripe.dispute(enrolled.sessionId);
		await shop.sidecar.deliver('charge.dispute.created', disputeId);
		expect((await packageOf(enrolled))?.status).toBe('SUSPENDED');
		shop.stripe.changeDispute(disputeId, 'won');
		await shop.sidecar.deliver('charge.dispute.closed', disputeId);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('enrolled');
		expect((await packageOf(enrolled))?.status).toBe('COMPLETED');
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
