import type { CohortAvailability } from '../contract';
import { readDemoEnvironment } from '../demo/environment';
import { COURSES, seed } from '../demo/seed';
import { tableName, wordpressTableName } from '../src/db/database';
import { createBookingService } from '../src/domain/booking/booking.service';
import { createCatalogueService } from '../src/domain/catalogue/catalogue.service';
import { createTestDatabase, type TestDatabase } from './database';
import { fakePrice } from './fake-stripe';

const now = new Date('2030-03-13T09:30:00.000Z');
const students = new Map([
	['ada', 3],
	['ben', 4],
	['chioma', 5],
	['diego', 6],
	['elif', 7],
]);

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
	const users = wordpressTableName(database.db, 'users');
	await database.db.schema.createTable(users, (table) => table.bigIncrements('ID'));
	await database.db(users).insert([...students.values()].map((ID) => ({ ID })));
});
afterAll(() => database.drop());

const prices: string[] = [];
const stripe = {
	livemode: false,
	createPrice: ({ name, amount, currency }: { name: string; amount: number; currency: string }) => {
		prices.push(`${name} ${amount} ${currency}`);
		const product = { id: 'prod_demo', name, active: true };
		return Promise.resolve(
			fakePrice({ id: `price_${prices.length}`, product, unitAmount: amount, currency }),
		);
	},
};

const warnings: string[] = [];
const run = (at = now, roster: ReadonlyMap<string, number> = students) =>
	seed({
		db: database.db,
		stripe,
		students: roster,
		pages: new Map([['WRITE', 21]]),
		now: at,
		warn: (sentence) => warnings.push(sentence),
	});

const TABLES = [
	'course_programs',
	'course_steps',
	'group_classes',
	'course_step_options',
	'course_cohorts',
	'class_sessions',
	'course_cohort_sessions',
	'stripe_product_map',
	'checkouts',
	'student_packages',
	'student_course_step_progress',
];

const everything = async (): Promise<Record<string, unknown[]>> => {
	const rows = await Promise.all(
		TABLES.map((name) => database.db(tableName(database.db, name)).orderBy('id').select()),
	);
	return Object.fromEntries(TABLES.map((name, index) => [name, rows[index] ?? []]));
};

const cohortsOf = async (code: string, studentId = 0) =>
	(
		await createCatalogueService({
			db: database.db,
			clock: { now: () => now },
			livemode: false,
		}).cohorts({ code, studentId })
	).cohorts;

const coursesOf = (login: string) =>
	createBookingService({ db: database.db, clock: { now: () => now } }).coursePackages({
		studentId: students.get(login) ?? 0,
	});

test('the demo has three courses with cohorts of every kind', async () => {
	expect(await run()).toEqual({
		courses: [
			{ code: 'WRITE', title: 'Writing that Works' },
			{ code: 'DATA', title: 'Data Analysis from Zero' },
			{ code: 'CHOIR', title: 'Community Choir' },
		],
	});
	expect(warnings).toEqual([]);
	const kinds = async (code: string): Promise<[string, CohortAvailability, number | null, string][]> =>
		(await cohortsOf(code)).map(({ name, availability, seatsLeft, price }) => [
			name,
			availability,
			seatsLeft,
			`${price?.amount} ${price?.currency}`,
		]);
	expect(await kinds('WRITE')).toEqual([
		['Cohort 11', 'deadline_passed', 9, '29000 eur'],
		['Cohort 12', 'open', 9, '29000 eur'],
		['Cohort 13', 'full', 0, '29000 eur'],
		['Cohort 14', 'open', 11, '29000 eur'],
		['Cohort 15 (early bird)', 'open', 12, '24000 eur'],
	]);
	expect(await kinds('DATA')).toEqual([
		['Cohort 4', 'deadline_passed', 19, '48000 usd'],
		['Cohort 5', 'open', 1, '48000 usd'],
		['Cohort 6', 'open', 20, '48000 usd'],
	]);
	expect(await kinds('CHOIR')).toEqual([
		['Season 7', 'open', null, '0 eur'],
		['Season 8', 'open', 60, '0 eur'],
	]);
	expect(prices).toEqual([
		'Writing that Works 29000 eur',
		'Writing that Works: Cohort 15 (early bird) 24000 eur',
		'Data Analysis from Zero 48000 usd',
	]);
});

test('every step of every cohort has a dated session in its own week', async () => {
	const { course_cohort_sessions: offers, course_cohorts: cohorts } = await everything();
	const perCohort = COURSES.flatMap(({ steps, cohorts: list }) =>
		list.map(() => steps.reduce((sum, { classes }) => sum + classes.length, 0)),
	);
	expect(offers).toHaveLength(perCohort.reduce((sum, count) => sum + count, 0));
	expect(cohorts).toHaveLength(perCohort.length);
	const name = (table: string) => tableName(database.db, table);
	const rows = await database
		.db({ offer: name('course_cohort_sessions') })
		.join({ cohort: name('course_cohorts') }, 'cohort.id', 'offer.cohort_id')
		.join({ step: name('course_steps') }, 'step.id', 'offer.step_id')
		.join({ session: name('class_sessions') }, 'session.id', 'offer.class_session_id')
		.select<{ start_date: string; step_order: number; starts_at: Date; ends_at: Date }[]>(
			'cohort.start_date',
			'step.step_order',
			'session.starts_at',
			'session.ends_at',
		);
	const day = 24 * 60 * 60 * 1000;
	for (const { start_date, step_order, starts_at, ends_at } of rows) {
		const days = (starts_at.getTime() - Date.parse(`${start_date}T00:00:00Z`)) / day;
		// Where the class is held it may still be the day before, or the day after already.
		expect(days).toBeGreaterThan((step_order - 1) * 7 - 1);
		expect(days).toBeLessThan(step_order * 7 + 1);
		expect(ends_at.getTime() - starts_at.getTime()).toBeLessThanOrEqual(2.5 * 60 * 60 * 1000);
		expect(ends_at > starts_at).toBe(true);
	}
});

