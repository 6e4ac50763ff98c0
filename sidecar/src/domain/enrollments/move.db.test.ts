import { buildCohort, buildCourse, type BuiltCohort } from '../../../test/builders';
import { progressOf, seatsTaken, selectionsOf, statusesOf } from '../../../test/bookings';
import { openEnrollmentOffice, STAFF } from '../../../test/enrollment-office';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, openShop, refusalOf, rowCounts, type Shop } from '../../../test/shop';
import { openWaitingRoom, placeOf } from '../../../test/waiting';
import { table } from '../../db/database';
import type { StepProgressRow } from '../../db/student-course-step-progress';

let shop: Shop;
const { enroll, packageOf, openTasks } = createEnrollments(() => shop);
const { move, cancel, activityOf } = openEnrollmentOffice(() => shop);
const { offersTo } = openWaitingRoom(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

type CohortOverrides = Parameters<typeof buildCohort>[2];

/** A student who paid, and another cohort of the course. */
const enrolledBeside = async (
	overrides: CohortOverrides = {},
	from?: BuiltCohort,
): Promise<{ enrolled: Enrolled; to: BuiltCohort }> => {
	const enrolled = await enroll(from);
	return { enrolled, to: await buildCohort(shop.db, enrolled.cohort.course, overrides) };
};

const packageIdOf = async (enrolled: Enrolled): Promise<number> => (await packageOf(enrolled))?.id ?? 0;

/** Cohorts of the steps of a package. */
const cohortsOfSteps = async (packageId: number): Promise<Set<number>> => {
	const rows = await table<StepProgressRow>(shop.db, 'student_course_step_progress').where(
		'package_id',
		packageId,
	);
	return new Set(rows.map((row) => row.cohort_id));
};

test('a student moves with seat, name and steps, is booked where the new cohort leaves no choice, and is told', async () => {
	const { enrolled, to } = await enrolledBeside({ startDate: '2030-03-04', endDate: '2030-04-08' });
	const told = await move(enrolled, to);
	const packageId = await packageIdOf(enrolled);
	expect(told).toMatchObject({
		id: packageId,
		cohortId: to.id,
		cohortName: to.name,
		version: 2,
		packageName: `${to.course.code} - ${to.name}`,
		bookedSteps: 2,
		totalSteps: 2,
	});
	expect([await shop.seatsTaken(enrolled.cohort), await shop.seatsTaken(to)]).toEqual([0, 1]);
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([0, 0]);
	expect(await seatsTaken(shop.db, to)).toEqual([1, 1]);
	expect((await progressOf(shop.db, packageId)).map((row) => row.class_session_id)).toEqual(
		to.sessions.map(({ classSessionId }) => classSessionId),
	);
	expect(await cohortsOfSteps(packageId)).toEqual(new Set([to.id]));
	expect(await shop.stateOf(enrolled.sessionId)).toBe('enrolled');
	expect((await shop.mailsAbout(enrolled.checkoutId)).at(-1)).toEqual({
		kind: 'enrollment_moved',
		studentId: enrolled.student,
		data: {
			courseCode: to.course.code,
			courseTitle: to.course.title,
			cohortName: to.name,
			amount: 49_000,
			currency: 'eur',
			packageId,
			previousCohortName: enrolled.cohort.name,
			startDate: '2030-03-04',
			endDate: '2030-04-08',
		},
	});
	expect((await activityOf('package', packageId)).at(-1)).toEqual({
		actor: STAFF,
		action: 'package.moved',
		data: {
			before: {
				cohort_id: enrolled.cohort.id,
				package_name: `${to.course.code} - ${enrolled.cohort.name}`,
			},
			after: { cohort_id: to.id, package_name: `${to.course.code} - ${to.name}` },
			released: recordsOf(enrolled.cohort).map((record) => ({
				...record,
				bookedAt: expect.any(String) as unknown,
			})),
			booked: recordsOf(to),
			reason: 'asked for on the phone',
		},
	});
});

/** Bookings of all steps, as the activity keeps them. */
const recordsOf = ({ sessions, course }: BuiltCohort): object[] =>
	sessions.map(({ classSessionId, startsAt }, index) => ({
		stepId: course.steps[index]?.id,
		classSessionId,
		groupClassId: expect.any(Number) as unknown,
		startsAt: startsAt.toISOString(),
	}));

test('there and back again is told twice, and ends as it began', async () => {
	const { enrolled, to } = await enrolledBeside();
	await move(enrolled, to);
	await move(enrolled, enrolled.cohort);
	expect(await shop.mailsTo(enrolled.student)).toEqual([
		'enrolled',
		'enrollment_moved',
		'enrollment_moved',
	]);
	expect([await shop.seatsTaken(enrolled.cohort), await shop.seatsTaken(to)]).toEqual([1, 0]);
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([1, 1]);
});

test('what was attended or has begun stays as it is, and its seats stay taken', async () => {
	const course = await buildCourse(shop.db, { steps: [{}, {}, {}] });
	const from = await shop.cohort({}, course);
	const { enrolled, to } = await enrolledBeside({}, from);
	const packageId = await packageIdOf(enrolled);
	const [first, second] = from.sessions;
	await table<StepProgressRow>(shop.db, 'student_course_step_progress')
		.where({ package_id: packageId, step_id: first?.stepId ?? 0 })
		.update({ status: 'COMPLETED' });
	await table<{ id: number; starts_at: Date }>(shop.db, 'class_sessions')
		.where('id', second?.classSessionId ?? 0)
		.update({ starts_at: new Date(shop.clock.now().getTime() - 60_000) });
	await move(enrolled, to);
	expect(await statusesOf(shop.db, packageId)).toEqual(['COMPLETED', 'BOOKED', 'BOOKED']);
	expect(await seatsTaken(shop.db, from)).toEqual([1, 1, 0]);
	expect(await seatsTaken(shop.db, to)).toEqual([0, 0, 1]);
	expect(await cohortsOfSteps(packageId)).toEqual(new Set([to.id]));
});

test('a step with a choice is chosen anew; a step of a full class, too', async () => {
	const course = await buildCourse(shop.db, { steps: [{ options: 2 }, { options: [{ maxStudents: 1 }] }] });
	const { enrolled, to } = await enrolledBeside({}, await shop.cohort({}, course));
	const other = await enroll(await shop.cohort({}, course));
	await move(other, to);
	const packageId = await packageIdOf(enrolled);
	await shop.sidecar.booking.bookSessions({
		studentId: enrolled.student,
		packageId,
		selections: selectionsOf(enrolled.cohort, [[0, 1]]),
	});
	const told = await move(enrolled, to);
	expect(told.steps.map(({ status }) => status)).toEqual(['UNBOOKED', 'UNBOOKED']);
	expect(told.unbooked.map(({ options }) => options.length)).toEqual([2, 1]);
	expect(await seatsTaken(shop.db, enrolled.cohort)).toEqual([0, 0, 0]);
	expect(await seatsTaken(shop.db, to)).toEqual([0, 0, 1]);
});

test('a session that both cohorts share keeps its one seat, even when it is full', async () => {
	const course = await buildCourse(shop.db, { steps: [{ options: [{ maxStudents: 1 }] }] });
	const { enrolled, to } = await enrolledBeside({}, await shop.cohort({}, course));
	const shared = await buildCohort(shop.db, course, { sharesSessionsWith: enrolled.cohort });
	const told = await move(enrolled, shared);
	expect(told.steps.map(({ status }) => status)).toEqual(['BOOKED']);
	expect(await seatsTaken(shop.db, shared)).toEqual([1]);
	await move(enrolled, to);
	expect(await seatsTaken(shop.db, shared)).toEqual([0]);
});

test('steps that the course got meanwhile come with the new cohort', async () => {
	const { enrolled } = await enrolledBeside();
	const packageId = await packageIdOf(enrolled);
	const [step] = enrolled.cohort.course.steps;
	await table<StepProgressRow>(shop.db, 'student_course_step_progress')
		.where({ package_id: packageId, step_id: step?.id ?? 0 })
		.delete();
	await table<{ id: number }>(shop.db, 'class_sessions')
		.where('id', enrolled.cohort.sessions[0]?.classSessionId ?? 0)
		.decrement('current_enrollment', 1);
	const to = await buildCohort(shop.db, enrolled.cohort.course);
	expect((await move(enrolled, to)).steps.map(({ status }) => status)).toEqual(['BOOKED', 'BOOKED']);
});

test('a cohort that is not on sale can be moved to, one whose deadline has passed, too', async () => {
	const { enrolled, to } = await enrolledBeside({
		isActive: false,
		enrollmentDeadline: new Date(shop.clock.now().getTime() - DAY),
	});
	expect(await refusalOf(move(enrolled, to))).toBe('none');
});

test('nothing moves to where it cannot, and nothing is written', async () => {
	const { enrolled, to } = await enrolledBeside({ maxEnrollment: 0 });
	const held = await shop.cohort({ maxEnrollment: 1 }, to.course);
	await shop.sidecar.checkOut(await shop.student(), held);
	const deleted = await buildCohort(shop.db, to.course, { deletedAt: shop.clock.now() });
	const before = await rowCounts(shop.db);
	expect(await refusalOf(move(enrolled, to))).toBe('cohort_full');
	expect(await refusalOf(move(enrolled, held))).toBe('cohort_full');
	expect(await refusalOf(move(enrolled, await shop.cohort()))).toBe('other_course');
	expect(await refusalOf(move(enrolled, deleted))).toBe('cohort_not_found');
	expect(await refusalOf(move(enrolled, { ...to, id: 999_999_999 }))).toBe('cohort_not_found');
	expect(await refusalOf(move(enrolled, enrolled.cohort))).toBe('already_enrolled');
	expect(await rowCounts(shop.db)).toEqual(before);
	expect((await packageOf(enrolled))?.version).toBe(1);
});

test('an enrollment that ended or is suspended does not move', async () => {
	const { enrolled, to } = await enrolledBeside();
	const dispute = shop.stripe.dispute(enrolled.sessionId);
	await shop.sidecar.deliver('charge.dispute.created', dispute);
	expect(await refusalOf(move(enrolled, to))).toBe('package_not_active');
	shop.stripe.changeDispute(dispute, 'lost');
	await shop.sidecar.deliver('charge.dispute.closed', dispute);
	expect(await refusalOf(move(enrolled, to))).toBe('package_not_active');
});

test('the seat that became free is offered to who waits for it', async () => {
	const { enrolled, to } = await enrolledBeside({}, await shop.cohort({ maxEnrollment: 1 }));
	const student = await shop.student();
	await shop.sidecar.waitingList.join(placeOf(student, enrolled.cohort));
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([student])).toEqual([]);
	await move(enrolled, to);
	await shop.sidecar.waitingList.offerFreeSeats();
	expect(await offersTo([student])).toEqual([student]);
});

