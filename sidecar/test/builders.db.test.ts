import { table, tableName } from '../src/db/database';
import { buildCohort, buildCourse, buildPackage, buildPrice } from './builders';
import { createTestDatabase, type TestDatabase } from './database';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a built cohort has one dated session per option and its counter agrees with its packages', async () => {
	const { db } = database;
	const course = await buildCourse(db, { steps: [{ options: 2 }, { options: [{ maxStudents: 3 }] }] });
	const cohort = await buildCohort(db, course);
	const shared = await buildCohort(db, course, { sharesSessionsWith: cohort });
	await buildPrice(db, course);
	await buildPackage(db, cohort);

	expect(cohort.sessions.map(({ stepOptionId }) => stepOptionId)).toEqual(
		course.steps.flatMap(({ options }) => options.map(({ id }) => id)),
	);
	expect(shared.sessions).toEqual(cohort.sessions);
	const sessions = await db(tableName(db, 'class_sessions'))
		.select('starts_at', 'max_students')
		.orderBy('id');
	expect(sessions).toEqual(
		cohort.sessions.map(({ startsAt }, index) => ({
			starts_at: startsAt,
			max_students: index === 2 ? 3 : 10,
		})),
	);
	const counter = await table<{ id: number; current_enrollment: number }>(db, 'course_cohorts')
		.where('id', cohort.id)
		.first('current_enrollment');
	expect(counter).toEqual({ current_enrollment: 1 });
});
