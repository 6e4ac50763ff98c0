import { buildCohort, buildCourse, type BuiltCohort } from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { table, type Connection } from '../database';
import { findTightClasses } from './tight-classes';

let database: TestDatabase;
let db: Connection;
beforeAll(async () => {
	database = await createTestDatabase();
	({ db } = database);
});
afterAll(() => database.drop());

type Overrides = Parameters<typeof buildCohort>[2] & { options?: number; classSeats?: number };

const cohortOf = async ({ options = 1, classSeats = 3, ...overrides }: Overrides): Promise<BuiltCohort> => {
	const course = await buildCourse(db, {
		steps: [{ options: Array.from({ length: options }, () => ({ maxStudents: classSeats })) }],
	});
	return buildCohort(db, course, overrides);
};

const take = (cohort: BuiltCohort, seats: number) =>
	table<{ id: number; current_enrollment: number }>(db, 'class_sessions')
		.where('id', cohort.sessions[0]!.classSessionId)
		.update({ current_enrollment: seats });

const found = async (cohort: BuiltCohort) =>
	(await findTightClasses(db, new Date())).filter(({ cohort_id: id }) => id === cohort.id);

test('the only class of a step with fewer seats left than the cohort is found, with both numbers', async () => {
	const cohort = await cohortOf({ classSeats: 3, maxEnrollment: 5, currentEnrollment: 1 });
	await take(cohort, 1);
	expect(await found(cohort)).toEqual([
		expect.objectContaining({
			cohort_id: cohort.id,
			cohort_name: cohort.name,
			course_title: cohort.course.title,
			step_label: 'Step 1',
			class_left: 2,
			cohort_left: 4,
		}),
	]);
});

test('one with as many seats as the cohort is fine, as is a cohort that is full itself', async () => {
	expect(await found(await cohortOf({ classSeats: 5, maxEnrollment: 5 }))).toEqual([]);
	const full = await cohortOf({ classSeats: 1, maxEnrollment: 3, currentEnrollment: 3 });
	await take(full, 1);
	expect(await found(full)).toEqual([]);
});

test('a step with two classes leaves a choice', async () => {
	expect(await found(await cohortOf({ options: 2, classSeats: 1, maxEnrollment: 5 }))).toEqual([]);
});

test('of a cohort without a limit only a class that is full is found', async () => {
	const cohort = await cohortOf({ classSeats: 2, maxEnrollment: null });
	expect(await found(cohort)).toEqual([]);
	await take(cohort, 2);
	expect(await found(cohort)).toMatchObject([{ class_left: 0, cohort_left: null }]);
});

test('seats that were taken beyond the limit are no negative number', async () => {
	const cohort = await cohortOf({ classSeats: 1, maxEnrollment: 5 });
	await take(cohort, 4);
	expect(await found(cohort)).toMatchObject([{ class_left: 0, cohort_left: 5 }]);
});

test.each<[string, Overrides]>([
	['is not on sale', { isActive: false }],
	['is deleted', { deletedAt: new Date() }],
	['can no longer be bought', { enrollmentDeadline: new Date(Date.now() - 1000) }],
	['is over', { startDate: '2020-01-01', endDate: '2020-02-01' }],
	['has begun with this class', { firstSession: new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000) }],
])('a cohort that %s is left out', async (_, overrides) => {
	expect(await found(await cohortOf({ classSeats: 1, maxEnrollment: 5, ...overrides }))).toEqual([]);
});
