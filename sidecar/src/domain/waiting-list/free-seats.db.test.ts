import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, openShop, SITE_URL, type Shop } from '../../../test/shop';
import { openWaitingRoom } from '../../../test/waiting';
import { deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';
import type { NotificationRow } from '../../db/notifications';

let shop: Shop;
const { buy, fullCohort, giveBack, join, leave, rows, offersTo } = openWaitingRoom(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

test('free seats are told to as many students as there are seats, the longest waiting first, each once', async () => {
	const { cohort, sold } = await fullCohort(3);
	const students = await shop.students(3);
	for (const student of students) {
		await join(student, cohort);
	}
	expect(await shop.sidecar.waitingList.offerFreeSeats()).toBe(0);
	await giveBack(sold[0]);
	await giveBack(sold[1]);
	await shop.sidecar.waitingList.offerFreeSeats();
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo(students)).toEqual(students.slice(0, 2));
});

test('a free seat is not held: the mail says who pays, where, and the seat stays on sale for everybody', async () => {
	const { cohort, sold } = await fullCohort();
	const student = await shop.student();
	await join(student, cohort, '/course/?x=1#cohort-7');
	await giveBack(sold[0]);
	await shop.sidecar.waitingList.offerFreeSeats();
	const [mail] = await table<NotificationRow>(shop.db, 'notifications').where('student_id', student);
	expect(JSON.parse(mail?.data ?? '')).toEqual({
		courseCode: cohort.course.code,
		courseTitle: cohort.course.title,
		cohortName: cohort.name,
		amount: 49_000,
		currency: 'eur',
		returnUrl: `${SITE_URL}/course/?x=1#cohort-7`,
	});
	const stranger = await shop.student();
	await buy(stranger, cohort);
	expect(await shop.packagesOf(stranger)).toHaveLength(1);
});

test('seats that nobody takes for a day are told to the next, and the first may wait anew, at the end', async () => {
	const { cohort, sold } = await fullCohort();
	const [first, second] = [await shop.student(), await shop.student()];
	await join(first, cohort);
	await join(second, cohort);
	await giveBack(sold[0]);
	await shop.sidecar.waitingList.offerFreeSeats();
	shop.clock.pass(DAY + HOUR);
	await shop.sidecar.waitingList.forgetOld();
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([first, second])).toEqual([first, second]);

	const taker = await buy(await shop.student(), cohort);
	await join(second, cohort);
	await join(first, cohort);
	await giveBack(taker);
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([first, second])).toEqual([first, second, second]);
});

test('a seat is told to the next at once when whoever was told leaves, or takes one of several', async () => {
	const { cohort, sold } = await fullCohort(2);
	const [first, second, third] = [await shop.student(), await shop.student(), await shop.student()];
	for (const student of [first, second, third]) {
		await join(student, cohort);
	}
	await giveBack(sold[0]);
	await shop.sidecar.waitingList.offerFreeSeats();
	await leave(first, cohort);
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([first, second, third])).toEqual([first, second]);
	await buy(second, cohort);
	expect((await rows(cohort)).map(({ student_id }) => student_id)).toEqual([third]);
	await giveBack(sold[1]);
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([first, second, third])).toEqual([first, second, third]);
});

test('a seat that a checkout holds is nobody’s to tell of, until it lapses', async () => {
	const { cohort, sold } = await fullCohort();
	const waiting = await shop.student();
	await join(waiting, cohort);
	await giveBack(sold[0]);
	await shop.sidecar.checkOut(await shop.student(), cohort);
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([waiting])).toEqual([]);
	shop.clock.pass(HOUR);
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([waiting])).toEqual([waiting]);
});

test('seats of a cohort that is not sold any more are told to nobody', async () => {
	const { cohort, sold } = await fullCohort();
	const waiting = await shop.student();
	await join(waiting, cohort);
	await giveBack(sold[0]);
	for (const change of [
		{ is_active: false },
		{ is_active: true, enrollment_deadline: new Date(0) },
		{ enrollment_deadline: null, deleted_at: new Date() },
	]) {
		await shop.edit(cohort, change);
		await shop.sidecar.waitingList.offerFreeSeats();
	}
	expect(await offersTo([waiting])).toEqual([]);
});

test('seats are told to nobody who has the course by now, and to no account that was erased', async () => {
	const { cohort, sold } = await fullCohort();
	const [erased, owner, waiting] = [await shop.student(), await shop.student(), await shop.student()];
	for (const student of [erased, owner, waiting]) {
		await join(student, cohort);
	}
	const other = await shop.cohort({}, cohort.course);
	await deleteStudent(shop.db, erased);
	await buy(owner, other);
	await giveBack(sold[0]);
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([erased, owner, waiting])).toEqual([waiting]);
	expect((await rows(cohort)).map(({ student_id }) => student_id)).toEqual([waiting]);
});

test('seats are told to all who wait when a cohort loses its limit', async () => {
	const { cohort } = await fullCohort();
	const students = await shop.students(3);
	for (const student of students) {
		await join(student, cohort);
	}
	await shop.edit(cohort, { max_enrollment: null });
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo(students)).toEqual(students);
});

test('a cohort that is over is waited for by nobody', async () => {
	const { cohort } = await fullCohort();
	const { cohort: running } = await fullCohort();
	await join(await shop.student(), cohort);
	await join(await shop.student(), running);
	await shop.edit(cohort, { end_date: '2020-01-01' });
	await shop.sidecar.waitingList.forgetOld();
	expect(await rows(cohort)).toEqual([]);
	expect(await rows(running)).toHaveLength(1);
});
