import { table, type Connection } from './database';

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
