import { buildCourse } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { HOUR, MINUTE, openShop, refusalOf, type Shop, type Sidecar } from '../../../test/shop';
import { lockCheckout, type CheckoutRow } from '../../db/checkouts';
import { lockCohort } from '../../db/course-cohorts';
import { inTransaction, table } from '../../db/database';

const COMPLETED = 'checkout.session.completed';
const BUYERS = 40;
const SEATS = 5;

let shop: Shop;
let second: Sidecar;
beforeAll(async () => {
	shop = await openShop();
	second = shop.openSidecar();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** Delivers the completion of each session to both sidecars at once, each as an event of its own. */
const completeAll = (sessions: readonly string[]) =>
	Promise.all(
		sessions.flatMap((sessionId) => [
			shop.sidecar.deliver(COMPLETED, sessionId),
			second.deliver(COMPLETED, sessionId),
		]),
	);

const statesOf = async (cohortId: number): Promise<Record<string, number>> => {
	const rows = await table<CheckoutRow>(shop.db, 'checkouts').where('cohort_id', cohortId);
	const counts: Record<string, number> = {};
	for (const { state } of rows) {
		counts[state] = (counts[state] ?? 0) + 1;
	}
	return counts;
};

test('40 students click Enroll at once for 5 seats: 5 hold one, 35 hear that it is full, and all 5 get in when they pay at once', async () => {
	const course = await buildCourse(shop.db, {
		steps: [{ options: [{ maxStudents: SEATS }] }, { options: [{ maxStudents: 3 }] }, { options: 2 }],
	});
	const cohort = await shop.cohort({ maxEnrollment: SEATS }, course);
	const students = await shop.students(BUYERS);
	const codes = await Promise.all(
		students.map((student, index) =>
			refusalOf((index % 2 === 0 ? shop.sidecar : second).click(student, cohort)),
		),
	);
	expect(codes.filter((code) => code === 'none')).toHaveLength(SEATS);
	expect(codes.filter((code) => code === 'cohort_full')).toHaveLength(BUYERS - SEATS);
	expect(await statesOf(cohort.id)).toEqual({ open: SEATS });

	const rows = await table<CheckoutRow>(shop.db, 'checkouts').where('cohort_id', cohort.id);
	const sessions = rows.map(({ session_id }) => session_id ?? '');
	sessions.forEach((sessionId) => shop.stripe.pay(sessionId));
	await completeAll(sessions);
	expect(await statesOf(cohort.id)).toEqual({ enrolled: SEATS });
	expect(await shop.seatsTaken(cohort)).toBe(SEATS);
});

test('case 21: 40 students who paid on lapsed holds for 5 seats: 5 get in, 35 are refunded, each once', async () => {
	const cohort = await shop.cohort({ maxEnrollment: null });
	const students = await shop.students(BUYERS);
	const sessions = await Promise.all(students.map((student) => shop.sidecar.checkOut(student, cohort)));
	sessions.forEach((sessionId) => shop.stripe.pay(sessionId));
	shop.clock.pass(33 * MINUTE);
	await shop.edit(cohort, { max_enrollment: SEATS });

	await completeAll(sessions);
	expect(await statesOf(cohort.id)).toEqual({ enrolled: SEATS, refund_due: BUYERS - SEATS });
	expect(await shop.seatsTaken(cohort)).toBe(SEATS);
	await expectLedgerToBalance(shop);

	shop.clock.pass(HOUR);
	await Promise.all([shop.sidecar.work(), second.work()]);
	expect(await statesOf(cohort.id)).toEqual({ enrolled: SEATS, refunded: BUYERS - SEATS });
	expect(shop.stripe.callsOf('createRefund')).toHaveLength(BUYERS - SEATS);
});

test('a cohort that fills while seats are bought, held and given up at once never has more students than seats', async () => {
	const cohort = await shop.cohort({ maxEnrollment: SEATS });
	const students = await shop.students(BUYERS);
	await Promise.all(
		students.map(async (student, index) => {
			const sidecar = index % 2 === 0 ? shop.sidecar : second;
			const { sessionId } = await sidecar.click(student, cohort).catch(() => ({ sessionId: null }));
			if (sessionId === null) {
				return;
			}
			if (index % 3 === 0) {
				await shop.stripe.expireSession(sessionId);
				await sidecar.deliver('checkout.session.expired', sessionId);
			} else {
				shop.stripe.pay(sessionId);
				await Promise.all([
					sidecar.deliver(COMPLETED, sessionId),
					sidecar.sessions.status(student, sessionId),
				]);
			}
		}),
	);
	const states = await statesOf(cohort.id);
	expect(states['enrolled']).toBe(await shop.seatsTaken(cohort));
	expect(states['refund_due']).toBeUndefined();
});

test('every decision about a seat writes the cohort, so that two nodes of a cluster cannot both make one', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const decisions = async (): Promise<number> =>
		(
			await table<{ id: number; seat_version: number }>(shop.db, 'course_cohorts')
				.where('id', cohort.id)
				.first()
		)?.seat_version ?? 0;
	const held = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.stripe.pay(held);
	expect(await decisions()).toBe(1);
	await shop.sidecar.deliver(COMPLETED, held);
	expect(await decisions()).toBe(2);

	await shop.edit(cohort, { max_enrollment: 2 });
	const late = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.stripe.pay(late);
	await shop.edit(cohort, { max_enrollment: 1 });
	await shop.sidecar.deliver(COMPLETED, late);
	expect((await shop.checkout(late)).state).toBe('refund_due');
	expect(await decisions()).toBe(4);
});

test('two cohorts that share a class with too few seats fill it to the last one, and leave the rest a choice', async () => {
	const course = await buildCourse(shop.db, {
		steps: [{ options: [{ maxStudents: 6 }] }, { options: [{ maxStudents: 30 }] }],
	});
	const cohort = await shop.cohort({}, course);
	const twin = await shop.cohort({ sharesSessionsWith: cohort }, course);
	const students = await shop.students(16);
	const sessions = await Promise.all(
		students.map((student, index) => shop.sidecar.checkOut(student, index % 2 === 0 ? cohort : twin)),
	);
	sessions.forEach((sessionId) => shop.stripe.pay(sessionId));
	await completeAll(sessions);
	const taken = await table<{ id: number; current_enrollment: number }>(shop.db, 'class_sessions')
		.whereIn(
			'id',
			cohort.sessions.map(({ classSessionId }) => classSessionId),
		)
		.orderBy('id');
	expect(taken.map(({ current_enrollment }) => current_enrollment)).toEqual([6, 16]);
});

/** Resolves when the first sidecar asks for a cohort's seat, and with it for its lock; what it locked before, it has. */
const cohortLockAskedFor = (): Promise<void> =>
	new Promise((resolve) => {
		shop.db.on('query', ({ sql }: { sql: string }) => {
			if (sql.startsWith('UPDATE `wp_ce_course_cohorts`')) {
				resolve();
			}
		});
	});

test('case 43: a payment whose transaction is the victim of a deadlock is fulfilled by its repetition', async () => {
	const cohort = await shop.cohort();
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.stripe.pay(sessionId);
	const { id } = await shop.checkout(sessionId);
	let deadlocks = 0;
	shop.db.on('query-error', (error: { errno?: number }) => {
		deadlocks += error.errno === 1213 ? 1 : 0;
	});

	const noise = { actor: 'sidecar', action: 'test.noise', entity_type: 'checkout', entity_id: id };
	// The other way round than rule 5 says: the cohort, then the checkout. It has changed more rows, so it survives.
	const { delivered } = await inTransaction(shop.connect(), async (trx) => {
		await table(trx, 'activity').insert(Array(100).fill({ ...noise, created_at: new Date() }));
		await lockCohort(trx, cohort.id);
		const asked = cohortLockAskedFor();
		const delivery = shop.sidecar.deliver(COMPLETED, sessionId);
		await asked;
		await lockCheckout(trx, id);
		return { delivered: delivery };
	});
	await delivered;
	expect((await shop.checkout(sessionId)).state).toBe('enrolled');
	expect(deadlocks).toBe(1);
});
