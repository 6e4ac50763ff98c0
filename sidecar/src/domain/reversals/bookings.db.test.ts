import { seatsTaken, selectionsOf } from '../../../test/bookings';
import { buildCourse } from '../../../test/builders';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, type Shop, type Sidecar } from '../../../test/shop';

let shop: Shop;
const { enroll, packageOf, stepsOf } = createEnrollments(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** A student who has two sessions for each of two steps to choose from. */
const enrolledWithChoices = async (): Promise<Enrolled> => {
	const course = await buildCourse(shop.db, { steps: [{ options: 2 }, { options: 2 }] });
	return enroll(await shop.cohort({}, course));
};

const book = async (sidecar: Sidecar, enrolled: Enrolled, step: number) => {
	const packageId = (await packageOf(enrolled))?.id ?? 0;
	const selections = selectionsOf(enrolled.cohort, [[step, 0]]);
	return sidecar.booking.bookSessions({ studentId: enrolled.student, packageId, selections });
};

test('case 63: what was booked is given back with the money, and nothing can be booked from then on', async () => {
	const enrolled = await enrolledWithChoices();
	await book(shop.sidecar, enrolled, 0);
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([1, 0, 0, 0]);
	shop.stripe.refundStatus = 'pending';
	const { id } = shop.stripe.makeRefund(enrolled.intentId);
	await shop.sidecar.deliver('refund.created', id);
	expect(await shop.stateOf(enrolled.sessionId)).toBe('refund_pending');
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([0, 0, 0, 0]);
	expect(await stepsOf(enrolled)).toEqual(['CANCELLED', 'UNBOOKED']);
	expect(await refusalOf(book(shop.sidecar, enrolled, 1))).toBe('package_not_active');
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([0, 0, 0, 0]);

	shop.stripe.changeRefund(id, 'succeeded');
	shop.stripe.refundStatus = 'succeeded';
	await shop.sidecar.deliver('refund.updated', id);
	expect(await refusalOf(book(shop.sidecar, enrolled, 1))).toBe('package_not_active');
});

test('case 63: while the payment is disputed nothing can be booked; what is booked stays, and all of it when we win', async () => {
	const enrolled = await enrolledWithChoices();
	await book(shop.sidecar, enrolled, 0);
	const disputeId = shop.stripe.dispute(enrolled.sessionId);
	await shop.sidecar.deliver('charge.dispute.created', disputeId);
	expect(await refusalOf(book(shop.sidecar, enrolled, 1))).toBe('package_not_active');
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([1, 0, 0, 0]);
	shop.stripe.changeDispute(disputeId, 'won');
	await shop.sidecar.deliver('charge.dispute.closed', disputeId);
	await book(shop.sidecar, enrolled, 1);
	expect(await stepsOf(enrolled)).toEqual(['BOOKED', 'BOOKED']);
});

test('case 63: a booking and a refund from the dashboard at the same moment leave no seat taken, whichever comes first', async () => {
	const course = await buildCourse(shop.db, { steps: [{ options: 2 }, { options: 2 }] });
	const cohort = await shop.cohort({}, course);
	const second = shop.openSidecar();
	const students = await Promise.all(Array.from({ length: 8 }, () => enroll(cohort)));
	const refunds = students.map(({ intentId }) => shop.stripe.makeRefund(intentId).id);
	const outcomes = await Promise.all(
		students.flatMap((enrolled, index) => {
			const refund = () =>
				shop.sidecar.deliver('refund.created', refunds[index] ?? '').then(() => 'none');
			const booking = () => refusalOf(book(second, enrolled, index % 2));
			return index % 3 === 0 ? [refund(), booking()] : [booking(), refund()];
		}),
	);
	expect(new Set([...outcomes, 'none', 'package_not_active'])).toEqual(
		new Set(['none', 'package_not_active']),
	);
	expect(await seatsTaken(shop.db, cohort)).toEqual([0, 0, 0, 0]);
	expect(await shop.seatsTaken(cohort)).toBe(0);
	expect((await Promise.all(students.map(stepsOf))).flat()).not.toContain('BOOKED');
});
