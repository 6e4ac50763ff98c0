import { quotedTable, selectRows, table, type Connection } from './database';

/** A course. */
export interface ProgramRow {
	id: number;
	/** Unique; what blocks and URLs call the course by. */
	code: string;
	title: string;
	is_active: boolean;
	/** WordPress page that sells the course. */
	page_id: number | null;
	/** Counts what staff changed. */
	version: number;
	deleted_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

const programs = (connection: Connection) => table<ProgramRow>(connection, 'course_programs');

/** Creates the course with this code or renames it, and returns its id. Whether it is active stays as it was. */
export const saveProgram = async (
	trx: Connection,
	{ code, title, pageId }: { code: string; title: string; pageId: number | null },
	now: Date,
): Promise<number> => {
	await programs(trx)
		.insert({ code, title, page_id: pageId, created_at: now, updated_at: now })
		.onConflict('code')
		.merge(['title', 'page_id', 'updated_at']);
	const row = await programs(trx).where({ code }).first('id');
	if (!row) {
		throw new Error(`Course ${code} is gone although it was just saved.`);
	}
	return row.id;
};

/** What staff types of a course. */
export type ProgramColumns = Pick<ProgramRow, 'code' | 'title' | 'is_active' | 'page_id'>;

/** Writes a new course and returns its id. Raises a duplicate entry when the code is taken, whatever the case. */
export const insertProgram = async (trx: Connection, row: ProgramColumns, now: Date): Promise<number> => {
	const [id] = await programs(trx).insert({ ...row, created_at: now, updated_at: now });
	return id as number;
};

/** A course that is not deleted. Not locked. */
export const findProgram = (connection: Connection, id: number): Promise<ProgramRow | undefined> =>
	programs(connection).where({ id }).whereNull('deleted_at').first();

/** Locks a course that is not deleted until the transaction ends. */
export const lockProgram = (trx: Connection, id: number): Promise<ProgramRow | undefined> =>
	programs(trx).where({ id }).whereNull('deleted_at').forUpdate().first();

/** What keeps a course from being deleted, in numbers. */
export interface ProgramUse {
	/** Not deleted. */
	cohorts: number;
	/** Live packages. */
	students: number;
	/** Somebody has or had it, or it had cohorts once: the row stays. */
	isReferredTo: boolean;
}

/** Counts what refers to a course. Call it after {@link lockProgram}. */
export const readProgramUse = async (trx: Connection, id: number): Promise<ProgramUse> => {
	const name = (table: string) => quotedTable(trx, table);
	const [row] = await selectRows<{ cohorts: number; students: number; referred: number }>(
		trx,
		`SELECT
			(SELECT COUNT(*) FROM ${name('course_cohorts')} WHERE program_id = ? AND deleted_at IS NULL) AS cohorts,
			(SELECT COUNT(*) FROM ${name('course_cohorts')} AS cohort
				JOIN ${name('student_packages')} AS package ON package.cohort_id = cohort.id AND package.live = 1
				WHERE cohort.program_id = ?) AS students,
			EXISTS (SELECT 1 FROM ${name('course_cohorts')} WHERE program_id = ?)
				OR EXISTS (SELECT 1 FROM ${name('checkouts')} WHERE program_id = ?) AS referred`,
		[id, id, id, id],
	);
	return {
		cohorts: row?.cohorts ?? 0,
		students: row?.students ?? 0,
		isReferredTo: row?.referred !== 0,
	};
};

/** Deletes the row of a locked course that has no steps any more and to which nothing else refers. */
export const deleteProgram = async (trx: Connection, id: number): Promise<void> => {
	await programs(trx).where({ id }).delete();
};
