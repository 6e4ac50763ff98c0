import type { TimelineEntry } from '../../../contract';
import { MINUTE, openShop, refusalOf, SITE_URL, type Shop } from '../../../test/shop';
import { buildStudentId } from '../../../test/builders';
import { deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const timelineOf = async (studentId: number): Promise<TimelineEntry[]> =>
	(await shop.sidecar.students.read(studentId)).timeline;

const actionsOf = async (studentId: number): Promise<string[]> =>
	(await timelineOf(studentId)).map(({ action }) => action);

test('a student who paid has a timeline from the click to the mail', async () => {
	const cohort = await shop.cohort({ name: 'Fall Cohort' });
	const student = await shop.student();
	const session = await shop.sidecar.checkOut(student, cohort);
	shop.clock.pass(MINUTE);
	shop.stripe.pay(session);
	await shop.sidecar.deliver('checkout.session.completed', session);
	await shop.sidecar.notifications.sendDue();

	const { account, packages, timeline, isCut } = await shop.sidecar.students.read(student);
	expect(account).toEqual({
		name: `Student ${student}`,
		email: `student-${student}@example.test`,
		registeredAt: '2026-01-01T00:00:00.000Z',
	});
	expect(packages).toEqual([
		expect.objectContaining({ cohortId: cohort.id, cohortName: 'Fall Cohort', status: 'ACTIVE' }),
	]);
	expect(isCut).toBe(false);
	expect([...timeline].reverse().map(({ action }) => action)).toEqual([
		'checkout.open',
		'checkout.session.completed',
		'checkout.enrolled',
		'package.created',
		'booking.booked',
		'booking.booked',
		'mail.sent',
	]);
	expect(timeline.find(({ action }) => action === 'checkout.enrolled')).toMatchObject({
		courseTitle: cohort.course.title,
		cohortName: 'Fall Cohort',
		packageId: packages[0]!.packageId,
		data: { amount: 49_000, currency: 'eur' },
		stripeId: expect.stringMatching(/^pi_/),
	});
});

test('money that goes back because the cohort was full is told up to its refund', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	const session = await shop.sidecar.checkOut(student, cohort);
	await shop.edit(cohort, { current_enrollment: 1 });
	shop.stripe.pay(session);
	await shop.sidecar.deliver('checkout.session.completed', session);
	await shop.sidecar.work();
	const [refund] = await shop.refundsOf((await shop.checkout(session)).id);
	await shop.sidecar.deliver('refund.updated', refund!.stripe_refund_id!);

	const timeline = await timelineOf(student);
	expect(timeline.map(({ action }) => action)).toEqual(
		expect.arrayContaining([
			'checkout.refund_due',
			'refund.due',
			'refund.succeeded',
			'mail.due',
			'refund.updated',
		]),
	);
	expect(timeline.find(({ action }) => action === 'refund.succeeded')?.data).toEqual({
		amount: 49_000,
		currency: 'eur',
		reason: 'cohort_full',
	});
	expect(timeline.find(({ action }) => action === 'checkout.refund_due')?.data).toMatchObject({
		reason: 'cohort_full',
	});
});

test('an event that was given up, its task and its replay are told to the student whom it is about', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const session = await shop.sidecar.checkOut(student, cohort);
	await shop.sidecar.deliver('checkout.session.expired', session, { id: `evt_dead_${student}` });
	await table<{ event_id: string; status: string; attempts: number }>(shop.db, 'stripe_events')
		.where('event_id', `evt_dead_${student}`)
		.update({ status: 'due', attempts: 240 });
	await shop.sidecar.webhooks.replayDue();
	expect(await actionsOf(student)).toEqual(
		expect.arrayContaining(['checkout.session.expired', 'task.opened']),
	);

	await shop.sidecar.webhooks.replay(`evt_dead_${student}`);
	expect(await actionsOf(student)).toEqual(expect.arrayContaining(['event.replayed', 'task.resolved']));
});

test('whoever waits is told to wait', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1, currentEnrollment: 1 });
	const student = await shop.student();
	await shop.sidecar.waitingList.join({
		studentId: student,
		courseCode: cohort.course.code,
		cohortId: cohort.id,
		siteUrl: SITE_URL,
	});
	expect(await actionsOf(student)).toEqual(['waiting_list.joined']);
});

test('one student never sees what another one did', async () => {
	const cohort = await shop.cohort();
	const [buyer, other] = await shop.students(2);
	await shop.sidecar.checkOut(buyer!, cohort);
	expect(await actionsOf(other!)).toEqual([]);
});

test('what a deleted account did stays to be read; who never was there is not found', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	await shop.sidecar.checkOut(student, cohort);
	await deleteStudent(shop.db, student);
	expect(await shop.sidecar.students.read(student)).toMatchObject({
		account: null,
		timeline: [expect.objectContaining({ action: 'checkout.open', actorName: null })],
	});
	expect(await refusalOf(shop.sidecar.students.read(buildStudentId()))).toBe('student_not_found');
});

test('an account whose date of registration nobody knows can be read', async () => {
	const student = await shop.student();
	await shop.db.raw("UPDATE wp_users SET user_registered = '0000-00-00 00:00:00' WHERE ID = ?", [student]);
	const { account } = await shop.sidecar.students.read(student);
	expect(account?.registeredAt).toBeNull();
});

test('a timeline that is too long keeps the newest, and says that there is more', async () => {
	const student = await shop.student();
	const moment = shop.clock.now().getTime();
	await table<object>(shop.db, 'notifications').insert(
		Array.from({ length: 502 }, (_, index) => ({
			reference: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			kind: 'enrolled',
			subject: `many:${student}:${index}`,
			student_id: student,
			status: 'sent',
			sent_at: new Date(moment + index * 1000),
			next_attempt_at: new Date(moment),
			created_at: new Date(moment),
			updated_at: new Date(moment),
		})),
	);
	const { timeline, isCut } = await shop.sidecar.students.read(student);
	expect(isCut).toBe(true);
	expect(timeline).toHaveLength(500);
	expect(timeline[0]!.at).toBe(new Date(moment + 501_000).toISOString());
});
