import {
	bookPlaces,
	cohortWith,
	progressOf,
	seatsTaken,
	selectionsOf,
	statusesOf,
} from '../../../test/bookings';
import { buildPackage, buildStudentId } from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { table } from '../../db/database';
import { createBookingService } from './booking.service';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

const service = () => createBookingService({ db: database.db, clock: { now: () => new Date() } });

describe('booking', () => {
	test('books what was chosen and every step that leaves no choice, and counts what remains', async () => {
		const cohort = await cohortWith(database.db, [
			{ options: 2 },
			{ options: [{ name: 'Only class', location: 'Room 4', meetingUrl: 'https://meet.test/4' }] },
			{ options: 3 },
		]);
		const owned = await buildPackage(database.db, cohort);
		const now = new Date('2026-01-05T10:00:00.123Z');
		const answer = await bookPlaces(database.db, owned, [[0, 1]], now);

		expect(answer.manualSelections.map(({ stepOrder }) => stepOrder)).toEqual([1]);
		expect(answer.autoBooked).toEqual([
			{
				stepId: cohort.course.steps[1]?.id,
				stepLabel: 'Step 2',
				stepTitle: 'Title of step 2',
				stepOrder: 2,
				status: 'BOOKED',
				session: {
					groupClassName: 'Only class',
					startsAt: cohort.sessions[2]?.startsAt.toISOString(),
					endsAt: cohort.sessions[2]?.endsAt.toISOString(),
					timezone: 'Europe/Berlin',
					location: 'Room 4',
					meetingUrl: 'https://meet.test/4',
				},
			},
		]);
		expect(answer.booked.map(({ stepOrder }) => stepOrder)).toEqual([1, 2]);
		expect(answer).toMatchObject({ conflicts: [], remaining: 1 });
		expect(await seatsTaken(database.db, cohort)).toEqual([0, 1, 1, 0, 0, 0]);
		const [first] = await progressOf(database.db, owned.id);
		expect(first).toEqual({
			step_id: cohort.course.steps[0]?.id,
			status: 'BOOKED',
			class_session_id: cohort.sessions[1]?.classSessionId,
			step_option_id: cohort.sessions[1]?.stepOptionId,
			booked_at: now,
			updated_at: now,
		});
	});

	test('without selections it books the steps that leave no choice, and nothing at all the second time', async () => {
		const cohort = await cohortWith(database.db, [{ options: 1 }, { options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		expect(await bookPlaces(database.db, owned, [])).toMatchObject({
			remaining: 1,
			manualSelections: [],
		});
		expect(await bookPlaces(database.db, owned, [])).toEqual({
			autoBooked: [],
			manualSelections: [],
			booked: [],
			conflicts: [],
			remaining: 1,
		});
		expect(await seatsTaken(database.db, cohort)).toEqual([1, 0, 0]);
	});

	test('the same selection again, as after a double click, answers the same and takes no second seat', async () => {
		const cohort = await cohortWith(database.db, [{ options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		const first = await bookPlaces(database.db, owned, [[0, 0]]);
		expect(await bookPlaces(database.db, owned, [[0, 0]])).toEqual(first);
		expect(await seatsTaken(database.db, cohort)).toEqual([1, 0]);
	});

	test('another choice for a booked step is a conflict and leaves the booking as it is', async () => {
		const cohort = await cohortWith(database.db, [{ options: 2 }, { options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		await bookPlaces(database.db, owned, [[0, 0]]);
		const before = await progressOf(database.db, owned.id);
		const answer = await bookPlaces(database.db, owned, [
			[0, 1],
			[1, 1],
		]);
		expect(answer.conflicts).toEqual([
			{ ...selectionsOf(cohort, [[0, 1]])[0], reason: 'already_booked', alternatives: [] },
		]);
		expect(answer.booked.map(({ stepOrder }) => stepOrder)).toEqual([2]);
		expect((await progressOf(database.db, owned.id))[0]).toEqual(before[0]);
		expect(await seatsTaken(database.db, cohort)).toEqual([1, 0, 0, 1]);
	});

	test('a full class marks only its own step and offers what is left', async () => {
		const cohort = await cohortWith(database.db, [
			{ options: [{ maxStudents: 1 }, { maxStudents: 2 }, { maxStudents: 1 }] },
			{ options: 2 },
		]);
		await bookPlaces(database.db, await buildPackage(database.db, cohort), [[0, 0]]);
		await bookPlaces(database.db, await buildPackage(database.db, cohort), [[0, 2]]);
		const owned = await buildPackage(database.db, cohort);
		const answer = await bookPlaces(database.db, owned, [
			[0, 0],
			[1, 0],
		]);
		expect(answer.booked.map(({ stepOrder }) => stepOrder)).toEqual([2]);
		expect(answer.remaining).toBe(1);
		expect(answer.conflicts).toMatchObject([
			{
				...selectionsOf(cohort, [[0, 0]])[0],
				reason: 'class_full',
				alternatives: [
					{ courseStepOptionId: cohort.course.steps[0]?.options[1]?.id, availableSeats: 2 },
				],
			},
		]);
		expect(await statusesOf(database.db, owned.id)).toEqual(['UNBOOKED', 'BOOKED']);
		expect(await seatsTaken(database.db, cohort)).toEqual([1, 0, 1, 1, 0]);
	});

	test('nothing changes when not one selection can be booked', async () => {
		const cohort = await cohortWith(database.db, [{ options: [{ maxStudents: 1 }, {}] }, { options: 2 }]);
		await bookPlaces(database.db, await buildPackage(database.db, cohort), [[0, 0]]);
		const owned = await buildPackage(database.db, cohort);
		const before = await progressOf(database.db, owned.id);
		await expect(bookPlaces(database.db, owned, [[0, 0]])).rejects.toMatchObject({
			code: 'nothing_booked',
			data: {
				conflicts: [
					{
						reason: 'class_full',
						alternatives: [{ courseStepOptionId: cohort.course.steps[0]?.options[1]?.id }],
					},
				],
			},
		});
		expect(await progressOf(database.db, owned.id)).toEqual(before);
		expect(await seatsTaken(database.db, cohort)).toEqual([1, 0, 0, 0]);
	});
});

describe('refusals', () => {
	test('an option of another step, of another cohort, or of a switched-off class is not available', async () => {
		const cohort = await cohortWith(database.db, [{ options: 3 }, { options: 2 }]);
		const course = cohort.course;
		const owned = await buildPackage(database.db, cohort);
		const options = course.steps[0]?.options.map(({ id }) => id) ?? [];
		await table<{ cohort_id: number; step_option_id: number }>(database.db, 'course_cohort_sessions')
			.where({ cohort_id: cohort.id, step_option_id: options[1] ?? 0 })
			.delete();
		await table<{ id: number; is_active: boolean }>(database.db, 'group_classes')
			.where('id', course.steps[0]?.options[2]?.groupClassId ?? 0)
			.update({ is_active: false });
		const ofAnotherStep = course.steps[1]?.options[0]?.id ?? 0;
		for (const courseStepOptionId of [ofAnotherStep, options[1] ?? 0, options[2] ?? 0]) {
			const selection = { courseStepId: course.steps[0]?.id ?? 0, courseStepOptionId };
			const request = {
				studentId: owned.studentId,
				packageId: owned.id,
				selections: [selection, ...selectionsOf(cohort, [[1, 0]])],
			};
			const { conflicts } = await service().bookSessions(request);
			expect(conflicts).toMatchObject([
				{ ...selection, reason: 'option_not_available', alternatives: [{}] },
			]);
		}
		expect(await seatsTaken(database.db, cohort)).toEqual([0, 0, 0, 1, 0]);
	});

	test('a step of another course is refused', async () => {
		const owned = await buildPackage(database.db, await cohortWith(database.db, [{ options: 2 }]));
		const other = await cohortWith(database.db, [{ options: 2 }]);
		const request = { studentId: owned.studentId, packageId: owned.id };
		const selections = selectionsOf(other, [[0, 0]]);
		await expect(service().bookSessions({ ...request, selections })).rejects.toMatchObject({
			code: 'nothing_booked',
			data: { conflicts: [{ reason: 'step_not_in_course', alternatives: [] }] },
		});
	});

	test('a session that has started is refused and is no alternative', async () => {
		const cohort = await cohortWith(database.db, [{ options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		const started = cohort.sessions[0]?.startsAt;
		await expect(bookPlaces(database.db, owned, [[0, 0]], started)).rejects.toMatchObject({
			data: { conflicts: [{ reason: 'session_started', alternatives: [] }] },
		});
	});

	test("another student's package is not found, and neither is one that does not exist", async () => {
		const owned = await buildPackage(database.db, await cohortWith(database.db, [{ options: 1 }]));
		for (const request of [
			{ studentId: buildStudentId(), packageId: owned.id },
			{ studentId: owned.studentId, packageId: owned.id + 100_000 },
		]) {
			const notFound = { code: 'package_not_found' };
			await expect(service().bookSessions({ ...request, selections: [] })).rejects.toMatchObject(
				notFound,
			);
			await expect(service().unbookedSteps(request)).rejects.toMatchObject(notFound);
		}
		expect(await statusesOf(database.db, owned.id)).toEqual(['UNBOOKED']);
	});

	test.each([
		['is suspended', { status: 'SUSPENDED' }],
		['was refunded', { status: 'REFUNDED' }],
		['has a refund due', { checkoutState: 'refund_due' }],
	] as const)('case 63: a package that %s books nothing', async (_, overrides) => {
		const cohort = await cohortWith(database.db, [{ options: 1 }, { options: 2 }]);
		const owned = await buildPackage(database.db, cohort, overrides);
		const notActive = { code: 'package_not_active' };
		await expect(bookPlaces(database.db, owned, [[1, 0]])).rejects.toMatchObject(notActive);
		await expect(
			service().unbookedSteps({ studentId: owned.studentId, packageId: owned.id }),
		).rejects.toMatchObject(notActive);
		expect(await seatsTaken(database.db, cohort)).toEqual([0, 0, 0]);
	});
});

test('booking three of eight steps takes six round trips, with begin and commit', async () => {
	const cohort = await cohortWith(
		database.db,
		Array.from({ length: 8 }, () => ({ options: 2 })),
	);
	const owned = await buildPackage(database.db, cohort);
	const statements: string[] = [];
	const pool = database.connect();
	pool.on('query', ({ sql }: { sql: string }) => statements.push(sql));
	await bookPlaces(pool, owned, [
		[0, 0],
		[3, 1],
		[7, 0],
	]);
	expect(statements.map((sql) => sql.split(' ', 1)[0]?.toUpperCase())).toEqual([
		'BEGIN;',
		'SELECT',
		'SELECT',
		'UPDATE',
		'UPDATE',
		'COMMIT;',
	]);
});
