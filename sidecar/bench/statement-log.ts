import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';

/**
 * What a client waits for an answer to, of the connections that use the admin's own database: those that are open, and
 * those that came and went meanwhile, as PHP's do. Columns: https://mariadb.com/kb/en/mysqlgeneral_log-table/
 */
const STATEMENTS = `SELECT argument FROM mysql.general_log
	WHERE command_type IN ('Query', 'Execute', 'Prepare') AND thread_id <> CONNECTION_ID()
		AND thread_id IN (
			SELECT id FROM information_schema.processlist WHERE db = DATABASE()
			UNION SELECT thread_id FROM mysql.general_log
				WHERE (command_type = 'Init DB' AND argument = DATABASE())
					OR (command_type = 'Connect' AND argument LIKE CONCAT('% on ', DATABASE(), ' %'))
		)`;

/** There is one log, and one who may use it at a time. */
const LOCK = 'cohort_enrollment_statement_log';
const LOCK_SECONDS = 120;

const logDuring = async (connection: PoolConnection, work: () => Promise<void>): Promise<void> => {
	await connection.query('SELECT GET_LOCK(?, ?)', [LOCK, LOCK_SECONDS]);
	await connection.query("SET GLOBAL log_output = 'TABLE'");
	await connection.query('TRUNCATE TABLE mysql.general_log');
	await connection.query('SET GLOBAL general_log = 1');
	try {
		await work();
	} finally {
		await connection.query('SET GLOBAL general_log = 0');
	}
};

/**
 * Runs `work` and returns the statements that reached the admin's database meanwhile, in order, but the admin's own.
 * Needs a user who may write the server's settings, and work that does not use this very connection.
 */
export const statementsDuring = async (admin: Pool, work: () => Promise<void>): Promise<string[]> => {
	const connection = await admin.getConnection();
	try {
		await logDuring(connection, work);
		const [rows] = await connection.query<(RowDataPacket & { argument: string | Buffer })[]>(STATEMENTS);
		return rows.map(({ argument }) => argument.toString());
	} finally {
		await connection.query('SELECT RELEASE_LOCK(?)', [LOCK]);
		connection.release();
	}
};

/**
 * The list that is as long as most of them are: a timer of the sidecar that fires in between makes a list longer.
 * Among equally frequent lengths the shortest; raises without lists.
 */
export const typicalList = (lists: readonly (readonly string[])[]): readonly string[] => {
	const byLength = new Map<number, (readonly string[])[]>();
	for (const list of lists) {
		byLength.set(list.length, [...(byLength.get(list.length) ?? []), list]);
	}
	const [typical] = [...byLength.entries()].sort(
		([length, same], [otherLength, otherSame]) => otherSame.length - same.length || length - otherLength,
	);
	const list = typical?.[1][0];
	if (!list) {
		throw new Error('Nothing was logged.');
	}
	return list;
};

const listsOf = async (
	admin: Pool,
	times: number,
	work: (time: number) => Promise<void>,
): Promise<string[][]> => {
	const lists: string[][] = [];
	for (let time = 0; time < times; time += 1) {
		lists.push(await statementsDuring(admin, () => work(time)));
	}
	return lists;
};

/** The statements of several runs of the same work, one after the other, as {@link typicalList} has it. */
export const typicalStatements = async (
	admin: Pool,
	times: number,
	work: (time: number) => Promise<void>,
): Promise<readonly string[]> => typicalList(await listsOf(admin, times, work));

/**
 * The same of work that sends all its statements before its answer, as a read does: the shortest list is the one that no
 * timer disturbed, also on a machine that is so busy that most are.
 */
export const fewestStatements = async (
	admin: Pool,
	times: number,
	work: (time: number) => Promise<void>,
): Promise<readonly string[]> => {
	const lists = await listsOf(admin, times, work);
	return typicalList(
		lists.filter(({ length }) => length === Math.min(...lists.map((list) => list.length))),
	);
};
