import {
	buildCohort,
	buildCourse,
	buildPackage,
	buildStudentId,
	type BuiltCohort,
	type BuiltPackage,
} from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import type { BookSessionsResponse } from '../../../contract';
import type { ClassSessionRow } from '../../db/class-sessions';
import { lockCheckout, moveCheckout } from '../../db/checkouts';
import { lockCohort } from '../../db/course-cohorts';
import { inTransaction, table, type Connection } from '../../db/database';
import type { StepProgressRow } from '../../db/student-course-step-progress';
import { createBookingService } from './booking.service';
import { releaseBookings } from './release-bookings';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

const serviceAt = (now?: Date, db: Connection = database.db) =>
	createBookingService({ db, clock: { now: () => now ?? new Date() } });

/** Selects options by their place in the course: `[step, option]`, both from 0. */
const selectionsOf = (cohort: BuiltCohort, places: [step: number, option: number][]) =>
	places.map(([stepIndex, optionIndex]) => {
		const step = cohort.course.steps[stepIndex];
		return {
			courseStepId: step?.id ?? 0,
			courseStepOptionId: step?.options[optionIndex]?.id ?? 0,
		};
	});

const bookPlaces = (
	owned: BuiltPackage,
	places: [step: number, option: number][],
	service = serviceAt(),
): Promise<BookSessionsResponse> =>
	service.bookSessions({
		studentId: owned.studentId,
		packageId: owned.id,
		selections: selectionsOf(owned.cohort, places),
	});

const progressOf = ({ id }: BuiltPackage) =>
	table<StepProgressRow>(database.db, 'student_course_step_progress')
		.where('package_id', id)
		.orderBy('step_id')
		.select('status', 'class_session_id', 'step_option_id', 'booked_at', 'updated_at');

const statusesOf = async (owned: BuiltPackage) => (await progressOf(owned)).map(({ status }) => status);

/** Seats taken in each session of the cohort, in the order of its options. */
const seatsTaken = async (cohort: BuiltCohort): Promise<number[]> => {
	const rows = await table<ClassSessionRow>(database.db, 'class_sessions')
		.whereIn(
			'id',
			cohort.sessions.map(({ classSessionId }) => classSessionId),
		)
		.select('id', 'current_enrollment');
	const byId = new Map(rows.map((row) => [row.id, row.current_enrollment]));
	return cohort.sessions.map(({ classSessionId }) => byId.get(classSessionId) ?? -1);
};

const cohortWith = async (
	steps: NonNullable<Parameters<typeof buildCourse>[1]>['steps'] & object,
): Promise<BuiltCohort> =>
	buildCohort(database.db, await buildCourse(database.db, { steps }), { maxEnrollment: null });

