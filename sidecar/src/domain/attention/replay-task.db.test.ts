import { createDebts, type Debt, type Debts } from '../../../test/debts';
import { openEnrollmentOffice } from '../../../test/enrollment-office';
import { createEnrollments } from '../../../test/enrollments';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, type Shop, type Sidecar } from '../../../test/shop';
import { buildStudentId } from '../../../test/builders';
import { table } from '../../db/database';
import type { NotificationRow } from '../../db/notifications';
import type { StripeEventRow } from '../../db/stripe-events';
import type { TaskRow } from '../../db/tasks';

const STAFF = 'staff:3';

let shop: Shop;
let second: Sidecar;
let debts: Debts;
const { enroll } = createEnrollments(() => shop);
const { cancel } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
	second = shop.openSidecar();
	debts = createDebts(shop);
});
beforeEach(() => {
	shop.stripe.refundStatus = 'succeeded';
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const replay = (taskId: number, sidecar: Sidecar = shop.sidecar) => sidecar.attention.replay(taskId, STAFF);

const taskOf = async ({ checkoutId }: Pick<Debt, 'checkoutId'>): Promise<TaskRow> => {
	const task = (await shop.tasksOf(checkoutId)).at(-1);
	if (!task) {
		throw new Error('There is no task.');
	}
	return task;
};

/** Money that Stripe could not send back. */
const owe = async (): Promise<{ owed: Debt; taskId: number }> => {
	const owed = await debts.owe();
	shop.stripe.refundStatus = 'failed';
	await shop.sidecar.work();
	shop.stripe.refundStatus = 'succeeded';
	const [refund] = debts.atStripe(owed);
	shop.stripe.changeRefund(refund!.id, 'failed');
	return { owed, taskId: (await taskOf(owed)).id };
};

/** Of refunds that did not fail, newest first. */
const livingAmounts = (intentId: string): number[] =>
	shop.stripe
		.refundsOf(intentId)
		.filter(({ status }) => status !== 'failed')
		.map(({ amount }) => amount);

describe('a refund that failed', () => {
	test('case 71: goes back under a new key when staff asks for it, and its task is closed', async () => {
		const { owed, taskId } = await owe();
		expect(await shop.sidecar.tasks.read(taskId)).toMatchObject({ status: 'open', replay: 'refund' });
		expect(await replay(taskId)).toMatchObject({
			id: taskId,
			status: 'resolved',
			resolvedBy: 'stripe',
			replay: null,
		});
		expect(debts.keysOf(owed)).toEqual([`rf:${owed.reference}:1`, `rf:${owed.reference}:2`]);
		expect(livingAmounts(owed.intentId)).toEqual([49_000]);
		expect(await shop.stateOf(owed.sessionId)).toBe('refunded');
		expect(await shop.refundsOf(owed.checkoutId)).toMatchObject([
			{ automatic: null, status: 'failed', key_attempt: 1 },
			{ automatic: 1, status: 'succeeded', key_attempt: 2 },
		]);
	});

	test('case 71: is sent by the one who was asked, who can tell how it went: no worker is woken that would be faster', async () => {
		const { taskId } = await owe();
		const woken = shop.sidecar.refundsQueued;
		expect(await replay(taskId)).toMatchObject({ status: 'resolved' });
		expect(shop.sidecar.refundsQueued).toBe(woken);
	});

	test('case 71: does not count as one that failed any more', async () => {
		const failed = async () =>
			(await shop.sidecar.backlog.read()).find(
				({ queue, status }) => queue === 'refunds' && status === 'failed',
			)?.rows;
		const before = await failed();
		const { taskId } = await owe();
		expect(await failed()).toBe(before! + 1);
		shop.stripe.failNext('createRefund', failure('refused', 'expired_or_canceled_card'));
		await replay(taskId);
		expect(await failed()).toBe(before! + 1);
		await replay(taskId);
		expect(await failed()).toBe(before);
	});

	test('case 71: is told in the activity with who asked for it', async () => {
		const { owed, taskId } = await owe();
		await replay(taskId);
		const [, again] = await shop.refundsOf(owed.checkoutId);
		const lines = await table<{ entity_type: string; entity_id: number; actor: string; action: string }>(
			shop.db,
			'activity',
		)
			.where({ entity_type: 'refund', entity_id: again!.id })
			.orderBy('id')
			.select('actor', 'action');
		expect(lines).toEqual([
			{ actor: STAFF, action: 'refund.queued_again' },
			{ actor: 'stripe', action: 'refund.succeeded' },
		]);
	});

	test('case 71: two who ask at the same moment, at two sidecars, send it once', async () => {
		const { owed, taskId } = await owe();
		await Promise.allSettled([replay(taskId), replay(taskId, second)]);
		await shop.sidecar.work();
		expect(livingAmounts(owed.intentId)).toEqual([49_000]);
		expect(await shop.refundsOf(owed.checkoutId)).toHaveLength(2);
	});

	test('case 71: that fails again waits for a person again, and can be asked for a third time', async () => {
		const { owed, taskId } = await owe();
		shop.stripe.failNext('createRefund', failure('refused', 'expired_or_canceled_card'));
		expect(await replay(taskId)).toMatchObject({ status: 'open', replay: 'refund' });
		expect(await shop.stateOf(owed.sessionId)).toBe('refund_failed');
		expect(await replay(taskId)).toMatchObject({ status: 'resolved' });
		expect(debts.keysOf(owed).at(-1)).toBe(`rf:${owed.reference}:3`);
		expect(livingAmounts(owed.intentId)).toEqual([49_000]);
	});

	test('case 71: that somebody has sent at the dashboard meanwhile is written down, not sent again', async () => {
		const { owed, taskId } = await owe();
		shop.stripe.makeRefund(owed.intentId);
		expect(await replay(taskId)).toMatchObject({ status: 'resolved' });
		expect(debts.keysOf(owed)).toHaveLength(1);
		expect(livingAmounts(owed.intentId)).toEqual([49_000]);
		expect(await shop.stateOf(owed.sessionId)).toBe('refunded');
	});

	test('case 71: of which somebody has sent a part meanwhile sends what is left', async () => {
		const { owed, taskId } = await owe();
		shop.stripe.makeRefund(owed.intentId, 9_000);
		expect(await replay(taskId)).toMatchObject({ status: 'resolved' });
		expect(livingAmounts(owed.intentId)).toEqual([40_000, 9_000]);
	});

	test('case 71: is not sent while a bank holds the payment', async () => {
		const { owed, taskId } = await owe();
		const dispute = shop.stripe.dispute(owed.sessionId);
		expect(await refusalOf(replay(taskId))).toBe('payment_disputed');
		expect(debts.keysOf(owed)).toHaveLength(1);
		shop.stripe.changeDispute(dispute, 'won');
		expect(await replay(taskId)).toMatchObject({ status: 'resolved' });
	});

	test('case 71: is not sent, and nothing is changed, while Stripe cannot be asked', async () => {
		const { owed, taskId } = await owe();
		shop.stripe.failNext('retrievePayment', failure('unreachable'));
		expect(await refusalOf(replay(taskId))).toBe('stripe_unavailable');
		expect(await shop.stateOf(owed.sessionId)).toBe('refund_failed');
		expect(await shop.refundsOf(owed.checkoutId)).toHaveLength(1);
	});

	test('case 71: a late word about the first one changes nothing', async () => {
		const { owed, taskId } = await owe();
		const [first] = debts.atStripe(owed);
		await replay(taskId);
		await shop.sidecar.deliver('refund.failed', first!.id);
		expect(await shop.stateOf(owed.sessionId)).toBe('refunded');
		expect(await shop.sidecar.tasks.read(taskId)).toMatchObject({ status: 'resolved' });
	});

	describe('of a part, because staff kept the rest', () => {
		const owePart = async () => {
			const enrolled = await enroll();
			await cancel(enrolled, { amount: 10_000 });
			shop.stripe.failNext('createRefund', failure('refused', 'expired_or_canceled_card'));
			await shop.sidecar.work();
			return { enrolled, taskId: (await taskOf(enrolled)).id };
		};

		test('case 71: that part goes back, and no more', async () => {
			const { enrolled, taskId } = await owePart();
			expect(await replay(taskId)).toMatchObject({ status: 'resolved' });
			expect(livingAmounts(enrolled.intentId)).toEqual([10_000]);
		});

		test('case 71: nothing is sent when somebody has sent a part back since: it may have been this one', async () => {
			const { enrolled, taskId } = await owePart();
			shop.stripe.makeRefund(enrolled.intentId, 10_000);
			expect(await refusalOf(replay(taskId))).toBe('nothing_to_replay');
			expect(livingAmounts(enrolled.intentId)).toEqual([10_000]);
		});
	});
});

describe('an event that was given up', () => {
	const giveUp = async (): Promise<{ sessionId: string; taskId: number; eventId: string }> => {
		const cohort = await shop.cohort();
		const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
		shop.stripe.pay(sessionId);
		shop.stripe.failNext('retrieveSession', failure('unreachable'));
		const eventId = `evt_${buildStudentId()}`;
		await shop.sidecar.deliver('checkout.session.completed', sessionId, { id: eventId });
		await table<StripeEventRow>(shop.db, 'stripe_events')
			.where('event_id', eventId)
			.update({ attempts: 240, next_attempt_at: shop.clock.now() });
		await shop.sidecar.webhooks.replayDue();
		const task = await table<TaskRow>(shop.db, 'tasks').where('subject', `event:${eventId}`).first();
		return { sessionId, taskId: task!.id, eventId };
	};

	test('is worked on at once when staff asks, and its task is closed', async () => {
		const { sessionId, taskId, eventId } = await giveUp();
		expect(await shop.sidecar.tasks.read(taskId)).toMatchObject({ replay: 'event', stripeId: eventId });
		expect(await replay(taskId)).toMatchObject({ status: 'resolved', resolvedBy: 'sidecar' });
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('that fails again leaves its task open', async () => {
		const { sessionId, taskId } = await giveUp();
		shop.stripe.failNext('retrieveSession', failure('unreachable'));
		expect(await replay(taskId)).toMatchObject({ status: 'open' });
		expect(await replay(taskId)).toMatchObject({ status: 'resolved' });
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('is told in the activity with who asked for it', async () => {
		const { taskId, eventId } = await giveUp();
		await replay(taskId);
		const event = await table<StripeEventRow>(shop.db, 'stripe_events')
			.where('event_id', eventId)
			.first();
		const lines = await table<{ entity_type: string; entity_id: number; actor: string; action: string }>(
			shop.db,
			'activity',
		)
			.where({ entity_type: 'event', entity_id: event!.id })
			.select('actor', 'action');
		expect(lines).toEqual([{ actor: STAFF, action: 'event.replayed' }]);
	});
});

describe('a mail that was given up', () => {
	const giveUp = async (): Promise<{ student: number; taskId: number; mailId: number }> => {
		while ((await shop.sidecar.notifications.sendDue()) > 0);
		const { student } = await enroll();
		await table<NotificationRow>(shop.db, 'notifications')
			.where('student_id', student)
			.update({ attempts: 19, next_attempt_at: shop.clock.now() });
		shop.mail.failures.push('mail_failed');
		await shop.sidecar.notifications.sendDue();
		const mail = await table<NotificationRow>(shop.db, 'notifications')
			.where('student_id', student)
			.first();
		const task = await table<TaskRow>(shop.db, 'tasks')
			.where('subject', `notification:${mail!.id}`)
			.first();
		return { student, taskId: task!.id, mailId: mail!.id };
	};

	const sentTo = (student: number) => shop.mail.sent.filter(({ studentId }) => studentId === student);

	test('is sent when staff asks, once, and its task is closed', async () => {
		const { student, taskId } = await giveUp();
		expect(await shop.sidecar.tasks.read(taskId)).toMatchObject({ replay: 'mail' });
		expect(await replay(taskId)).toMatchObject({ status: 'resolved', resolvedBy: 'sidecar' });
		expect(sentTo(student)).toHaveLength(1);
		expect(await refusalOf(replay(taskId))).toBe('task_resolved');
		expect(sentTo(student)).toHaveLength(1);
	});

	test('that still cannot be sent is tried on by itself, and closes its task then', async () => {
		const { student, taskId, mailId } = await giveUp();
		shop.mail.failures.push('mail_failed');
		expect(await replay(taskId)).toMatchObject({ status: 'open', replay: null });
		expect(await refusalOf(replay(taskId))).toBe('nothing_to_replay');
		await table<NotificationRow>(shop.db, 'notifications')
			.where('id', mailId)
			.update({ next_attempt_at: shop.clock.now() });
		await shop.sidecar.notifications.sendDue();
		expect(sentTo(student)).toHaveLength(1);
		expect(await shop.sidecar.tasks.read(taskId)).toMatchObject({ status: 'resolved' });
	});
});

test('what only a person can mend cannot be done again', async () => {
	const { sessionId, checkoutId } = await enroll();
	const dispute = shop.stripe.dispute(sessionId);
	await shop.sidecar.deliver('charge.dispute.created', dispute);
	const { id } = await taskOf({ checkoutId });
	expect(await shop.sidecar.tasks.read(id)).toMatchObject({ kind: 'dispute', replay: null });
	expect(await refusalOf(replay(id))).toBe('nothing_to_replay');
});

test('there is no task that nobody opened', async () => {
	expect(await refusalOf(replay(2_000_000_000))).toBe('task_not_found');
});