test('students are at different points, and what they booked is counted on seats', async () => {
	const progress = async (login: string) =>
		Object.fromEntries(
			(await coursesOf(login)).packages.map(({ courseCode, bookedSteps, totalSteps, steps }) => [
				courseCode,
				[bookedSteps, totalSteps, steps.filter(({ status }) => status === 'COMPLETED').length],
			]),
		);
	expect(await progress('ada')).toEqual({});
	expect(await progress('ben')).toEqual({ WRITE: [6, 8, 0], DATA: [4, 7, 0] });
	expect(await progress('chioma')).toEqual({ WRITE: [8, 8, 2], CHOIR: [4, 6, 0] });
	expect(await progress('diego')).toEqual({ WRITE: [5, 8, 0], DATA: [7, 7, 0] });
	expect(await progress('elif')).toEqual({ WRITE: [3, 8, 0], DATA: [7, 7, 0] });
	expect((await coursesOf('chioma')).nextSession).toMatchObject({ courseTitle: 'Writing that Works' });

	const name = (table: string) => tableName(database.db, table);
	const [wrongSessions] = await database.db.raw<[unknown[]]>(
		`SELECT s.id FROM ?? s WHERE s.current_enrollment <>
			(SELECT COUNT(*) FROM ?? p WHERE p.class_session_id = s.id AND p.status IN ('BOOKED', 'COMPLETED'))`,
		[name('class_sessions'), name('student_course_step_progress')],
	);
	const [wrongCohorts] = await database.db.raw<[unknown[]]>(
		`SELECT c.id FROM ?? c WHERE c.current_enrollment <>
			(SELECT COUNT(*) FROM ?? p WHERE p.cohort_id = c.id AND p.live = 1)`,
		[name('course_cohorts'), name('student_packages')],
	);
	expect([wrongSessions, wrongCohorts]).toEqual([[], []]);
});

test('in the open cohort one of the one-to-one times is taken', async () => {
	const [cohort] = (await cohortsOf('WRITE')).filter(({ name }) => name === 'Cohort 14');
	const name = (table: string) => tableName(database.db, table);
	const taken = await database
		.db({ offer: name('course_cohort_sessions') })
		.join({ session: name('class_sessions') }, 'session.id', 'offer.class_session_id')
		.where({ 'offer.cohort_id': cohort?.id, 'session.max_students': 1 })
		.orderBy('session.id')
		.pluck('session.current_enrollment');
	expect([...taken].sort()).toEqual([0, 0, 1]);
});

test('a later run adds nothing, moves nothing and loses nothing', async () => {
	const before = await everything();
	await database
		.db(tableName(database.db, 'course_cohorts'))
		.where('name', 'Cohort 6')
		.update({ max_enrollment: 7, start_date: '2030-09-02' });
	const withChange = await everything();
	await run(new Date('2030-04-02T09:30:00.000Z'));
	const after = await everything();
	const lasting = (rows: Record<string, unknown[]>) =>
		JSON.stringify(rows, (key, value: unknown) =>
			['updated_at', 'stripe_price_id'].includes(key) ? undefined : value,
		);
	expect(lasting(after)).toEqual(lasting(withChange));
	expect(lasting(after)).not.toEqual(lasting(before));
});

test('a run that was cut short is finished by the next', async () => {
	const before = await everything();
	const name = (table: string) => tableName(database.db, table);
	const cohort = database.db(name('course_cohorts')).where('name', 'Season 8').select('id');
	await database.db(name('course_cohort_sessions')).where('cohort_id', cohort).limit(4).delete();
	await database.db(name('stripe_product_map')).where('entity_type', 'program').delete();
	await run();
	const after = await everything();
	for (const table of TABLES) {
		expect(after[table]).toHaveLength(before[table]?.length ?? -1);
	}
});

test('somebody who is no WordPress user is left out with a word, and nothing of it is kept', async () => {
	const before = await everything();
	await run(now, new Map([...students, ['chioma', 99]]));
	expect(warnings).toEqual([
		expect.stringContaining('User 99 was not enrolled in WRITE, Cohort 11'),
		expect.stringContaining('User 99 was not enrolled in CHOIR, Season 7'),
	]);
	expect((await everything())['checkouts']).toHaveLength(before['checkouts']?.length ?? -1);
});

test('variables that are no JSON, or hold no ids, are named', () => {
	expect(readDemoEnvironment({}).students.size).toBe(0);
	expect([...readDemoEnvironment({ DEMO_STUDENTS: '{"ada":3}' }).students]).toEqual([['ada', 3]]);
	expect(() => readDemoEnvironment({ DEMO_STUDENTS: 'ada', DEMO_PAGES: '{"WRITE":0}' })).toThrow(
		/DEMO_STUDENTS is not JSON.*DEMO_PAGES\.WRITE/,
	);
});
