import type { BookSessionsResponse } from '../../../contract';
import { bookPlaces, cohortWith, seatsTaken, statusesOf, type Place } from '../../../test/bookings';
import { buildPackage, type BuiltPackage } from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { lockCheckout, moveCheckout } from '../../db/checkouts';
import { lockCohort } from '../../db/course-cohorts';
import { inTransaction } from '../../db/database';
import { releaseBookings } from './release-bookings';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('at the same moment', () => {
	const booked = (outcomes: PromiseSettledResult<BookSessionsResponse>[]) =>
		outcomes.filter(({ status }) => status === 'fulfilled').length;

	test('forty students of two sidecars book exactly the last five seats of a class', async () => {
		const cohort = await cohortWith(database.db, [
			{ options: [{ maxStudents: 5 }, { maxStudents: 100 }] },
		]);
		const packages = await Promise.all(
			Array.from({ length: 40 }, () => buildPackage(database.db, cohort)),
		);
		const sidecars = [database.db, database.connect()];
		const outcomes = await Promise.allSettled(
			packages.map((owned, index) => bookPlaces(sidecars[index % 2] ?? database.db, owned, [[0, 0]])),
		);
		expect(booked(outcomes)).toBe(5);
		const reasons = outcomes.flatMap((outcome) =>
			outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
		);
		expect(reasons).toEqual(Array(35).fill('nothing_booked'));
		expect(await seatsTaken(database.db, cohort)).toEqual([5, 0]);
		const statuses = (await Promise.all(packages.map(({ id }) => statusesOf(database.db, id)))).flat();
		expect(statuses.filter((status) => status === 'BOOKED')).toHaveLength(5);
	});

	test('two tabs of one student that choose different sessions for a step book one of them', async () => {
		const cohort = await cohortWith(database.db, [{ options: 2 }]);
		const other = database.connect();
		for (let round = 0; round < 5; round += 1) {
			const owned = await buildPackage(database.db, cohort);
			const outcomes = await Promise.allSettled([
				bookPlaces(database.db, owned, [[0, 0]]),
				bookPlaces(other, owned, [[0, 1]]),
			]);
			expect(booked(outcomes)).toBe(1);
			expect(outcomes).toContainEqual({
				status: 'rejected',
				reason: expect.objectContaining({
					data: { conflicts: [expect.objectContaining({ reason: 'already_booked' })] },
				}),
			});
			expect(await statusesOf(database.db, owned.id)).toEqual(['BOOKED']);
		}
		const [first = 0, second = 0] = await seatsTaken(database.db, cohort);
		expect(first + second).toBe(5);
	});

	test('two tabs with the same choice both succeed with one seat', async () => {
		const cohort = await cohortWith(database.db, [{ options: 2 }]);
		const owned = await buildPackage(database.db, cohort);
		const [one, other] = await Promise.all([
			bookPlaces(database.db, owned, [[0, 1]]),
			bookPlaces(database.db, owned, [[0, 1]]),
		]);
		expect(one).toEqual(other);
		expect(await seatsTaken(database.db, cohort)).toEqual([0, 1]);
	});

	test('case 63: a refund and a booking of one package leave no seat taken, whichever comes first', async () => {
		const cohort = await cohortWith(database.db, [{ options: 2 }, { options: 2 }, { options: 1 }]);
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
		const other = database.connect();
		const outcomes = await Promise.allSettled(
			packages.flatMap((owned, index) => {
				const book = () => bookPlaces(other, owned, [[index % 2, 0]]);
				return index % 3 === 0 ? [refund(owned), book()] : [book(), refund(owned)];
			}),
		);
		for (const outcome of outcomes) {
			if (outcome.status === 'rejected') {
				expect(outcome.reason).toMatchObject({ code: 'package_not_active' });
			}
		}
		expect(await seatsTaken(database.db, cohort)).toEqual([0, 0, 0, 0, 0]);
		const statuses = (await Promise.all(packages.map(({ id }) => statusesOf(database.db, id)))).flat();
		expect(statuses).not.toContain('BOOKED');
	});

	test('students who choose the same classes in opposite order never deadlock', async () => {
		const cohort = await cohortWith(
			database.db,
			Array.from({ length: 6 }, () => ({ options: 2 })),
		);
		const forwards = cohort.course.steps.map((_, index): Place => [index, 0]);
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
					pools[index % 2] ?? database.db,
					owned,
					index % 2 === 0 ? forwards : [...forwards].reverse(),
				),
			),
		);
		expect(errors).toEqual([]);
		expect(await seatsTaken(database.db, cohort)).toEqual(Array(6).fill([10, 0]).flat());
	});
});
