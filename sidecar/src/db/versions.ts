import { table, type Connection } from './database';

type VersionedTable = 'course_programs' | 'group_classes' | 'course_cohorts' | 'student_packages';

/**
 * Changes a row that is still as its editor saw it, and counts its version up. False when somebody else changed it
 * since, or it is not there.
 */
export const updateVersion = async (
	trx: Connection,
	name: VersionedTable,
	{ id, version }: { id: number; version: number },
	change: Record<string, unknown>,
	now: Date,
): Promise<boolean> =>
	(await table<Record<string, unknown>>(trx, name)
		.where({ id, version })
		.update({ ...change, version: version + 1, updated_at: now })) === 1;
