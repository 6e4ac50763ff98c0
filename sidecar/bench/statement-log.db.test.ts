import type { Pool } from 'mysql2/promise';
import { createTestDatabase, type TestDatabase } from '../test/database';
import { openPool } from './bare-session';
import { statementsDuring } from './statement-log';

const url = process.env['TEST_DATABASE_URL'] ?? '';
const databases: TestDatabase[] = [];
const pools: Pool[] = [];

const open = async (): Promise<{ admin: Pool; connect: () => Pool }> => {
	const database = await createTestDatabase({ schema: false });
	databases.push(database);
	const connect = (): Pool => {
		const pool = openPool(url, database.settings.database, 1);
		pools.push(pool);
		return pool;
	};
	return { admin: connect(), connect };
};

afterAll(async () => {
	await Promise.all(pools.map((pool) => pool.end()));
	await Promise.all(databases.map((database) => database.drop()));
});

test('every statement counts, BEGIN and COMMIT too, on open and on new connections', async () => {
	const { admin, connect } = await open();
	const known = connect();
	await known.query('SELECT 0');
	const counted = await statementsDuring(admin, async () => {
		await known.query('BEGIN');
		await known.query('SELECT ?', [1]);
		await known.query('COMMIT');
		const passing = connect();
		await passing.query('SELECT 2');
	});
	expect(counted).toEqual(['BEGIN', 'SELECT 1', 'COMMIT', 'SELECT 2']);
});

test('what others do in databases of their own does not count', async () => {
	const { admin } = await open();
	const other = (await open()).connect();
	expect(
		await statementsDuring(admin, async () => {
			await other.query('SELECT 1');
		}),
	).toEqual([]);
});
