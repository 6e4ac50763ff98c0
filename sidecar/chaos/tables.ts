import { tableName, wordpressTableName, type Connection } from '../src/db/database';

const KEPT = 'migrations';

/** Deletes every row of ours and of WordPress's users. */
export const emptyTables = async (db: Connection): Promise<void> => {
	const [rows] = (await db.raw('SHOW TABLES LIKE ?', [`${tableName(db, '')}%`])) as [
		Record<string, string>[],
	];
	const names = rows
		.flatMap((row) => Object.values(row))
		.filter((name) => !name.endsWith(KEPT) && !name.endsWith(`${KEPT}_lock`));
	await db.transaction(async (trx) => {
		await trx.raw('SET FOREIGN_KEY_CHECKS = 0');
		for (const name of [...names, wordpressTableName(db, 'users')]) {
			await trx.raw('DELETE FROM ??', [name]);
		}
		await trx.raw('SET FOREIGN_KEY_CHECKS = 1');
	});
};
