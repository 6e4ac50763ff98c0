import { randomBytes } from 'node:crypto';
import { table, type Connection } from '../src/db/database';

/** Makes names unique over all tests. */
export const suffix = (): string => randomBytes(5).toString('hex').toUpperCase();

const stamped = <Row extends object>(row: Row): Row & { created_at: Date; updated_at: Date } => {
	const now = new Date();
	return { ...row, created_at: now, updated_at: now };
};

/** Inserts a row of one of our tables and returns its id. */
export const insert = async (db: Connection, name: string, row: object): Promise<number> => {
	const [id] = await table<Record<string, unknown>>(db, name).insert(stamped(row));
	return id as number;
};
