import type { Pool } from 'mysql2/promise';
import { inTransaction } from '../src/db/database';
import { buildCohort, buildCourse, type BuiltCohort } from '../test/builders';
import { buildSite } from '../test/site-options';
import type { Settings } from './settings';
import { openConnection } from './side';

const STEPS = 5;
/** Rows of one INSERT: small enough for the server's log. */
const BATCH = 50_000;
/** Of a hundred students: how many have ended, and how many have completed everything. */
const ENDED = 2;
const COMPLETED = 18;

const buildEmptyCohort = async (settings: Settings, name: string): Promise<BuiltCohort> => {
	const db = openConnection(settings, name);
	await buildSite(db);
	const steps = Array.from({ length: STEPS }, (_, index) => ({
		label: `Week ${index + 1}`,
		options: [{ maxStudents: settings.students }],
	}));
	const cohort = await inTransaction(db, async (trx) =>
		buildCohort(trx, await buildCourse(trx, { steps }), { maxEnrollment: null }),
	);
	await db.destroy();
	return cohort;
};

/** Students `from` to `to`: user, checkout and package bear the same number. Names repeat as names do. */
const insertStudents = async (db: Pool, cohort: BuiltCohort, from: number, to: number): Promise<void> => {
	const numbers = `seq_${from}_to_${to}`;
	const intent = `CONCAT('pi_', LEFT(SHA2(CONCAT('pi', seq), 256), 24))`;
	// Not in the order of the numbers, and every moment once.
	const moment = `'2026-01-01' + INTERVAL (seq * 7919) MOD 10000019 SECOND`;
	const inHundred = '(seq * 37) MOD 100';
	const status = `CASE WHEN ${inHundred} < ${ENDED} THEN 'REFUNDED' WHEN ${inHundred} < ${ENDED + COMPLETED} THEN 'COMPLETED' ELSE 'ACTIVE' END`;
	const statements = [
		`INSERT INTO wp_users (ID, user_login, user_email, display_name)
			SELECT seq, CONCAT('user', seq), CONCAT(LEFT(MD5(seq), 12), '@example.test'),
				CONCAT(ELT(1 + CRC32(seq) MOD 8, 'Anna', 'Bernd', 'Chloé', 'Dmitri', 'Edith', 'Farid', 'Greta', 'Hugo'),
					' ', LEFT(MD5(seq * 7), 9))
			FROM ${numbers}`,
		`INSERT INTO wp_ce_checkouts
				(id, reference, student_id, program_id, cohort_id, state, program_code, program_title, cohort_name,
				amount, currency, livemode, stripe_params, session_id, session_url, payment_intent_id, expires_at,
				created_at, updated_at)
			SELECT seq, UUID(), seq, ${cohort.course.id}, ${cohort.id}, 'enrolled', 'C', 'A course', 'A cohort',
				49000, 'eur', 0, REPEAT('p', 500), CONCAT('cs_test_', SHA2(seq, 256)), REPEAT('u', 300), ${intent},
				${moment}, ${moment}, ${moment}
			FROM ${numbers}`,
		`INSERT INTO wp_ce_student_packages
				(id, student_id, program_id, cohort_id, checkout_id, package_name, payment_intent_id, status,
				purchased_at, created_at, updated_at)
			SELECT seq, seq, ${cohort.course.id}, ${cohort.id}, seq, 'C - A cohort', ${intent}, ${status},
				${moment}, ${moment}, ${moment}
			FROM ${numbers}`,
		`INSERT INTO wp_ce_student_course_step_progress
				(package_id, step_id, cohort_id, status, step_option_id, class_session_id, booked_at, created_at, updated_at)
			SELECT package.id, offered.step_id, package.cohort_id,
				CASE WHEN package.status = 'COMPLETED' THEN 'COMPLETED'
					WHEN (package.id + offered.step_id) MOD 7 = 0 THEN 'UNBOOKED' ELSE 'BOOKED' END,
				offered.step_option_id, offered.class_session_id, package.created_at, package.created_at, package.created_at
			FROM wp_ce_student_packages AS package
			JOIN wp_ce_course_cohort_sessions AS offered ON offered.cohort_id = package.cohort_id
			WHERE package.id BETWEEN ${from} AND ${to}`,
	];
	for (const statement of statements) {
		await db.query(statement);
	}
};

/** One cohort with `settings.students` students of a course of five steps, in a database that has its tables. */
export const fillRoster = async (settings: Settings, name: string, db: Pool): Promise<BuiltCohort> => {
	const cohort = await buildEmptyCohort(settings, name);
	for (let from = 1; from <= settings.students; from += BATCH) {
		await insertStudents(db, cohort, from, Math.min(from + BATCH - 1, settings.students));
	}
	// As the server does by itself, at a moment of its own.
	await db.query(
		`ANALYZE TABLE wp_users, wp_ce_checkouts, wp_ce_student_packages, wp_ce_student_course_step_progress`,
	);
	return cohort;
};
