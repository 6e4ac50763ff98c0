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

export type GroupClass = Omit<
	GroupClassRow,
	'id' | 'is_active' | 'version' | 'deleted_at' | 'created_at' | 'updated_at'
>;

const classes = (connection: Connection) => table<GroupClassRow>(connection, 'group_classes');

/** Creates an active class and returns its id. */
export const insertGroupClass = async (trx: Connection, row: GroupClass, now: Date): Promise<number> => {
	const [id] = await classes(trx).insert({ ...row, created_at: now, updated_at: now });
	return id as number;
};
