import { randomBytes } from 'node:crypto';
import createKnex from 'knex';
import { createDatabase, type Connection, type DatabaseSettings } from '../src/db/database';
import { migrate } from '../src/db/migrate';

const server = (): URL => {
	const url = process.env['TEST_DATABASE_URL'];
	if (!url) {
		throw new Error('Set TEST_DATABASE_URL=mysql://user:password@127.0.0.1:port (npm test does).');
	}
	return new URL(url);
};

export interface TestDatabase {
	db: Connection;
	settings: DatabaseSettings;
	/** A second pool on the same database, as a second sidecar would have. */
	connect(): Connection;
	drop(): Promise<void>;
}

/** A database of its own for one test file, migrated unless `schema: false`. Call `drop` in afterAll. */
export const createTestDatabase = async ({ schema = true } = {}): Promise<TestDatabase> => {
	const url = server();
	const name = `ce_test_${randomBytes(6).toString('hex')}`;
	const credentials = {
		host: url.hostname,
		port: Number(url.port),
		user: url.username,
		password: decodeURIComponent(url.password),
	};
	const root = createKnex({
		client: 'mysql2',
		connection: credentials,
		pool: { min: 0, max: 1 },
		// What it prints about lost connections would stand between the results of whoever prints them.
		log: { warn: () => undefined },
	});
	await root.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4', [name]);
	const settings: DatabaseSettings = { ...credentials, database: name, prefix: 'wp_', poolSize: 8 };
	const pools: Connection[] = [];
	const connect = (): Connection => {
		const pool = createDatabase(settings);
		pools.push(pool);
		return pool;
	};
	const db = connect();
	if (schema) {
		await migrate(db);
	}
	return {
		db,
		settings,
		connect,
		drop: async () => {
			await Promise.all(pools.map((pool) => pool.destroy()));
			await root.raw('DROP DATABASE ??', [name]);
			await root.destroy();
		},
	};
};