describe('booking', () => {
	test('books what was chosen and every step that leaves no choice, and counts what remains', async () => {
		const cohort = await cohortWith([
			{ options: 2 },
			{ options: [{ name: 'Only class', location: 'Room 4', meetingUrl: 'https://meet.test/4' }] },
			{ options: 3 },
		]);
		const owned = await buildPackage(database.db, cohort);
		const now = new Date('2026-01-05T10:00:00.123Z');
		const answer = await bookPlaces(owned, [[0, 1]], serviceAt(now));

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
		expect(await seatsTaken(cohort)).toEqual([0, 1, 1, 0, 0, 0]);
		const [first] = await progressOf(owned);
		expect(first).toEqual({
			status: 'BOOKED',
			class_session_id: cohort.sessions[1]?.classSessionId,
			step_option_id: cohort.sessions[1]?.stepOptionId,
			booked_at: now,
			updated_at: now,
		});
	});

	test('without selections it books the steps that leave no choice, and nothing at all the second time', async () => {
		const cohort = await cohortWith([{ options: 1 }, { options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		expect(await bookPlaces(owned, [])).toMatchObject({ remaining: 1, manualSelections: [] });
		expect(await bookPlaces(owned, [])).toEqual({
			autoBooked: [],
			manualSelections: [],
			booked: [],
			conflicts: [],
			remaining: 1,
		});
		expect(await seatsTaken(cohort)).toEqual([1, 0, 0]);
	});

	test('the same selection again, as after a double click, answers the same and takes no second seat', async () => {
		const cohort = await cohortWith([{ options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		const first = await bookPlaces(owned, [[0, 0]]);
		expect(await bookPlaces(owned, [[0, 0]])).toEqual(first);
		expect(await seatsTaken(cohort)).toEqual([1, 0]);
	});

	test('another choice for a booked step is a conflict and leaves the booking as it is', async () => {
		const cohort = await cohortWith([{ options: 2 }, { options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		await bookPlaces(owned, [[0, 0]]);
		const before = await progressOf(owned);
		const answer = await bookPlaces(owned, [
			[0, 1],
			[1, 1],
		]);
		expect(answer.conflicts).toEqual([
			{ ...selectionsOf(cohort, [[0, 1]])[0], reason: 'already_booked', alternatives: [] },
		]);
		expect(answer.booked.map(({ stepOrder }) => stepOrder)).toEqual([2]);
		expect((await progressOf(owned))[0]).toEqual(before[0]);
		expect(await seatsTaken(cohort)).toEqual([1, 0, 0, 1]);
	});

	test('a full class marks only its own step and offers what is left', async () => {
		const cohort = await cohortWith([
			{ options: [{ maxStudents: 1 }, { maxStudents: 2 }, { maxStudents: 1 }] },
			{ options: 2 },
		]);
		await bookPlaces(await buildPackage(database.db, cohort), [[0, 0]]);
		await bookPlaces(await buildPackage(database.db, cohort), [[0, 2]]);
		const owned = await buildPackage(database.db, cohort);
		const answer = await bookPlaces(owned, [
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
		expect(await statusesOf(owned)).toEqual(['UNBOOKED', 'BOOKED']);
		expect(await seatsTaken(cohort)).toEqual([1, 0, 1, 1, 0]);
	});

	test('nothing changes when not one selection can be booked', async () => {
		const cohort = await cohortWith([{ options: [{ maxStudents: 1 }, {}] }, { options: 2 }]);
		await bookPlaces(await buildPackage(database.db, cohort), [[0, 0]]);
		const owned = await buildPackage(database.db, cohort);
		const before = await progressOf(owned);
		await expect(bookPlaces(owned, [[0, 0]])).rejects.toMatchObject({
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
		expect(await progressOf(owned)).toEqual(before);
		expect(await seatsTaken(cohort)).toEqual([1, 0, 0, 0]);
	});
});

describe('refusals', () => {
	test('an option of another step, of another cohort, or of a switched-off class is not available', async () => {
		const cohort = await cohortWith([{ options: 3 }, { options: 2 }]);
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
			const { conflicts } = await serviceAt().bookSessions(request);
			expect(conflicts).toMatchObject([
				{ ...selection, reason: 'option_not_available', alternatives: [{}] },
			]);
		}
		expect(await seatsTaken(cohort)).toEqual([0, 0, 0, 1, 0]);
	});

	test('a step of another course is refused', async () => {
		const owned = await buildPackage(database.db, await cohortWith([{ options: 2 }]));
		const other = await cohortWith([{ options: 2 }]);
		const request = { studentId: owned.studentId, packageId: owned.id };
		const selections = selectionsOf(other, [[0, 0]]);
		await expect(serviceAt().bookSessions({ ...request, selections })).rejects.toMatchObject({
			code: 'nothing_booked',
			data: { conflicts: [{ reason: 'step_not_in_course', alternatives: [] }] },
		});
	});

	test('a session that has started is refused and is no alternative', async () => {
		const cohort = await cohortWith([{ options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		const started = serviceAt(cohort.sessions[0]?.startsAt);
		await expect(bookPlaces(owned, [[0, 0]], started)).rejects.toMatchObject({
			data: { conflicts: [{ reason: 'session_started', alternatives: [] }] },
		});
	});

	test("another student's package is not found, and neither is one that does not exist", async () => {
		const owned = await buildPackage(database.db, await cohortWith([{ options: 1 }]));
		for (const request of [
			{ studentId: buildStudentId(), packageId: owned.id },
			{ studentId: owned.studentId, packageId: owned.id + 100_000 },
		]) {
			const service = serviceAt();
			const notFound = { code: 'package_not_found' };
			await expect(service.bookSessions({ ...request, selections: [] })).rejects.toMatchObject(
				notFound,
			);
			await expect(service.unbookedSteps(request)).rejects.toMatchObject(notFound);
		}
		expect(await statusesOf(owned)).toEqual(['UNBOOKED']);
	});

	test.each([
		['is suspended', { status: 'SUSPENDED' }],
		['was refunded', { status: 'REFUNDED' }],
		['has a refund due', { checkoutState: 'refund_due' }],
	] as const)('a package that %s books nothing', async (_, overrides) => {
		const cohort = await cohortWith([{ options: 1 }, { options: 2 }]);
		const owned = await buildPackage(database.db, cohort, overrides);
		const notActive = { code: 'package_not_active' };
		await expect(bookPlaces(owned, [[1, 0]])).rejects.toMatchObject(notActive);
		await expect(
			serviceAt().unbookedSteps({ studentId: owned.studentId, packageId: owned.id }),
		).rejects.toMatchObject(notActive);
		expect(await seatsTaken(cohort)).toEqual([0, 0, 0]);
	});
});

describe('at the same moment', () => {
	const booked = (outcomes: PromiseSettledResult<BookSessionsResponse>[]) =>
		outcomes.filter(({ status }) => status === 'fulfilled').length;

	test('forty students of two sidecars book exactly the last five seats of a class', async () => {
		const cohort = await cohortWith([{ options: [{ maxStudents: 5 }, { maxStudents: 100 }] }]);
		const packages = await Promise.all(
			Array.from({ length: 40 }, () => buildPackage(database.db, cohort)),
		);
		const services = [serviceAt(), serviceAt(undefined, database.connect())];
		const outcomes = await Promise.allSettled(
			packages.map((owned, index) => bookPlaces(owned, [[0, 0]], services[index % 2])),
		);
		expect(booked(outcomes)).toBe(5);
		const reasons = outcomes.flatMap((outcome) =>
			outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
		);
		expect(reasons).toEqual(Array(35).fill('nothing_booked'));
		expect(await seatsTaken(cohort)).toEqual([5, 0]);
		const statuses = (await Promise.all(packages.map(statusesOf))).flat();
		expect(statuses.filter((status) => status === 'BOOKED')).toHaveLength(5);
	});

	test('two tabs of one student that choose different sessions for a step book one of them', async () => {
		const cohort = await cohortWith([{ options: 2 }]);
		for (let round = 0; round < 5; round += 1) {
			const owned = await buildPackage(database.db, cohort);
			const outcomes = await Promise.allSettled([
				bookPlaces(owned, [[0, 0]]),
				bookPlaces(owned, [[0, 1]], serviceAt(undefined, database.connect())),
			]);
			expect(booked(outcomes)).toBe(1);
			expect(outcomes).toContainEqual({
				status: 'rejected',
				reason: expect.objectContaining({
					data: { conflicts: [expect.objectContaining({ reason: 'already_booked' })] },
				}),
			});
			expect(await statusesOf(owned)).toEqual(['BOOKED']);
		}
		const [first = 0, second = 0] = await seatsTaken(cohort);
		expect(first + second).toBe(5);
	});

	test('two tabs with the same choice both succeed with one seat', async () => {
		const cohort = await cohortWith([{ options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		const [one, other] = await Promise.all([bookPlaces(owned, [[0, 1]]), bookPlaces(owned, [[0, 1]])]);
		expect(one).toEqual(other);
		expect(await seatsTaken(cohort)).toEqual([0, 1]);
	});

	test('a refund and a booking of one package leave no seat taken, whichever comes first', async () => {
		const cohort = await cohortWith([{ options: 2 }, { options: 2 }, { options: 1 }]);
		const refund = ({ id, checkout }: BuiltPackage) =>
			inTransaction(database.db, async (trx) => {
				const now = new Date();
				await lockCheckout(trx, checkout.id);
				await lockCohort(trx, cohort.id);
				await moveCheckout(trx, checkout.id, ['enrolled'], { state: 'refund_due' }, now);
				await releaseBookings(trx, { packageId: id, now });
			});
		const packages = await Promise.all(
			Array.from({ length: 12 }, () => buildPackage(database.db, cohort)),
		);
		const booking = serviceAt(undefined, database.connect());
		const outcomes = await Promise.allSettled(
			packages.flatMap((owned, index) => {
				const book = () => bookPlaces(owned, [[index % 2, 0]], booking);
				return index % 3 === 0 ? [refund(owned), book()] : [book(), refund(owned)];
			}),
		);
		for (const outcome of outcomes) {
			if (outcome.status === 'rejected') {
				expect(outcome.reason).toMatchObject({ code: 'package_not_active' });
			}
		}
		expect(await seatsTaken(cohort)).toEqual([0, 0, 0, 0, 0]);
		const statuses = (await Promise.all(packages.map(statusesOf))).flat();
		expect(statuses).not.toContain('BOOKED');
	});

	test('students who choose the same classes in opposite order never deadlock', async () => {
		const cohort = await cohortWith(Array.from({ length: 6 }, () => ({ options: 2 })));
		const forwards = cohort.course.steps.map((_, index): [number, number] => [index, 0]);
		const packages = await Promise.all(
			Array.from({ length: 24 }, () => buildPackage(database.db, cohort)),
		);
		const errors: unknown[] = [];
		const pools = [database.db, database.connect()];
		for (const pool of pools) {
			pool.on('query-error', (error) => errors.push(error));
		}
		await Promise.allSettled(
			packages.map((owned, index) =>
				bookPlaces(
					owned,
					index % 2 === 0 ? forwards : [...forwards].reverse(),
					serviceAt(undefined, pools[index % 2]),
				),
			),
		);
		expect(errors).toEqual([]);
		expect(await seatsTaken(cohort)).toEqual(Array(6).fill([10, 0]).flat());
	});
});

test('booking three of eight steps takes seven round trips, with begin and commit', async () => {
	const cohort = await cohortWith(Array.from({ length: 8 }, () => ({ options: 2 })));
	const owned = await buildPackage(database.db, cohort);
	const statements: string[] = [];
	const pool = database.connect();
	pool.on('query', ({ sql }: { sql: string }) => statements.push(sql));
	await bookPlaces(
		owned,
		[
			[0, 0],
			[3, 1],
			[7, 0],
		],
		serviceAt(undefined, pool),
	);
	expect(statements.map((sql) => sql.split(' ', 1)[0]?.toUpperCase())).toEqual([
		'BEGIN;',
		'SELECT',
		'SELECT',
		'SELECT',
		'UPDATE',
		'UPDATE',
		'COMMIT;',
	]);
});