test('the success page and the wizard tell of the cohort where the student is now', async () => {
	const { enrolled, to } = await enrolledBeside();
	await move(enrolled, to);
	expect(await shop.sidecar.sessions.status(enrolled.student, enrolled.sessionId)).toMatchObject({
		state: 'enrolled',
		cohortId: to.id,
		cohortName: to.name,
	});
});

describe('case 70: after a move the seat goes back to the cohort where the student is now:', () => {
	const moved = async (): Promise<{ enrolled: Enrolled; to: BuiltCohort }> => {
		const { enrolled, to } = await enrolledBeside();
		await move(enrolled, to);
		// Somebody else sits in the cohort that was sold: their seat must stay taken.
		await enroll(enrolled.cohort);
		return { enrolled, to };
	};
	const expectFreed = async (enrolled: Enrolled, to: BuiltCohort): Promise<void> => {
		expect([await shop.seatsTaken(enrolled.cohort), await shop.seatsTaken(to)]).toEqual([1, 0]);
		expect(await seatsTaken(shop.db, to)).toEqual([0, 0]);
		expect(
			(await shop.mailsAbout(enrolled.checkoutId)).find(({ kind }) => kind === 'enrollment_ended'),
		).toMatchObject({ data: { cohortName: to.name } });
	};

	test('when the payment is refunded at the dashboard', async () => {
		const { enrolled, to } = await moved();
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		await shop.sidecar.deliver('refund.created', id);
		await expectFreed(enrolled, to);
	});

	test('when a dispute is lost, and not while it is open', async () => {
		const { enrolled, to } = await moved();
		const dispute = shop.stripe.dispute(enrolled.sessionId);
		await shop.sidecar.deliver('charge.dispute.created', dispute);
		expect((await packageOf(enrolled))?.status).toBe('SUSPENDED');
		expect(await shop.seatsTaken(to)).toBe(1);
		shop.stripe.changeDispute(dispute, 'lost');
		await shop.sidecar.deliver('charge.dispute.closed', dispute);
		await expectFreed(enrolled, to);
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('when staff ends the enrollment', async () => {
		const { enrolled, to } = await moved();
		await cancel(enrolled, 'full');
		await shop.sidecar.work();
		await expectFreed(enrolled, to);
		expect(await shop.stateOf(enrolled.sessionId)).toBe('refunded');
	});
});

test('a student who bought, moved and was refunded can buy the course again', async () => {
	const { enrolled, to } = await enrolledBeside();
	await move(enrolled, to);
	await cancel(enrolled, 'full');
	await shop.sidecar.work();
	shop.clock.pass(HOUR);
	const sessionId = await shop.sidecar.checkOut(enrolled.student, enrolled.cohort);
	shop.stripe.pay(sessionId);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	expect((await shop.packagesOf(enrolled.student)).map(({ status }) => status)).toEqual([
		'REFUNDED',
		'ACTIVE',
	]);
	expect(await shop.seatsTaken(enrolled.cohort)).toBe(1);
});
