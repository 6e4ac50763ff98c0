import {
	buildCohort,
	buildCourse,
	buildPackage,
	buildStudentId,
	type BuiltPackage,
} from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { table } from '../../db/database';
import { createBookingService } from './booking.service';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

const start = new Date('2030-03-01T17:00:00.000Z');
const end = new Date('2030-03-01T18:30:00.000Z');
const WEEK = 7 * 24 * 60 * 60 * 1000;

const serviceAt = (now = new Date('2030-02-20T12:00:00Z')) =>
	createBookingService({ db: database.db, clock: { now: () => now } });

const owned = ({ studentId, id }: BuiltPackage) => ({ studentId, packageId: id });

const enrolled = async (
	steps: NonNullable<Parameters<typeof buildCourse>[1]>['steps'] & object,
	{ studentId = buildStudentId(), firstSession = start, title = 'A course' } = {},
) => {
	const course = await buildCourse(database.db, { steps, title });
	const cohort = await buildCohort(database.db, course, { firstSession, name: 'Spring' });
	return buildPackage(database.db, cohort, { studentId });
};

describe('unbooked steps', () => {
	test('list what can be chosen in full, and what is booked with how to join', async () => {
		const built = await enrolled([
			{
				label: 'Week 1',
				title: 'Begin',
				options: [
					{
						name: 'Evening',
						dayOfWeek: 5,
						startTime: '18:00:00',
						endTime: '19:30:00',
						timezone: 'Europe/Berlin',
						maxStudents: 4,
						location: 'Room 1',
						meetingUrl: 'https://meet.test/1',
					},
					{ name: 'Late' },
				],
			},
			{ options: [{ name: 'Single', meetingUrl: 'https://meet.test/2' }] },
		]);
		await serviceAt().bookSessions({ ...owned(built), selections: [] });
		const { course, sessions } = built.cohort;
		const answer = await serviceAt().unbookedSteps(owned(built));

		expect(answer).toMatchObject({
			packageId: built.id,
			courseCode: course.code,
			courseTitle: 'A course',
			cohortName: 'Spring',
		});
		expect(answer.steps).toEqual([
			{
				stepId: course.steps[0]?.id,
				stepLabel: 'Week 1',
				stepTitle: 'Begin',
				stepOrder: 1,
				options: [
					{
						courseStepOptionId: sessions[0]?.stepOptionId,
						groupClassName: 'Evening',
						dayOfWeek: 5,
						startTime: '18:00',
						endTime: '19:30',
						timezone: 'Europe/Berlin',
						startsAt: start.toISOString(),
						endsAt: end.toISOString(),
						availableSeats: 4,
						location: 'Room 1',
					},
					expect.objectContaining({ groupClassName: 'Late', location: null }),
				],
			},
		]);
		expect(answer.booked).toMatchObject([
			{
				stepOrder: 2,
				status: 'BOOKED',
				session: { groupClassName: 'Single', meetingUrl: 'https://meet.test/2' },
			},
		]);
	});

	test('show a full session with no seat left, and hide a started one', async () => {
		const built = await enrolled([{ options: [{ maxStudents: 0 }, {}] }, { options: 2 }]);
		const before = await serviceAt().unbookedSteps(owned(built));
		expect(before.steps[0]?.options.map(({ availableSeats }) => availableSeats)).toEqual([0, 10]);
		const started = await serviceAt(start).unbookedSteps(owned(built));
		expect(started.steps.map(({ options }) => options.length)).toEqual([0, 2]);
	});

	test('leave out a step that was taken out of the course, unless it is booked', async () => {
		const built = await enrolled([{ options: 1 }, { options: 2 }, { options: 2 }]);
		await serviceAt().bookSessions({ ...owned(built), selections: [] });
		const { steps } = built.cohort.course;
		await table<{ id: number; is_active: boolean }>(database.db, 'course_steps')
			.whereIn(
				'id',
				steps.slice(0, 2).map(({ id }) => id),
			)
			.update({ is_active: false });
		const answer = await serviceAt().unbookedSteps(owned(built));
		expect(answer.booked.map(({ stepId }) => stepId)).toEqual([steps[0]?.id]);
		expect(answer.steps.map(({ stepId }) => stepId)).toEqual([steps[2]?.id]);
	});
});

