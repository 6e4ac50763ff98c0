import { table, type Connection } from './database';

/** A class that takes place every week. */
export interface GroupClassRow {
	id: number;
	name: string;
	/** 0 = Sunday, in `timezone`. */
	day_of_week: number;
	/** Wall-clock HH:MM:SS in `timezone`. */
	start_time: string;
	end_time: string;
	/** IANA name. */
	timezone: string;
	max_students: number;
	instructor: string | null;
	location: string | null;
	meeting_url: string | null;
	is_active: boolean;
	/** Counts what staff changed. */
	version: number;
	deleted_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

/** What staff types of a class. */
export type GroupClassColumns = Omit<
	GroupClassRow,
	'id' | 'is_active' | 'version' | 'deleted_at' | 'created_at' | 'updated_at'
>;

const classes = (connection: Connection) => table<GroupClassRow>(connection, 'group_classes');

/** Creates a class, active unless told otherwise, and returns its id. */
export const insertGroupClass = async (
	trx: Connection,
	row: GroupClassColumns & { is_active?: boolean },
	now: Date,
): Promise<number> => {
	const [id] = await classes(trx).insert({ ...row, created_at: now, updated_at: now });
	return id as number;
};

/** Locks a class that is not deleted until the transaction ends. */
export const lockGroupClass = async (trx: Connection, id: number): Promise<GroupClassRow | undefined> =>
	classes(trx).where({ id }).whereNull('deleted_at').forUpdate().first();

/** Locks those of the classes that are not deleted, in id order, and returns their ids. */
export const lockGroupClasses = async (trx: Connection, ids: readonly number[]): Promise<number[]> =>
	(
		await classes(trx)
			.whereIn('id', [...ids])
			.whereNull('deleted_at')
			.orderBy('id')
			.forUpdate()
			.select('id')
	).map(({ id }) => id);

/** Deletes the row of a locked class to which nothing refers. */
export const deleteGroupClass = async (trx: Connection, id: number): Promise<void> => {
	await classes(trx).where({ id }).delete();
};
