import type { StepStatus } from '../../contract';
import { batches } from './batches';
import { changeRows, insertRow, quotedTable, selectRows, table, type Connection } from './database';
import { earliestEndDate } from './end-dates';
import { lockPackageRows } from './student-packages';

/** How far one package is with one step of its course. */
export interface StepProgressRow {
	id: number;
	package_id: number;
	step_id: number;
	cohort_id: number;
	status: StepStatus;
	step_option_id: number | null;
	class_session_id: number | null;
	booked_at: Date | null;
	completed_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

/** A class session that was chosen for a step, and whose seat is taken. */
export interface StepBooking {
	stepId: number;
	stepOptionId: number;
	classSessionId: number;
}

const progress = (connection: Connection) =>
	table<StepProgressRow>(connection, 'student_course_step_progress');

/** Inserts the rows of a new package in one statement, booked where `booking` is given. */
export const insertProgress = async (
	trx: Connection,
	{
		packageId,
		cohortId,
		steps,
		now,
	}: {
		packageId: number;
		cohortId: number;
		steps: readonly { stepId: number; booking: StepBooking | null }[];
		now: Date;
	},
): Promise<void> => {
	if (steps.length === 0) {
		return;
	}
	const row = '(?, ?, ?, ?, ?, ?, ?, ?, ?)';
	await insertRow(
		trx,
		`INSERT INTO ${quotedTable(trx, 'student_course_step_progress')}
				(package_id, step_id, cohort_id, status, step_option_id, class_session_id, booked_at, created_at, updated_at)
			VALUES ${steps.map(() => row).join(', ')}`,
		steps.flatMap(({ stepId, booking }) => [
			packageId,
			stepId,
			cohortId,
			booking ? 'BOOKED' : 'UNBOOKED',
			booking?.stepOptionId ?? null,
			booking?.classSessionId ?? null,
			booking ? now : null,
			now,
			now,
		]),
	);
};

/** So many packages are locked at a time, so that no statement is too long. */
const BATCH = 1000;

/** Packages without an active step of their course, as `package` and `step`. Values: course, earliest end date. */
const withoutStep = (trx: Connection): string =>
	`FROM ${quotedTable(trx, 'course_cohorts')} AS cohort
		JOIN ${quotedTable(trx, 'student_packages')} AS package
			ON package.cohort_id = cohort.id AND package.live = 1 AND package.status IN ('ACTIVE', 'SUSPENDED')
		JOIN ${quotedTable(trx, 'course_steps')} AS step
			ON step.program_id = cohort.program_id AND step.is_active = 1
		LEFT JOIN ${quotedTable(trx, 'student_course_step_progress')} AS known
			ON known.package_id = package.id AND known.step_id = step.id
		WHERE cohort.program_id = ? AND cohort.end_date >= ? AND known.id IS NULL`;

/**
 * Gives the students of a course its active steps that they do not have, to book. Those whose cohort is over, or who have
 * completed the course, are through with it. Locks their packages. Returns how many rows were missing.
 */
export const insertMissingProgress = async (
	trx: Connection,
	programId: number,
	now: Date,
): Promise<number> => {
	const values = [programId, earliestEndDate(now)];
	const found = `SELECT DISTINCT package.id ${withoutStep(trx)} ORDER BY package.id`;
	const ids = (await selectRows<{ id: number }>(trx, found, values)).map(({ id }) => id);
	let missing = 0;
	for (const batch of batches(ids, BATCH)) {
		// A package that is being moved has its steps in the new cohort before it is there itself.
		await lockPackageRows(trx, batch);
		missing += await changeRows(
			trx,
			`INSERT INTO ${quotedTable(trx, 'student_course_step_progress')}
					(package_id, step_id, cohort_id, status, created_at, updated_at)
				SELECT package.id, step.id, package.cohort_id, 'UNBOOKED', ?, ?
					${withoutStep(trx)} AND package.id IN (?)
				-- Somebody else may be doing the same.
				ON DUPLICATE KEY UPDATE step_id = step.id`,
			[now, now, ...values, batch],
		);
	}
	return missing;
};

/**
 * Marks steps of a package as booked, in one statement. Returns how many were UNBOOKED until then, and are still offered by
 * the package's cohort. Call it after the sessions are locked: whoever changes a schedule locks them, too.
 */
export const markBooked = async (
	trx: Connection,
	packageId: number,
	bookings: readonly StepBooking[],
	now: Date,
): Promise<number> => {
	const name = quotedTable(trx, 'student_course_step_progress');
	const byStep = `CASE ${name}.step_id ${bookings.map(() => 'WHEN ? THEN ?').join(' ')} END`;
	const optionByStep = bookings.flatMap(({ stepId, stepOptionId }) => [stepId, stepOptionId]);
	const sessionByStep = bookings.flatMap(({ stepId, classSessionId }) => [stepId, classSessionId]);
	return changeRows(
		trx,
		`UPDATE ${name}
			SET status = 'BOOKED', step_option_id = ${byStep}, class_session_id = ${byStep}, booked_at = ?, updated_at = ?
			WHERE package_id = ? AND status = 'UNBOOKED' AND step_id IN (?)
				AND EXISTS (SELECT 1 FROM ${quotedTable(trx, 'course_cohort_sessions')} AS offered
					WHERE offered.cohort_id = ${name}.cohort_id AND offered.step_option_id = ${byStep}
						AND offered.class_session_id = ${byStep})`,
		[
			...optionByStep,
			...sessionByStep,
			now,
			now,
			packageId,
			bookings.map(({ stepId }) => stepId),
			...optionByStep,
			...sessionByStep,
		],
	);
};

/** Takes back the booking of steps for which there was no seat after all. Belongs into the transaction that booked them. */
export const markUnbooked = async (
	trx: Connection,
	packageId: number,
	stepIds: readonly number[],
	now: Date,
): Promise<void> => {
	await progress(trx)
		.where({ package_id: packageId, status: 'BOOKED' })
		.whereIn('step_id', [...stepIds])
		.update({
			status: 'UNBOOKED',
			step_option_id: null,
			class_session_id: null,
			booked_at: null,
			updated_at: now,
		});
};

/** Locks all steps of a package until the transaction ends. Lock its checkout first. */
export const lockProgress = async (trx: Connection, packageId: number): Promise<StepProgressRow[]> =>
	progress(trx).where({ package_id: packageId }).orderBy('id').forUpdate();

/** Takes the steps of a package along to another cohort. Those in `restarted` begin anew there, without a session. */
export const moveProgress = async (
	trx: Connection,
	{ packageId, cohortId, restarted }: { packageId: number; cohortId: number; restarted: readonly number[] },
	now: Date,
): Promise<void> => {
	await progress(trx).where({ package_id: packageId }).update({ cohort_id: cohortId, updated_at: now });
	await markUnbooked(trx, packageId, restarted, now);
};

/** Locks the booked steps of a package, so that only one caller gives their seats back. */
export const lockBooked = async (
	trx: Connection,
	packageId: number,
): Promise<{ id: number; classSessionId: number }[]> =>
	progress(trx)
		.where({ package_id: packageId, status: 'BOOKED' })
		.orderBy('id')
		.forUpdate()
		.select('id', { classSessionId: 'class_session_id' }) as Promise<
		{ id: number; classSessionId: number }[]
	>;

/** Ends booked steps that will not take place for this student. The session stays on the row as history. */
export const markCancelled = async (trx: Connection, ids: readonly number[], now: Date): Promise<void> => {
	await progress(trx)
		.whereIn('id', [...ids])
		.where('status', 'BOOKED')
		.update({ status: 'CANCELLED', updated_at: now });
};
