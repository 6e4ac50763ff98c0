import type { Pool } from 'mysql2/promise';

interface LoggedRow {
	argument: string | Buffer;
}

/** https://mariadb.com/kb/en/mysqlgeneral_log-table/: what a client waits for an answer to. */
const ROUND_TRIPS = ['Query', 'Execute', 'Prepare'];

/**
 * Runs `work` and returns the statements that reached the server meanwhile, in order, but those of `admin` itself.
 * Needs a user who may write the server's settings.
 */
export const statementsDuring = async (admin: Pool, work: () => Promise<void>): Promise<string[]> => {
	const connection = await admin.getConnection();
	try {
		await connection.query("SET GLOBAL log_output = 'TABLE'");
		await connection.query('TRUNCATE TABLE mysql.general_log');
		await connection.query('SET GLOBAL general_log = 1');
		try {
			await work();
		} finally {
			await connection.query('SET GLOBAL general_log = 0');
		}
		const [rows] = await connection.query(
			`SELECT argument FROM mysql.general_log
				WHERE thread_id <> CONNECTION_ID() AND command_type IN (?)`,
			[ROUND_TRIPS],
		);
		return (rows as LoggedRow[]).map(({ argument }) => argument.toString());
	} finally {
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

/** The statement typical of several runs of the same work, one after the other. */
export const typicalStatements = async (
	admin: Pool,
	times: number,
	work: (time: number) => Promise<void>,
): Promise<readonly string[]> => {
	const lists: string[][] = [];
	for (let time = 0; time < times; time += 1) {
		lists.push(await statementsDuring(admin, () => work(time)));
	}
	return typicalList(lists);
};