describe('course packages', () => {
	test('show every step of every package, newest first, in one query', async () => {
		const studentId = buildStudentId();
		const older = await enrolled([{ options: 1 }, { options: 2 }], { studentId, title: 'Older' });
		const newer = await enrolled([{ options: 2 }], { studentId, title: 'Newer' });
		await enrolled([{ options: 1 }]);
		await table<{ id: number; purchased_at: Date }>(database.db, 'student_packages')
			.where('id', older.id)
			.update({ purchased_at: new Date('2020-01-01T00:00:00Z') });
		await serviceAt().bookSessions({ ...owned(older), selections: [] });

		const queries: unknown[] = [];
		const pool = database.connect();
		pool.on('query', (query) => queries.push(query));
		const service = createBookingService({ db: pool, clock: { now: () => start } });
		const { packages } = await service.coursePackages({ studentId });

		expect(queries).toHaveLength(1);
		expect(packages.map(({ id, courseTitle }) => [id, courseTitle])).toEqual([
			[newer.id, 'Newer'],
			[older.id, 'Older'],
		]);
		expect(packages[1]).toMatchObject({
			packageName: `${older.cohort.course.code} - Spring`,
			status: 'ACTIVE',
			purchasedAt: '2020-01-01T00:00:00.000Z',
			courseCode: older.cohort.course.code,
			cohortName: 'Spring',
			startDate: '2030-03-01',
			cohortTimezone: 'Europe/Berlin',
			bookedSteps: 1,
			totalSteps: 2,
			steps: [
				{ stepOrder: 1, status: 'BOOKED', session: { startsAt: start.toISOString() } },
				{ stepOrder: 2, status: 'UNBOOKED', session: null },
			],
		});
	});

	test('tell what became of the payment, and why a package ended', async () => {
		const course = await buildCourse(database.db);
		const cohort = await buildCohort(database.db, course);
		const studentId = buildStudentId();
		const ended = await buildPackage(database.db, cohort, {
			studentId,
			status: 'REFUNDED',
			checkoutState: 'refund_due',
		});
		await table<{ id: number; reason: string }>(database.db, 'checkouts')
			.where('id', ended.checkout.id)
			.update({ reason: 'requested' });
		const { packages } = await serviceAt().coursePackages({ studentId });
		expect(packages).toMatchObject([
			{ status: 'REFUNDED', paymentState: 'refund_pending', reason: 'requested' },
		]);
	});

	test('are none for a student without any', async () => {
		expect(await serviceAt().coursePackages({ studentId: buildStudentId() })).toEqual({
			packages: [],
			nextSession: null,
		});
	});

	test('a package without steps is listed', async () => {
		const built = await enrolled([]);
		const { packages } = await serviceAt().coursePackages({ studentId: built.studentId });
		expect(packages).toMatchObject([{ id: built.id, steps: [], bookedSteps: 0, totalSteps: 0 }]);
	});

	test('the next session is the earliest over all courses that has not ended', async () => {
		const studentId = buildStudentId();
		const soon = await enrolled([{ options: 1 }, { options: 1 }], { studentId, title: 'Soon' });
		const between = await enrolled([{ options: 1 }], {
			studentId,
			title: 'Between',
			firstSession: new Date(start.getTime() + WEEK / 2),
		});
		await serviceAt().bookSessions({ ...owned(soon), selections: [] });
		await serviceAt().bookSessions({ ...owned(between), selections: [] });
		const nextAt = async (now: Date) => (await serviceAt(now).coursePackages({ studentId })).nextSession;
		const during = new Date(end.getTime() - 1000);

		expect(await nextAt(during)).toMatchObject({
			packageId: soon.id,
			stepId: soon.cohort.course.steps[0]?.id,
			courseTitle: 'Soon',
			startsAt: start.toISOString(),
		});
		expect(await nextAt(end)).toMatchObject({ packageId: between.id, courseTitle: 'Between' });
		expect(await nextAt(new Date(start.getTime() + WEEK))).toMatchObject({
			stepId: soon.cohort.course.steps[1]?.id,
		});
		expect(await nextAt(new Date(start.getTime() + 2 * WEEK))).toBeNull();
	});

	test('a package that is not active neither has a next session nor shows how to join one', async () => {
		const built = await enrolled([{ options: [{ meetingUrl: 'https://meet.test/3' }] }]);
		const { studentId } = built;
		await serviceAt().bookSessions({ ...owned(built), selections: [] });
		const joinUrl = async () => {
			const { packages, nextSession } = await serviceAt().coursePackages({ studentId });
			return [nextSession?.meetingUrl, packages[0]?.steps[0]?.session?.meetingUrl];
		};
		expect(await joinUrl()).toEqual(['https://meet.test/3', 'https://meet.test/3']);
		await table<{ id: number; status: string }>(database.db, 'student_packages')
			.where('id', built.id)
			.update({ status: 'SUSPENDED' });
		expect(await joinUrl()).toEqual([undefined, null]);
	});
});
