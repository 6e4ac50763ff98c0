import type { Pool } from 'mysql2/promise';
import { createTestDatabase, type TestDatabase } from '../test/database';
import { createWordPressTables } from '../test/wordpress';
import { fillBackground } from './background';
import { leanBooking, naiveBooking } from './bare-booking';
import { leanFulfillment, naiveFulfillment } from './bare-fulfillment';
import { openPool } from './bare-session';
import { checkBooks } from './books';
import { buildCatalogue, type Catalogue } from './catalogue';
import { measure } from './load';
import { bookingsOf, preparePurchases } from './purchases';

let database: TestDatabase;
let pool: Pool;
let catalogue: Catalogue;
let background: number;

beforeAll(async () => {
	database = await createTestDatabase();
	pool = openPool(process.env['TEST_DATABASE_URL'] ?? '', database.settings.database);
	await createWordPressTables(database.db);
	background = await fillBackground(pool, 700);
	catalogue = await buildCatalogue(database.db, 3);
});
afterAll(async () => {
	await pool.end();
	await database.drop();
});

test('the background is whole cohorts of students, each with a checkout, a package and four steps', async () => {
	expect(background).toBe(1000);
	const [[found]] = (await pool.query(
		`SELECT (SELECT COUNT(*) FROM wp_ce_student_packages WHERE live = 1) AS packages,
			(SELECT COUNT(*) FROM wp_ce_checkouts WHERE state = 'enrolled') AS checkouts,
			(SELECT COUNT(*) FROM wp_ce_student_course_step_progress) AS steps,
			(SELECT COUNT(*) FROM wp_ce_course_cohorts AS cohort WHERE name LIKE 'Cohort _' AND current_enrollment =
				(SELECT COUNT(*) FROM wp_ce_student_packages WHERE cohort_id = cohort.id)) AS cohorts,
			(SELECT COUNT(*) FROM wp_ce_class_sessions AS session WHERE current_enrollment > 0 AND current_enrollment =
				(SELECT COUNT(*) FROM wp_ce_student_course_step_progress WHERE class_session_id = session.id)) AS sessions`,
	)) as unknown as [[Record<string, number>]];
	expect(found).toEqual({ packages: 1000, checkouts: 1000, steps: 4000, cohorts: 2, sessions: 8 });
});

test.each([
	['naive', naiveFulfillment, naiveBooking],
	['lean', leanFulfillment, leanBooking],
] as const)('the %s statements enroll and book everybody, all at once', async (_name, fulfill, book) => {
	for (const cohorts of [catalogue.spread, catalogue.hot]) {
		const purchases = await preparePurchases(pool, cohorts, 20);
		await measure(purchases, 8, (purchase) => fulfill(pool, purchase));
		await checkBooks(pool, catalogue, purchases, 'fulfilled');
		await measure(await bookingsOf(pool, purchases), 8, (booking) => book(pool, booking));
		await checkBooks(pool, catalogue, purchases, 'booked');
	}
});

describe('a fast wrong answer is none:', () => {
	test('a purchase that was left out is found', async () => {
		const purchases = await preparePurchases(pool, catalogue.hot, 3);
		await measure(purchases.slice(1), 2, (purchase) => leanFulfillment(pool, purchase));
		await expect(checkBooks(pool, catalogue, purchases, 'fulfilled')).rejects.toThrow(
			/enrolled checkouts: 2 instead of 3[^]*live packages: 2 instead of 3/,
		);
	});

	test('a counter that was counted twice is found', async () => {
		const purchases = await preparePurchases(pool, catalogue.hot, 2);
		await measure(purchases, 2, (purchase) => leanFulfillment(pool, purchase));
		const [cohort] = catalogue.hot;
		const sessionId = cohort.sessions[0]?.classSessionId;
		const addToCounters = async (seats: number): Promise<void> => {
			const add = 'SET current_enrollment = current_enrollment + ? WHERE id = ?';
			await pool.query(`UPDATE wp_ce_course_cohorts ${add}`, [seats, cohort.id]);
			await pool.query(`UPDATE wp_ce_class_sessions ${add}`, [seats, sessionId]);
		};
		await addToCounters(1);
		await expect(checkBooks(pool, catalogue, purchases, 'fulfilled')).rejects.toThrow(
			/cohorts whose counter is wrong: 1[^]*class sessions whose counter is wrong: 1/,
		);
		await addToCounters(-1);
	});

	test('an unbooked step is found', async () => {
		const purchases = await preparePurchases(pool, catalogue.spread, 2);
		await measure(purchases, 2, (purchase) => naiveFulfillment(pool, purchase));
		await expect(checkBooks(pool, catalogue, purchases, 'booked')).rejects.toThrow(
			'booked steps: 4 instead of 8',
		);
	});
});
