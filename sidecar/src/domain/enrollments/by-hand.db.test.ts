import { buildCohort } from '../../../test/builders';
import { seatsTaken } from '../../../test/bookings';
import { openEnrollmentOffice, STAFF } from '../../../test/enrollment-office';
import { createEnrollments } from '../../../test/enrollments';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, openShop, refusalOf, rowCounts, type Shop } from '../../../test/shop';
import { placeOf } from '../../../test/waiting';
import { deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

let shop: Shop;
const { enroll, stepsOf } = createEnrollments(() => shop);
const { byHand, activityOf, read } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

test('a student is enrolled without payment: with a seat, every step booked that leaves no choice, and a mail', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	const packageId = await byHand(student, cohort);
	expect(await shop.packagesOf(student)).toMatchObject([
		{
			id: packageId,
			status: 'ACTIVE',
			cohort_id: cohort.id,
			payment_intent_id: null,
			package_name: `${cohort.course.code} - ${cohort.name}`,
		},
	]);
	expect(await shop.checkoutsOf(student)).toMatchObject([
		{ state: 'enrolled', amount: 0, currency: '', session_id: null, reason: null },
	]);
	expect(await shop.seatsTaken(cohort)).toBe(1);
	expect(await seatsTaken(shop.db, cohort)).toEqual([1, 1]);
	expect(await shop.mailsTo(student)).toEqual(['enrolled']);
	expect((await read({ student })).steps.map(({ status }) => status)).toEqual(['BOOKED', 'BOOKED']);
});

test('the activity keeps who did it and why', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const packageId = await byHand(student, cohort);
	expect(await activityOf('package', packageId)).toEqual([
		{
			actor: STAFF,
			action: 'package.enrolled_by_hand',
			data: {
				before: null,
				after: { status: 'ACTIVE', cohortId: cohort.id, studentId: student },
				reason: 'asked for on the phone',
			},
		},
	]);
	const [checkout] = await shop.checkoutsOf(student);
	expect(await activityOf('checkout', checkout?.id ?? 0)).toMatchObject([
		{ actor: STAFF, action: 'checkout.enrolled' },
	]);
});

test('the deadline and a missing price keep nobody out', async () => {
	const cohort = await shop.cohort({ enrollmentDeadline: new Date(shop.clock.now().getTime() - DAY) });
	const unpriced = await buildCohort(shop.db, cohort.course);
	expect(await byHand(await shop.student(), cohort)).toBeGreaterThan(0);
	expect(await byHand(await shop.student(), unpriced)).toBeGreaterThan(0);
});

describe('nobody is enrolled, and nothing is written,', () => {
	const expectRefusal = async (call: () => Promise<unknown>, code: string): Promise<void> => {
		const before = await rowCounts(shop.db);
		expect(await refusalOf(call())).toBe(code);
		expect(await rowCounts(shop.db)).toEqual(before);
	};

	test('in a cohort that is not there, deleted, or switched off, or whose course is', async () => {
		const student = await shop.student();
		const deleted = await shop.cohort({ deletedAt: shop.clock.now() });
		const inactive = await shop.cohort({ isActive: false });
		const cohort = await shop.cohort();
		await expectRefusal(() => byHand(student, { ...cohort, id: 999_999_999 }), 'cohort_not_found');
		await expectRefusal(() => byHand(student, deleted), 'cohort_not_found');
		await expectRefusal(() => byHand(student, inactive), 'cohort_inactive');
		await table<{ id: number; is_active: boolean }>(shop.db, 'course_programs')
			.where('id', cohort.course.id)
			.update({ is_active: false });
		await expectRefusal(() => byHand(student, cohort), 'cohort_inactive');
	});

	test('in a full cohort, be it by students or by those who are paying', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 2 });
		await byHand(await shop.student(), cohort);
		await shop.sidecar.checkOut(await shop.student(), cohort);
		const student = await shop.student();
		await expectRefusal(() => byHand(student, cohort), 'cohort_full');
	});

	test('who has no account, or has the course', async () => {
		const enrolled = await enroll();
		const other = await buildCohort(shop.db, enrolled.cohort.course);
		const gone = await shop.student();
		await deleteStudent(shop.db, gone);
		await expectRefusal(() => byHand(gone, enrolled.cohort), 'student_not_found');
		await expectRefusal(() => byHand(enrolled.student, enrolled.cohort), 'already_enrolled');
		await expectRefusal(() => byHand(enrolled.student, other), 'already_enrolled');
	});

	test('whose bank debit for the course is under way', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver('checkout.session.completed', sessionId);
		await expectRefusal(() => byHand(student, cohort), 'checkout_in_progress');
	});
});

test('two clicks at once enroll once', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const second = shop.openSidecar();
	const codes = await Promise.all([
		refusalOf(byHand(student, cohort)),
		refusalOf(byHand(student, cohort, second)),
	]);
	expect(codes.sort()).toEqual(['already_enrolled', 'none']);
	expect(await shop.packagesOf(student)).toHaveLength(1);
	expect(await shop.seatsTaken(cohort)).toBe(1);
});

test('two of the staff who enroll one student in two cohorts of a course at once enroll once', async () => {
	const cohort = await shop.cohort();
	const other = await buildCohort(shop.db, cohort.course);
	const second = shop.openSidecar();
	// So that neither has to connect first.
	await byHand(await shop.student(), other, second);
	const students = await shop.students(4);
	const codes = await Promise.all(
		students.flatMap((student) => [
			refusalOf(byHand(student, cohort)),
			refusalOf(byHand(student, other, second)),
		]),
	);
	expect(codes.sort()).toEqual([...students.map(() => 'already_enrolled'), ...students.map(() => 'none')]);
	expect((await shop.seatsTaken(cohort)) + (await shop.seatsTaken(other))).toBe(5);
});

test('students who are enrolled by hand and students who pay get no more seats than there are', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 3 });
	const [first, second] = await shop.students(2);
	const paying = await Promise.all([first, second].map((one) => shop.sidecar.checkOut(one ?? 0, cohort)));
	paying.forEach((sessionId) => shop.stripe.pay(sessionId));
	const others = await shop.students(4);
	const [codes] = await Promise.all([
		Promise.all(others.map((one) => refusalOf(byHand(one, cohort)))),
		...paying.map((sessionId) => shop.sidecar.deliver('checkout.session.completed', sessionId)),
	]);
	expect(codes.sort()).toEqual(['cohort_full', 'cohort_full', 'cohort_full', 'none']);
	expect(await shop.seatsTaken(cohort)).toBe(3);
});

test('a student who is enrolled by hand waits no more', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const enrolled = await enroll(cohort);
	const student = await shop.student();
	await shop.sidecar.waitingList.join(placeOf(student, cohort));
	await shop.edit(cohort, { max_enrollment: 2 });
	await byHand(student, cohort);
	expect(await table<{ student_id: number }>(shop.db, 'waiting_list').where('student_id', student)).toEqual(
		[],
	);
	expect(await stepsOf(enrolled)).toEqual(['BOOKED', 'BOOKED']);
});

test('a class that is full keeps nobody out of the cohort: its step stays to choose', async () => {
	const cohort = await shop.cohort();
	const [session] = cohort.sessions;
	await table<{ id: number; max_students: number }>(shop.db, 'class_sessions')
		.where('id', session?.classSessionId ?? 0)
		.update({ max_students: 0 });
	const student = await shop.student();
	await byHand(student, cohort);
	expect((await read({ student })).steps.map(({ status }) => status)).toEqual(['UNBOOKED', 'BOOKED']);
});
