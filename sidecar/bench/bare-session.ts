import {
	createPool,
	type Pool,
	type PoolConnection,
	type ResultSetHeader,
	type RowDataPacket,
} from 'mysql2/promise';

/** Rows of a query that the caller knows. */
export type Rows<Row> = (RowDataPacket & Row)[];

/** Runs statements on one connection. */
export interface Statements {
	select<Row>(sql: string, values?: unknown[]): Promise<Rows<Row>>;
	/** Returns the affected rows. */
	change(sql: string, values?: unknown[]): Promise<number>;
	/** Returns the new id. */
	insert(sql: string, values: unknown[]): Promise<number>;
}

/** As many as the sidecar has by default. */
const POOL_SIZE = 8;

/** @param url `mysql://user:password@host:port` */
export const openPool = (url: string, database: string, connectionLimit = POOL_SIZE): Pool =>
	createPool({
		uri: `${url}/${database}`,
		connectionLimit,
		timezone: 'Z',
		charset: 'utf8mb4',
	});

const statementsOf = (connection: PoolConnection): Statements => {
	const send = async (sql: string, values?: unknown[]): Promise<ResultSetHeader> =>
		(await connection.query<ResultSetHeader>(sql, values))[0];
	return {
		async select<Row>(sql: string, values?: unknown[]) {
			return (await connection.query<Rows<Row>>(sql, values))[0];
		},
		change: async (sql, values) => (await send(sql, values)).affectedRows,
		insert: async (sql, values) => (await send(sql, values)).insertId,
	};
};

const prepared = new WeakSet<object>();

/** The isolation that the sidecar uses, set once for each connection. */
const prepare = async (connection: PoolConnection): Promise<void> => {
	if (!prepared.has(connection.connection)) {
		await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
		prepared.add(connection.connection);
	}
};

/** Runs `work` on a connection of the pool; what it left open is rolled back when it raises. */
export const withConnection = async (
	pool: Pool,
	work: (statements: Statements) => Promise<void>,
): Promise<void> => {
	const connection = await pool.getConnection();
	try {
		await prepare(connection);
		await work(statementsOf(connection));
	} catch (error) {
		await connection.rollback();
		throw error;
	} finally {
		connection.release();
	}
};

/** The load leaves a seat for everybody, so a refusal is a mistake of the bench. */
export const expectChanged = (changed: number, wanted: number, what: string): void => {
	if (changed !== wanted) {
		throw new Error(`${what}: ${changed} rows changed instead of ${wanted}.`);
	}
};
