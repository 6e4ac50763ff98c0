import { table } from '../../db/database';
import { readSignals, SIGNALS } from '../../db/health-signals';
import type { NotificationRow } from '../../db/notifications';
import type { TaskRow } from '../../db/tasks';
import { expectLedgerToBalance } from '../../../test/ledger';
import { HOUR, openShop, type Shop } from '../../../test/shop';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
beforeEach(async () => {
	shop = await openShop();
});
afterEach(async () => {
	await expectLedgerToBalance(shop);
	await shop.close();
});

const rows = (): Promise<NotificationRow[]> => table<NotificationRow>(shop.db, 'notifications').orderBy('id');

const signs = async (): Promise<unknown[]> => {
	const { mailSuccess, mailFailure } = SIGNALS;
	const signals = await readSignals(shop.db, [mailSuccess, mailFailure]);
	return [mailSuccess, mailFailure].map((name) => {
		const signal = signals.get(name);
		return signal === undefined ? null : [signal.at?.getTime(), signal.detail];
	});
};

const enroll = async (): Promise<{ student: number; sessionId: string }> => {
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, await shop.cohort());
	shop.stripe.pay(sessionId);
	await shop.sidecar.deliver(COMPLETED, sessionId);
	return { student, sessionId };
};

const sendAll = async (): Promise<void> => {
	while ((await shop.sidecar.notifications.sendDue()) > 0);
};

test('case 65: a student who enrolled is told once, by any number of sidecars', async () => {
	const { student, sessionId } = await enroll();
	await shop.sidecar.deliver(COMPLETED, sessionId);
	const second = shop.openSidecar();
	await Promise.all([shop.sidecar.notifications.sendDue(), second.notifications.sendDue()]);
	await sendAll();
	const [owned] = await shop.packagesOf(student);
	expect(shop.mail.sent).toMatchObject([
		{
			kind: 'enrolled',
			studentId: student,
			data: { packageId: owned?.id, amount: 49_000, currency: 'eur', cohortName: expect.any(String) },
		},
	]);
	expect(await rows()).toMatchObject([{ status: 'sent', attempts: 1, sent_at: expect.any(Date) }]);
});

test('a mail whose answer was lost is asked for again with its reference, and sent once', async () => {
	await enroll();
	shop.mail.failures.push('lost', 'notification_in_progress');
	await sendAll();
	for (let hour = 0; hour < 3; hour += 1) {
		shop.clock.pass(HOUR);
		await sendAll();
	}
	expect(shop.mail.sent).toHaveLength(1);
	expect(shop.mail.calls).toBe(3);
	expect(await rows()).toMatchObject([{ status: 'sent' }]);
});

test('whether mails go out is kept, with the code of the last failure', async () => {
	await enroll();
	expect(await signs()).toEqual([null, null]);
	shop.mail.failures.push('mail_failed');
	await sendAll();
	const failedAt = shop.clock.now().getTime();
	expect(await signs()).toEqual([null, [failedAt, 'mail_failed']]);
	shop.clock.pass(HOUR);
	await sendAll();
	expect(await signs()).toEqual([
		[shop.clock.now().getTime(), null],
		[failedAt, 'mail_failed'],
	]);
});

test('a student who has no address says nothing about the mailer', async () => {
	const { student } = await enroll();
	shop.mail.forget(student);
	await sendAll();
	expect(await signs()).toEqual([null, null]);
});

test('a worker that was killed leaves a claim that lapses', async () => {
	await enroll();
	const [row] = await rows();
	await table<NotificationRow>(shop.db, 'notifications')
		.where('id', row?.id ?? 0)
		.update({ claimed_until: new Date(shop.clock.now().getTime() + 60_000) });
	await sendAll();
	expect(shop.mail.sent).toEqual([]);
	shop.clock.pass(HOUR);
	await sendAll();
	expect(shop.mail.sent).toHaveLength(1);
});

test('a mail that nobody can send is given up after twenty attempts and becomes a task; the enrollment stays', async () => {
	const { student } = await enroll();
	shop.mail.failures.push(...Array.from({ length: 20 }, () => 'mail_failed'));
	for (let attempt = 0; attempt < 21; attempt += 1) {
		await shop.sidecar.notifications.sendDue();
		shop.clock.pass(2 * HOUR);
	}
	const [dead, task] = await rows();
	expect(dead).toMatchObject({ status: 'dead', attempts: 20 });
	expect(task).toMatchObject({ kind: 'task', student_id: null, status: 'sent' });
	expect(await table<TaskRow>(shop.db, 'tasks')).toMatchObject([
		{ kind: 'notification_dead', status: 'open' },
	]);
	expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE' }]);
});

test('a mail about a task that cannot be sent opens no other task', async () => {
	const { sessionId } = await enroll();
	await sendAll();
	const { id } = shop.stripe.makeRefund((await shop.checkout(sessionId)).payment_intent_id ?? '', 1_000);
	await shop.sidecar.deliver('refund.created', id);
	shop.mail.failures.push('invalid_request');
	await sendAll();
	expect((await rows()).at(-1)).toMatchObject({ kind: 'task', status: 'dead' });
	expect(await table<TaskRow>(shop.db, 'tasks')).toMatchObject([{ kind: 'partial_refund' }]);
});

test('case 26: a student who was deleted meanwhile gets no mail, and nobody retries', async () => {
	const { student } = await enroll();
	shop.mail.forget(student);
	await sendAll();
	expect(await rows()).toMatchObject([{ status: 'skipped', attempts: 1 }]);
});

test('staff hear of a refund that failed', async () => {
	const { sessionId } = await enroll();
	const { id: checkoutId, payment_intent_id: intent } = await shop.checkout(sessionId);
	const { id } = shop.stripe.makeRefund(intent ?? '');
	await shop.sidecar.deliver('refund.created', id);
	shop.stripe.changeRefund(id, 'failed');
	await shop.sidecar.deliver('refund.failed', id);
	await sendAll();
	const [task] = await shop.tasksOf(checkoutId);
	expect(shop.mail.sent.map(({ kind }) => kind)).toEqual(['enrolled', 'enrollment_ended', 'task']);
	expect(shop.mail.sent[2]).toMatchObject({
		studentId: null,
		data: { task: 'refund_failed', taskId: task?.id, stripeId: intent, livemode: false },
	});
});
