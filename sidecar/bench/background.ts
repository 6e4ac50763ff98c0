import type { Pool } from 'mysql2/promise';

/** How what was sold in years past is spread: 20 cohorts of a course, 500 students in a cohort, four steps, all attended. */
const STUDENTS_PER_COHORT = 500;
const COHORTS_PER_COURSE = 20;
const STEPS = 4;
/** Rows of one INSERT: small enough for the server's log. */
const BATCH = 50_000;

/** Sequence numbers, from MariaDB's own engine: https://mariadb.com/kb/en/sequence-storage-engine/. */
const sequence = (from: number, to: number): string => `seq_${from}_to_${to}`;

const insertCatalogue = async (db: Pool, cohorts: number): Promise<void> => {
	const courses = Math.ceil(cohorts / COHORTS_PER_COURSE);
	const stamps = `'2024-01-01', '2024-01-01'`;
	const statements = [
		`INSERT INTO wp_ce_course_programs (id, code, title, created_at, updated_at)
			SELECT seq, CONCAT('PAST', seq), CONCAT('Course ', seq), ${stamps} FROM ${sequence(1, courses)}`,
		`INSERT INTO wp_ce_course_steps (id, program_id, step_order, label, title, created_at, updated_at)
			SELECT seq, 1 + (seq - 1) DIV ${STEPS}, 1 + (seq - 1) MOD ${STEPS}, 'Week', 'A week', ${stamps}
			FROM ${sequence(1, courses * STEPS)}`,
		`INSERT INTO wp_ce_group_classes
				(id, name, day_of_week, start_time, end_time, timezone, max_students, created_at, updated_at)
			SELECT seq, 'Monday evening', 1, '18:00', '19:30', 'Europe/Berlin', ${STUDENTS_PER_COHORT}, ${stamps}
			FROM ${sequence(1, courses * STEPS)}`,
		`INSERT INTO wp_ce_course_step_options (id, step_id, group_class_id, created_at, updated_at)
			SELECT seq, seq, seq, ${stamps} FROM ${sequence(1, courses * STEPS)}`,
		`INSERT INTO wp_ce_course_cohorts
				(id, program_id, name, start_date, end_date, timezone, max_enrollment, current_enrollment,
				created_at, updated_at)
			SELECT seq, 1 + (seq - 1) DIV ${COHORTS_PER_COURSE}, CONCAT('Cohort ', seq), '2024-02-01', '2024-03-01',
				'Europe/Berlin', ${STUDENTS_PER_COHORT}, ${STUDENTS_PER_COHORT}, ${stamps}
			FROM ${sequence(1, cohorts)}`,
		// One for each step of each cohort, at a moment of its own.
		`INSERT INTO wp_ce_class_sessions
				(id, group_class_id, starts_at, ends_at, max_students, current_enrollment, created_at, updated_at)
			SELECT seq, step, start, start + INTERVAL 90 MINUTE, ${STUDENTS_PER_COHORT}, ${STUDENTS_PER_COHORT}, ${stamps}
			FROM (SELECT seq, 1 + (seq - 1) MOD ${STEPS} + ${STEPS} * ((seq - 1) DIV ${STEPS * COHORTS_PER_COURSE}) AS step,
				'2024-02-01 18:00' + INTERVAL (seq - 1) HOUR AS start
				FROM ${sequence(1, cohorts * STEPS)}) AS held`,
		`INSERT INTO wp_ce_course_cohort_sessions
				(cohort_id, step_id, step_option_id, class_session_id, created_at, updated_at)
			SELECT 1 + (id - 1) DIV ${STEPS}, group_class_id, group_class_id, id, ${stamps} FROM wp_ce_class_sessions`,
	];
	for (const statement of statements) {
		await db.query(statement);
	}
};

/** Students `from` to `to`: package, checkout and student bear the same number. Ids are as long and as scattered as Stripe's. */
const insertStudents = async (db: Pool, from: number, to: number): Promise<void> => {
	const numbers = sequence(from, to);
	const cohort = `1 + (seq - 1) DIV ${STUDENTS_PER_COHORT}`;
	const course = `1 + (seq - 1) DIV ${STUDENTS_PER_COHORT * COHORTS_PER_COURSE}`;
	const intent = `CONCAT('pi_', LEFT(SHA2(CONCAT('pi', seq), 256), 24))`;
	const moment = `'2024-01-01' + INTERVAL seq SECOND`;
	const statements = [
		`INSERT INTO wp_users (ID, user_email) SELECT seq, CONCAT('student-', seq, '@example.test') FROM ${numbers}`,
		`INSERT INTO wp_ce_checkouts
				(id, reference, student_id, program_id, cohort_id, state, program_code, program_title, cohort_name,
				amount, currency, stripe_price_id, livemode, stripe_params, session_id, session_url,
				payment_intent_id, expires_at, created_at, updated_at)
			SELECT seq, UUID(), seq, ${course}, ${cohort}, 'enrolled', 'PAST', 'A course', 'A cohort',
				49000, 'eur', 'price_1QwErTyUiOpAsDfGhJkLzXcV', 0, REPEAT('p', 500),
				CONCAT('cs_test_', SHA2(seq, 256)), REPEAT('u', 300), ${intent}, ${moment}, ${moment}, ${moment}
			FROM ${numbers}`,
		`INSERT INTO wp_ce_student_packages
				(id, student_id, program_id, cohort_id, checkout_id, package_name, payment_intent_id, status,
				purchased_at, created_at, updated_at)
			SELECT seq, seq, ${course}, ${cohort}, seq, 'PAST - A cohort', ${intent}, 'ACTIVE',
				${moment}, ${moment}, ${moment}
			FROM ${numbers}`,
		`INSERT INTO wp_ce_student_course_step_progress
				(package_id, step_id, cohort_id, status, step_option_id, class_session_id, booked_at, completed_at,
				created_at, updated_at)
			SELECT package.id, offered.step_id, package.cohort_id, 'COMPLETED', offered.step_option_id,
				offered.class_session_id, package.created_at, package.created_at, package.created_at, package.created_at
			FROM wp_ce_student_packages AS package
			JOIN wp_ce_course_cohort_sessions AS offered ON offered.cohort_id = package.cohort_id
			WHERE package.id BETWEEN ${from} AND ${to}`,
	];
	for (const statement of statements) {
		await db.query(statement);
	}
};

/**
 * Fills empty tables with what a school sold in years past: `packages` packages with their students, checkouts and
 * four progress rows each. Rounded up to whole cohorts; returns how many there are.
 */
export const fillBackground = async (db: Pool, packages: number): Promise<number> => {
	const cohorts = Math.ceil(packages / STUDENTS_PER_COHORT);
	const total = cohorts * STUDENTS_PER_COHORT;
	if (total === 0) {
		return 0;
	}
	await insertCatalogue(db, cohorts);
	for (let from = 1; from <= total; from += BATCH) {
		await insertStudents(db, from, Math.min(from + BATCH - 1, total));
	}
	return total;
};
