import { progressOf, seatsTaken, statusesOf } from '../../../test/bookings';
import { buildCohort, buildCourse, buildPackage, type BuiltCohort } from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { inSeatTransaction } from '../../db/class-sessions';
import { inTransaction, table } from '../../db/database';
import { releaseBookings } from './release-bookings';
import { seedProgress, takeSeededSeats } from './seed-progress';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

const seed = async (
	cohort: BuiltCohort,
	packageId: number,
	now = new Date(),
): Promise<{ booked: number; unbooked: number }> => {
	const booked = await inSeatTransaction(database.db, async (trx, taking) => {
		const wanted = { packageId, programId: cohort.course.id, cohortId: cohort.id, now };
		const bookings = await seedProgress(trx, wanted);
		return (await takeSeededSeats(trx, { packageId, bookings, taking }, now)).length;
	});
	return { booked, unbooked: (await progressOf(database.db, packageId)).length - booked };
};

const release = (packageId: number, now = new Date(), db = database.db) =>
	inTransaction(db, (trx) => releaseBookings(trx, { packageId, now }));

const enrolled = async (cohort: BuiltCohort): Promise<number> =>
	(await buildPackage(database.db, cohort, { progress: false })).id;

test('a new package has a row per active step; those without a choice are booked there and then', async () => {
	const course = await buildCourse(database.db, {
		steps: [
			{ options: 1 },
			{ options: 2 },
			{ options: 1 },
			{ options: 0 },
			{ options: 1, isActive: false },
		],
	});
	const cohort = await buildCohort(database.db, course);
	const packageId = await enrolled(cohort);

	expect(await seed(cohort, packageId)).toEqual({ booked: 2, unbooked: 2 });

	const [first, second, third, fourth] = course.steps;
	const booked = (index: number) => ({
		status: 'BOOKED',
		step_option_id: cohort.sessions[index]?.stepOptionId,
		class_session_id: cohort.sessions[index]?.classSessionId,
	});
	const unbooked = { status: 'UNBOOKED', step_option_id: null, class_session_id: null };
	expect(await progressOf(database.db, packageId)).toMatchObject([
		{ step_id: first?.id, ...booked(0) },
		{ step_id: second?.id, ...unbooked },
		{ step_id: third?.id, ...booked(3) },
		{ step_id: fourth?.id, ...unbooked },
	]);
	expect(await seatsTaken(database.db, cohort)).toEqual([1, 0, 0, 1, 0]);
});

test('a full class leaves its step unbooked and the other steps booked', async () => {
	const course = await buildCourse(database.db, {
		steps: [{ options: [{ maxStudents: 1 }] }, { options: [{ maxStudents: 2 }] }],
	});
	const cohort = await buildCohort(database.db, course);
	await seed(cohort, await enrolled(cohort));

	const packageId = await enrolled(cohort);
	expect(await seed(cohort, packageId)).toEqual({ booked: 1, unbooked: 1 });
	expect(await statusesOf(database.db, packageId)).toEqual(['UNBOOKED', 'BOOKED']);
	expect(await seatsTaken(database.db, cohort)).toEqual([1, 2]);
});

test('a session that has started, or whose class is switched off, is not booked', async () => {
	const course = await buildCourse(database.db, { steps: [{}, {}, {}] });
	const cohort = await buildCohort(database.db, course);
	await table<{ id: number; is_active: boolean }>(database.db, 'group_classes')
		.where('id', course.steps[2]?.options[0]?.groupClassId ?? 0)
		.update({ is_active: false });
	const packageId = await enrolled(cohort);

	const outcome = await seed(cohort, packageId, cohort.sessions[0]?.startsAt);
	expect(outcome).toEqual({ booked: 1, unbooked: 2 });
	expect(await seatsTaken(database.db, cohort)).toEqual([0, 1, 0]);
});

test('two steps held in the same session take two of its seats and give both back', async () => {
	const course = await buildCourse(database.db);
	const cohort = await buildCohort(database.db, course);
	const [first, second] = cohort.sessions;
	await table<{ cohort_id: number; step_id: number; class_session_id: number }>(
		database.db,
		'course_cohort_sessions',
	)
		.where({ cohort_id: cohort.id, step_id: second?.stepId ?? 0 })
		.update({ class_session_id: first?.classSessionId ?? 0 });
	const packageId = await enrolled(cohort);

	expect(await seed(cohort, packageId)).toEqual({ booked: 2, unbooked: 0 });
	expect(await seatsTaken(database.db, cohort)).toEqual([2, 0]);
	expect(await release(packageId)).toBe(2);
	expect(await seatsTaken(database.db, cohort)).toEqual([0, 0]);
});

test('thirty packages at once never take more seats than a class has', async () => {
	const course = await buildCourse(database.db, {
		steps: [
			{ options: [{ maxStudents: 5 }] },
			{ options: [{ maxStudents: 12 }] },
			{ options: [{ maxStudents: 30 }] },
		],
	});
	const cohort = await buildCohort(database.db, course, { maxEnrollment: 30 });
	const packages = await Promise.all(Array.from({ length: 30 }, () => enrolled(cohort)));

	const outcomes = await Promise.all(packages.map((id) => seed(cohort, id)));
	expect(outcomes.reduce((sum, { booked }) => sum + booked, 0)).toBe(5 + 12 + 30);
	expect(await seatsTaken(database.db, cohort)).toEqual([5, 12, 30]);
});

test('seats are given back once, although two callers release the same package at the same time', async () => {
	const cohort = await buildCohort(database.db, await buildCourse(database.db, { steps: [{}, {}, {}] }));
	const other = await enrolled(cohort);
	const packageId = await enrolled(cohort);
	await seed(cohort, other);
	await seed(cohort, packageId);

	const second = database.connect();
	const given = await Promise.all([
		release(packageId),
		release(packageId, new Date(), second),
		release(packageId),
	]);
	expect(given.sort()).toEqual([0, 0, 3]);
	expect(await seatsTaken(database.db, cohort)).toEqual([1, 1, 1]);
	expect(await statusesOf(database.db, packageId)).toEqual(Array(3).fill('CANCELLED'));
	expect(await statusesOf(database.db, other)).toEqual(Array(3).fill('BOOKED'));
});

test('a session that has ended keeps its seat when the package ends', async () => {
	const cohort = await buildCohort(database.db, await buildCourse(database.db));
	const packageId = await enrolled(cohort);
	await seed(cohort, packageId);

	expect(await release(packageId, cohort.sessions[0]?.endsAt)).toBe(1);
	expect(await seatsTaken(database.db, cohort)).toEqual([1, 0]);
	expect(await statusesOf(database.db, packageId)).toEqual(['BOOKED', 'CANCELLED']);
});

test('a package without progress has nothing to give back', async () => {
	const cohort = await buildCohort(database.db, await buildCourse(database.db));
	expect(await release(await enrolled(cohort))).toBe(0);
});
