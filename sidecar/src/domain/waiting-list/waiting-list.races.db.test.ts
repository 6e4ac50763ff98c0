import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, type Shop } from '../../../test/shop';
import { openWaitingRoom, placeOf } from '../../../test/waiting';
import { lockCohort } from '../../db/course-cohorts';
import { inTransaction } from '../../db/database';
import { markOffered } from '../../db/waiting-list';

let shop: Shop;
const { fullCohort, giveBack, join, rows, offersTo } = openWaitingRoom(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

test('a student who clicks twice on two sidecars waits once', async () => {
	const { cohort } = await fullCohort();
	const student = await shop.student();
	const second = shop.openSidecar();
	const request = placeOf(student, cohort);
	const answers = await Promise.all([
		shop.sidecar.waitingList.join(request),
		second.waitingList.join(request),
		shop.sidecar.waitingList.join(request),
	]);
	expect(answers).toEqual(Array.from({ length: 3 }, () => ({ onWaitingList: true })));
	expect(await rows(cohort)).toHaveLength(1);
});

test('three sidecars tell each waiting student once, and no more students than there are seats', async () => {
	const { cohort, sold } = await fullCohort(4);
	const students = await shop.students(8);
	for (const student of students) {
		await join(student, cohort);
	}
	for (const sessionId of sold) {
		await giveBack(sessionId);
	}
	const sidecars = [shop.sidecar, shop.openSidecar(), shop.openSidecar()];
	const told = await Promise.all(sidecars.map(({ waitingList }) => waitingList.offerFreeSeats()));
	expect(told.reduce((sum, count) => sum + count, 0)).toBe(4);
	expect(await offersTo(students)).toEqual(students.slice(0, 4));
});

test('a sidecar counts the offers of another one that is not done yet', async () => {
	const { cohort, sold } = await fullCohort();
	const students = [await shop.student(), await shop.student()];
	for (const student of students) {
		await join(student, cohort);
	}
	await giveBack(sold[0]);
	const pool = shop.connect();
	const asksForTheLock = new Promise((resolve) => {
		pool.on('query', ({ sql }: { sql: string }) => sql.includes('for update') && resolve('waits'));
	});
	const [{ id } = { id: 0 }] = await rows(cohort);
	const told = await inTransaction(shop.db, async (trx) => {
		await lockCohort(trx, cohort.id);
		const other = shop.openSidecar(shop.stripe, pool).waitingList.offerFreeSeats();
		await Promise.race([asksForTheLock, other]);
		await markOffered(trx, id, shop.clock.now());
		return [other];
	});
	expect(await Promise.all(told)).toEqual([0]);
	expect(await offersTo(students)).toEqual([]);
});

test('students who leave while seats are told of hear nothing or are gone, and nobody is told twice', async () => {
	const { cohort, sold } = await fullCohort(2);
	const students = await shop.students(6);
	for (const student of students) {
		await join(student, cohort);
	}
	for (const sessionId of sold) {
		await giveBack(sessionId);
	}
	const other = shop.openSidecar();
	await Promise.all([
		shop.sidecar.waitingList.offerFreeSeats(),
		other.waitingList.leave(placeOf(students[0] ?? 0, cohort)),
		other.waitingList.offerFreeSeats(),
	]);
	await shop.sidecar.waitingList.offerFreeSeats();
	const told = await offersTo(students);
	expect(new Set(told).size).toBe(told.length);
	expect(told.filter((student) => student !== students[0])).toEqual(students.slice(1, 3));
});

test('a student who enrolls in another cohort while clicking to wait hears of no seat', async () => {
	for (let round = 0; round < 5; round += 1) {
		const { cohort, sold } = await fullCohort();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, await shop.cohort({}, cohort.course));
		shop.stripe.pay(sessionId);
		await Promise.all([
			shop.sidecar.deliver('checkout.session.completed', sessionId),
			refusalOf(shop.openSidecar().waitingList.join(placeOf(student, cohort))),
		]);
		await giveBack(sold[0]);
		await shop.sidecar.waitingList.offerFreeSeats();
		expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE' }]);
		expect(await offersTo([student])).toEqual([]);
		expect(await rows(cohort)).toEqual([]);
	}
});
