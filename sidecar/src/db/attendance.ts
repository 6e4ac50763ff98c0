import type { StepStatus } from '../../contract';
import { changeRows, quotedTable, table, type Connection } from './database';
import type { StepProgressRow } from './student-course-step-progress';

/** Which way attendance is marked: what the steps are now, and what they become. */
export interface Marking {
	from: Extract<StepStatus, 'BOOKED' | 'COMPLETED'>;
	to: Extract<StepStatus, 'BOOKED' | 'COMPLETED'>;
}

/** The next packages, by id, with a step in this status in a session. */
export const packagesInSession = async (
	connection: Connection,
	{
		classSessionId,
		status,
		packageIds,
		after,
		limit,
	}: {
		classSessionId: number;
		status: StepStatus;
		/** Undefined = all of them. */
		packageIds: readonly number[] | undefined;
		after: number;
		limit: number;
	},
): Promise<number[]> => {
	const query = table<StepProgressRow>(connection, 'student_course_step_progress')
		.where({ class_session_id: classSessionId, status })
		.where('package_id', '>', after);
	if (packageIds) {
		query.whereIn('package_id', [...packageIds]);
	}
	const rows = (await query.distinct('package_id').orderBy('package_id').limit(limit)) as Pick<
		StepProgressRow,
		'package_id'
	>[];
	return rows.map(({ package_id: id }) => id);
};

/** Marks the steps of locked packages in a session. Returns how many changed. */
export const markSteps = (
	trx: Connection,
	{ classSessionId, packageIds }: { classSessionId: number; packageIds: readonly number[] },
	{ from, to }: Marking,
	now: Date,
): Promise<number> =>
	changeRows(
		trx,
		`UPDATE ${quotedTable(trx, 'student_course_step_progress')}
			SET status = ?, completed_at = ?, updated_at = ?
			WHERE class_session_id = ? AND status = ? AND package_id IN (?)`,
		[to, to === 'COMPLETED' ? now : null, now, classSessionId, from, packageIds],
	);

/** Counts a change of what belongs to locked packages, so that older forms are refused. */
export const countChanges = async (trx: Connection, ids: readonly number[], now: Date): Promise<void> => {
	await changeRows(
		trx,
		`UPDATE ${quotedTable(trx, 'student_packages')} SET version = version + 1, updated_at = ? WHERE id IN (?)`,
		[now, ids],
	);
};

/**
 * Turns those of the locked packages COMPLETED that are ACTIVE and have nothing left: no booked step, and no active step
 * that is not completed. They keep their seats. Returns how many.
 */
export const completePackages = (trx: Connection, ids: readonly number[], now: Date): Promise<number> =>
	changeRows(
		trx,
		`UPDATE ${quotedTable(trx, 'student_packages')} AS package
			SET package.status = 'COMPLETED', package.updated_at = ?
			WHERE package.id IN (?) AND package.status = 'ACTIVE'
				AND EXISTS (SELECT 1 FROM ${quotedTable(trx, 'student_course_step_progress')} AS done
					WHERE done.package_id = package.id AND done.status = 'COMPLETED')
				AND NOT EXISTS (SELECT 1 FROM ${quotedTable(trx, 'student_course_step_progress')} AS progress
					JOIN ${quotedTable(trx, 'course_steps')} AS step ON step.id = progress.step_id
					WHERE progress.package_id = package.id AND progress.status <> 'COMPLETED'
						AND (step.is_active = 1 OR progress.status = 'BOOKED'))`,
		[now, ids],
	);

/** Turns those of the locked packages ACTIVE again that are COMPLETED. Returns how many. */
export const reopenPackages = (trx: Connection, ids: readonly number[], now: Date): Promise<number> =>
	changeRows(
		trx,
		`UPDATE ${quotedTable(trx, 'student_packages')} SET status = 'ACTIVE', updated_at = ?
			WHERE id IN (?) AND status = 'COMPLETED'`,
		[now, ids],
	);
