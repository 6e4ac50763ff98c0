import { buildCohort, buildCourse, type BuiltCohort } from '../../../test/builders';
import { seatsTaken, selectionsOf } from '../../../test/bookings';
import { openEnrollmentOffice } from '../../../test/enrollment-office';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, type Shop } from '../../../test/shop';

let shop: Shop;
const { enroll, packageOf } = createEnrollments(() => shop);
const { move, read } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** A student who paid, and another cohort of the course. */
const enrolledBeside = async (
	overrides: Parameters<typeof buildCohort>[2] = {},
	from?: BuiltCohort,
): Promise<{ enrolled: Enrolled; to: BuiltCohort }> => {
	const enrolled = await enroll(from);
	return { enrolled, to: await buildCohort(shop.db, enrolled.cohort.course, overrides) };
};

test('two who move a student to two cohorts: one wins, the other hears how it is now', async () => {
	const { enrolled, to } = await enrolledBeside();
	const other = await buildCohort(shop.db, to.course);
	const codes = await Promise.all([
		refusalOf(move(enrolled, to)),
		refusalOf(move(enrolled, other, shop.openSidecar())),
	]);
	expect(codes.sort()).toEqual(['none', 'version_conflict']);
	expect((await shop.seatsTaken(to)) + (await shop.seatsTaken(other))).toBe(1);
	expect(await shop.seatsTaken(enrolled.cohort)).toBe(0);
});

test('students who change places between two cohorts wait for nobody for ever', async () => {
	const one = await shop.cohort({ maxEnrollment: 4 });
	const other = await shop.cohort({ maxEnrollment: 4 }, one.course);
	const [first, second, third, fourth] = [
		await enroll(one),
		await enroll(one),
		await enroll(other),
		await enroll(other),
	];
	const elsewhere = shop.openSidecar();
	const codes = await Promise.all([
		refusalOf(move(first, other)),
		refusalOf(move(third, one, elsewhere)),
		refusalOf(move(second, other, elsewhere)),
		refusalOf(move(fourth, one)),
	]);
	expect(codes).toEqual(['none', 'none', 'none', 'none']);
	expect([await shop.seatsTaken(one), await shop.seatsTaken(other)]).toEqual([2, 2]);
});

test('more students than seats move and pay: as many get in as there are seats', async () => {
	const { enrolled, to } = await enrolledBeside({ maxEnrollment: 2 });
	const others = [await enroll(enrolled.cohort), await enroll(enrolled.cohort)];
	const paying = await shop.cohort({ maxEnrollment: 2 }, to.course);
	const sessionId = await shop.sidecar.checkOut(await shop.student(), paying);
	shop.stripe.pay(sessionId);
	const [codes] = await Promise.all([
		Promise.all([enrolled, ...others].map((one) => refusalOf(move(one, paying, shop.openSidecar())))),
		shop.sidecar.deliver('checkout.session.completed', sessionId),
	]);
	expect(codes.sort()).toEqual(['cohort_full', 'cohort_full', 'none']);
	expect(await shop.stateOf(sessionId)).toBe('enrolled');
	expect(await shop.seatsTaken(paying)).toBe(2);
	expect(await shop.seatsTaken(enrolled.cohort)).toBe(2);
});

test('a refund at the dashboard: the seat is freed once, wherever it was', async () => {
	const { enrolled, to } = await enrolledBeside();
	const { id } = shop.stripe.makeRefund(enrolled.intentId);
	await Promise.all([refusalOf(move(enrolled, to)), shop.openSidecar().deliver('refund.created', id)]);
	expect((await packageOf(enrolled))?.status).toBe('REFUNDED');
	expect([await shop.seatsTaken(enrolled.cohort), await shop.seatsTaken(to)]).toEqual([0, 0]);
	expect(await seatsTaken(shop.db, to)).toEqual([0, 0]);
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([0, 0]);
});

test('the student books: what was booked before the move is given back, what comes after is of the new cohort', async () => {
	const course = await buildCourse(shop.db, { steps: [{ options: 2 }] });
	const { enrolled, to } = await enrolledBeside({}, await shop.cohort({}, course));
	const packageId = (await packageOf(enrolled))?.id ?? 0;
	await Promise.all([
		move(enrolled, to),
		refusalOf(
			shop.openSidecar().booking.bookSessions({
				studentId: enrolled.student,
				packageId,
				selections: selectionsOf(enrolled.cohort, [[0, 0]]),
			}),
		),
	]);
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([0, 0]);
	const booked = (await read(enrolled)).bookedSteps;
	expect((await seatsTaken(shop.db, to)).reduce((sum, seats) => sum + seats, 0)).toBe(booked);
});
