import type { Pool, RowDataPacket } from 'mysql2/promise';
import { STEPS, type Catalogue } from './catalogue';
import type { Purchase } from './purchases';

/** How far a run has come with its purchases. */
export type Stage = 'fulfilled' | 'booked';

/** A run was fast and wrong: the tables do not hold what its load implies. */
export class WrongBooks extends Error {
	constructor(differences: readonly string[]) {
		super(`The tables do not hold what the load implies:\n- ${differences.join('\n- ')}`);
		this.name = 'WrongBooks';
	}
}

const AUTOMATIC = STEPS.filter(({ options }) => options === 1).length;

const count = async (db: Pool, sql: string, values: unknown[]): Promise<number> => {
	const [[row]] = await db.query<(RowDataPacket & { found: number | string })[]>(sql, values);
	return Number(row?.found ?? 0);
};

/** @returns what was found and what was expected, by what it is about */
const runFindings = async (
	db: Pool,
	purchases: readonly Purchase[],
	stage: Stage,
): Promise<[what: string, found: number, expected: number][]> => {
	const ids = [purchases.map(({ checkoutId }) => checkoutId)];
	const progress = `FROM wp_ce_student_course_step_progress WHERE package_id IN
		(SELECT id FROM wp_ce_student_packages WHERE checkout_id IN (?))`;
	const booked = stage === 'booked' ? STEPS.length : AUTOMATIC;
	const found = (sql: string) => count(db, sql, ids);
	const { length } = purchases;
	return [
		[
			'enrolled checkouts',
			await found(
				`SELECT COUNT(*) AS found FROM wp_ce_checkouts WHERE id IN (?) AND state = 'enrolled'`,
			),
			length,
		],
		[
			'live packages',
			await found(
				'SELECT COUNT(*) AS found FROM wp_ce_student_packages WHERE checkout_id IN (?) AND live = 1',
			),
			length,
		],
		['refunds', await found('SELECT COUNT(*) AS found FROM wp_ce_refunds WHERE checkout_id IN (?)'), 0],
		['progress rows', await found(`SELECT COUNT(*) AS found ${progress}`), length * STEPS.length],
		[
			'booked steps',
			await found(`SELECT COUNT(*) AS found ${progress} AND status = 'BOOKED'`),
			length * booked,
		],
	];
};

/** Counters of the cohorts and sessions of the load that differ from the rows that they count. */
const wrongCounters = async (
	db: Pool,
	{ spread, hot }: Catalogue,
): Promise<[what: string, found: number, expected: number][]> => {
	const cohorts = [...spread, ...hot];
	return [
		[
			'cohorts whose counter is wrong',
			await count(
				db,
				`SELECT COUNT(*) AS found FROM wp_ce_course_cohorts AS cohort WHERE id IN (?) AND current_enrollment <>
					(SELECT COUNT(*) FROM wp_ce_student_packages WHERE cohort_id = cohort.id AND live = 1)`,
				[cohorts.map(({ id }) => id)],
			),
			0,
		],
		[
			'class sessions whose counter is wrong',
			await count(
				db,
				`SELECT COUNT(*) AS found FROM wp_ce_class_sessions AS session WHERE id IN (?) AND current_enrollment <>
					(SELECT COUNT(*) FROM wp_ce_student_course_step_progress
						WHERE class_session_id = session.id AND status = 'BOOKED')`,
				[cohorts.flatMap(({ sessions }) => sessions.map(({ classSessionId }) => classSessionId))],
			),
			0,
		],
	];
};

/** Checks that a run did what its load implies, and nothing else. Raises {@link WrongBooks}. */
export const checkBooks = async (
	db: Pool,
	catalogue: Catalogue,
	purchases: readonly Purchase[],
	stage: Stage,
): Promise<void> => {
	const findings = [...(await runFindings(db, purchases, stage)), ...(await wrongCounters(db, catalogue))];
	const differences = findings
		.filter(([, found, expected]) => found !== expected)
		.map(([what, found, expected]) => `${what}: ${found} instead of ${expected}`);
	if (differences.length > 0) {
		throw new WrongBooks(differences);
	}
};

/** Checks that the inbox holds one event for every purchase, worked on. Raises {@link WrongBooks}. */
export const checkInbox = async (db: Pool, purchases: readonly Purchase[]): Promise<void> => {
	const done = await count(
		db,
		`SELECT COUNT(*) AS found FROM wp_ce_stripe_events WHERE object_id IN (?) AND status = 'done'`,
		[purchases.map(({ sessionId }) => sessionId)],
	);
	if (done !== purchases.length) {
		throw new WrongBooks([`events that are done: ${done} instead of ${purchases.length}`]);
	}
};
