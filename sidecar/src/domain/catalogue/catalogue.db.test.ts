import {
	buildCheckout,
	buildCohort,
	buildCourse,
	buildPrice,
	buildStudentId,
	type BuiltCohort,
} from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { createCatalogueService } from './catalogue.service';

const now = new Date('2030-03-01T12:00:00.000Z');
const later = new Date('2030-03-01T12:00:00.001Z');

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

const cohortsOf = async (code: string, { studentId = 0, livemode = false } = {}) =>
	createCatalogueService({ db: database.db, clock: { now: () => now }, livemode }).cohorts({
		code,
		studentId,
	});

const running = { startDate: '2030-02-20', endDate: '2030-05-01' };

const seatsLeftOf = async (cohort: BuiltCohort, studentId = 0) => {
	const { cohorts } = await cohortsOf(cohort.course.code, { studentId });
	return cohorts.find(({ id }) => id === cohort.id)?.seatsLeft;
};

test('a course with any number of cohorts is one query', async () => {
	const course = await buildCourse(database.db);
	await buildPrice(database.db, course);
	await buildCohort(database.db, course, running);
	await buildCohort(database.db, course, running);
	const queries: unknown[] = [];
	const pool = database.connect();
	pool.on('query', (query) => queries.push(query));
	const service = createCatalogueService({ db: pool, clock: { now: () => now }, livemode: false });
	const { cohorts } = await service.cohorts({ code: course.code, studentId: 7 });
	expect([cohorts.length, queries.length]).toEqual([2, 1]);
});

test('cohorts are listed by start date with price, deadline and seats', async () => {
	const course = await buildCourse(database.db, { code: 'LIST', title: 'Listed' });
	await buildPrice(database.db, course, { amount: 12_000, currency: 'usd' });
	const second = await buildCohort(database.db, course, {
		name: 'April',
		startDate: '2030-04-01',
		endDate: '2030-05-01',
		timezone: 'Asia/Kolkata',
		maxEnrollment: null,
	});
	const first = await buildCohort(database.db, course, {
		name: 'March',
		startDate: '2030-03-10',
		endDate: '2030-04-20',
		maxEnrollment: 12,
		currentEnrollment: 5,
		enrollmentDeadline: new Date('2030-03-09T22:59:59.000Z'),
	});
	expect(await cohortsOf('LIST')).toEqual({
		course: { code: 'LIST', title: 'Listed' },
		cohorts: [
			{
				id: first.id,
				name: 'March',
				startDate: '2030-03-10',
				endDate: '2030-04-20',
				timezone: 'Europe/Berlin',
				enrollmentDeadline: '2030-03-09T22:59:59.000Z',
				price: { amount: 12_000, currency: 'usd' },
				seatsLeft: 7,
				availability: 'open',
				onWaitingList: false,
			},
			{
				id: second.id,
				name: 'April',
				startDate: '2030-04-01',
				endDate: '2030-05-01',
				timezone: 'Asia/Kolkata',
				enrollmentDeadline: null,
				price: { amount: 12_000, currency: 'usd' },
				seatsLeft: null,
				availability: 'open',
				onWaitingList: false,
			},
		],
	});
});

test('inactive, deleted and ended cohorts are not listed', async () => {
	const course = await buildCourse(database.db);
	await buildPrice(database.db, course);
	await buildCohort(database.db, course, { ...running, isActive: false });
	await buildCohort(database.db, course, { ...running, deletedAt: now });
	await buildCohort(database.db, course, { ...running, endDate: '2030-02-27' });
	await buildCohort(database.db, course, { ...running, endDate: '2030-02-28' });
	const lastDay = await buildCohort(database.db, course, { ...running, endDate: '2030-03-01' });
	const { cohorts } = await cohortsOf(course.code);
	expect(cohorts.map(({ id }) => id)).toEqual([lastDay.id]);
});

test('a course without cohorts has an empty list; an unknown or inactive one is not found', async () => {
	const empty = await buildCourse(database.db);
	expect((await cohortsOf(empty.code)).cohorts).toEqual([]);
	const inactive = await buildCourse(database.db, { isActive: false });
	for (const code of [inactive.code, 'NO-SUCH-COURSE']) {
		await expect(cohortsOf(code)).rejects.toMatchObject({ code: 'course_not_found' });
	}
});

test("a cohort's own price wins over the course's, in the mode of the Stripe key only", async () => {
	const course = await buildCourse(database.db);
	await buildPrice(database.db, course, { amount: 100 });
	await buildPrice(database.db, course, { amount: 111, livemode: true });
	const cohort = await buildCohort(database.db, course, running);
	const plain = await buildCohort(database.db, course, running);
	await buildPrice(database.db, cohort, { amount: 200, currency: 'usd' });
	const pricesOf = async (livemode: boolean) => {
		const { cohorts } = await cohortsOf(course.code, { livemode });
		return new Map(cohorts.map(({ id, price }) => [id, price]));
	};
	expect(await pricesOf(false)).toEqual(
		new Map([
			[cohort.id, { amount: 200, currency: 'usd' }],
			[plain.id, { amount: 100, currency: 'eur' }],
		]),
	);
	expect((await pricesOf(true)).get(cohort.id)).toEqual({ amount: 111, currency: 'eur' });
});

test('a course without a price of this mode cannot be bought', async () => {
	const course = await buildCourse(database.db);
	await buildPrice(database.db, course, { livemode: true });
	await buildCohort(database.db, course, running);
	expect((await cohortsOf(course.code)).cohorts[0]).toMatchObject({
		price: null,
		availability: 'no_price',
	});
});

test('seats held by payable checkouts count as taken until they expire', async () => {
	const course = await buildCourse(database.db);
	const cohort = await buildCohort(database.db, course, { ...running, maxEnrollment: 4 });
	expect(await seatsLeftOf(cohort)).toBe(4);

	await buildCheckout(database.db, cohort, { state: 'open', expiresAt: now });
	await buildCheckout(database.db, cohort, { state: 'expired', expiresAt: later });
	await buildCheckout(database.db, cohort, { state: 'failed', expiresAt: later });
	expect(await seatsLeftOf(cohort)).toBe(4);

	await buildCheckout(database.db, cohort, { state: 'open', expiresAt: later });
	expect(await seatsLeftOf(cohort)).toBe(3);

	await buildCheckout(database.db, cohort, { state: 'awaiting_payment', expiresAt: now });
	expect(await seatsLeftOf(cohort)).toBe(2);
});

test("a student's own hold leaves the seat to this student and to nobody else", async () => {
	const course = await buildCourse(database.db);
	const cohort = await buildCohort(database.db, course, { ...running, maxEnrollment: 1 });
	const studentId = buildStudentId();
	await buildCheckout(database.db, cohort, { studentId, expiresAt: later });
	expect(await seatsLeftOf(cohort, studentId)).toBe(1);
	expect(await seatsLeftOf(cohort, buildStudentId())).toBe(0);
	expect(await seatsLeftOf(cohort)).toBe(0);
});
