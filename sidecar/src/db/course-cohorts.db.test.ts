import { buildCheckout, buildCohort, buildCourse, buildPackage } from '../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../test/database';
import { buildStudent, createWordPressTables } from '../../test/wordpress';
import { lockCohort, readSeatFacts, takeSeat, type CohortRow } from './course-cohorts';
import { inTransaction, table } from './database';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
	await createWordPressTables(database.db);
});
afterAll(() => database.drop());

const now = new Date();
const at = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);

const cohortOf = async (overrides = {}) =>
	buildCohort(database.db, await buildCourse(database.db), overrides);

const factsFor = (studentId: number, cohort: Awaited<ReturnType<typeof cohortOf>>) =>
	readSeatFacts(database.db, { cohortId: cohort.id, programId: cohort.course.id, studentId }, now);

describe('seats that others hold', () => {
	test('are those of open checkouts until their very end, and of delayed payments however long they take', async () => {
		const cohort = await cohortOf();
		await buildCheckout(database.db, cohort, { expiresAt: at(1) });
		await buildCheckout(database.db, cohort, { expiresAt: at(0) });
		await buildCheckout(database.db, cohort, { state: 'awaiting_payment', expiresAt: at(-86_400_000) });
		for (const state of ['enrolled', 'refund_due', 'refunded', 'expired', 'failed', 'cancelled']) {
			await buildCheckout(database.db, cohort, { state, expiresAt: at(60_000) });
		}
		await buildCheckout(database.db, await cohortOf(), { expiresAt: at(60_000) });
		expect((await factsFor(await buildStudent(database.db), cohort)).heldByOthers).toBe(2);
	});

	test('do not include one’s own', async () => {
		const cohort = await cohortOf();
		const studentId = await buildStudent(database.db);
		await buildCheckout(database.db, cohort, { studentId, expiresAt: at(60_000) });
		expect((await factsFor(studentId, cohort)).heldByOthers).toBe(0);
	});
});

test.each([
	['ACTIVE', true],
	['SUSPENDED', true],
	['COMPLETED', true],
	['CANCELLED', false],
	['REFUNDED', false],
] as const)('a package that is %s counts as owned: %s', async (status, owned) => {
	const cohort = await cohortOf();
	const studentId = await buildStudent(database.db);
	await buildPackage(database.db, cohort, { studentId, status });
	const sister = await buildCohort(database.db, cohort.course);
	expect((await factsFor(studentId, sister)).owned).toBe(owned);
	expect((await factsFor(studentId, await cohortOf())).owned).toBe(false);
});

test('a course that is off and a student who does not exist are seen', async () => {
	const off = await buildCohort(database.db, await buildCourse(database.db, { isActive: false }));
	const studentId = await buildStudent(database.db);
	expect(await factsFor(studentId, off)).toMatchObject({ programActive: false, studentExists: true });
	expect(await factsFor(1, await cohortOf())).toMatchObject({ programActive: true, studentExists: false });
});

test('a counter never passes the number of seats, whoever counts without a lock', async () => {
	const cohort = await cohortOf({ maxEnrollment: 3 });
	const open = await cohortOf({ maxEnrollment: null });
	const take = (id: number) =>
		Promise.all(
			Array.from({ length: 12 }, () => takeSeat(database.db, { id, evenIfClosed: false }, now)),
		);
	expect((await take(cohort.id)).filter(Boolean)).toHaveLength(3);
	expect((await take(open.id)).filter(Boolean)).toHaveLength(12);
	const row = await table<CohortRow>(database.db, 'course_cohorts').where('id', cohort.id).first();
	expect(row).toMatchObject({ current_enrollment: 3, seat_version: 3 });
});

test('whoever waits for a cohort’s lock reads the holds that were made before it', async () => {
	const cohort = await cohortOf({ maxEnrollment: 3 });
	const hold = async (): Promise<boolean> => {
		const studentId = await buildStudent(database.db);
		return inTransaction(database.db, async (trx) => {
			await lockCohort(trx, cohort.id);
			const seat = { cohortId: cohort.id, programId: cohort.course.id, studentId };
			const { heldByOthers } = await readSeatFacts(trx, seat, now);
			if (heldByOthers < 3) {
				await buildCheckout(trx, cohort, { studentId, expiresAt: at(60_000) });
			}
			return heldByOthers < 3;
		});
	};
	const held = await Promise.all(Array.from({ length: 10 }, hold));
	expect(held.filter(Boolean)).toHaveLength(3);
});
