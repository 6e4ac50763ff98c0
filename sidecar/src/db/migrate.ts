import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { MIGRATIONS, type Migration } from '../../migrations';
import { type Connection, tableName } from './database';

const LOCK_SECONDS = 60;

const migrationSource = (connection: Connection): Knex.MigrationSource<Migration> => ({
	getMigrations: () => Promise.resolve([...MIGRATIONS]),
	getMigrationName: (migration) => migration.name,
	getMigration: (migration) =>
		Promise.resolve({
			up: (knex: Knex) => migration.up(knex, (name) => tableName(connection, name)),
			down: () => Promise.reject(new Error('Migrations only go forward.')),
			// MySQL commits DDL at once: a transaction around it would only pretend.
			config: { transaction: false },
		}),
});

const migratorConfig = (connection: Connection): Knex.MigratorConfig => ({
	migrationSource: migrationSource(connection),
	tableName: tableName(connection, 'migrations'),
	disableTransactions: true,
	// A newer sidecar may have run migrations that this one does not know: readiness reports it, start does not fail.
	disableMigrationsListValidation: true,
});

/** The part of Knex's client that its types leave open: GET_LOCK needs one connection from start to end. */
interface PoolClient {
	config: { connection: { database: string } };
	acquireConnection(): Promise<object>;
	releaseConnection(connection: object): Promise<void>;
}

const poolOf = (connection: Connection): PoolClient => connection.client as PoolClient;

/** GET_LOCK is server-wide and at most 64 characters long, so the name carries a digest of database and prefix. */
const lockName = (connection: Connection): string => {
	const { database } = poolOf(connection).config.connection;
	const digest = createHash('sha256')
		.update(`${database}/${tableName(connection, '')}`)
		.digest('hex');
	return `cohort_enrollment_${digest.slice(0, 40)}`;
};

/** Runs `work` while holding a named lock of the server; the lock dies with its connection, so a kill leaves nothing. */
const withServerLock = async (connection: Connection, work: () => Promise<void>): Promise<void> => {
	const pool = poolOf(connection);
	const holder = await pool.acquireConnection();
	try {
		const name = lockName(connection);
		const [[row]] = (await connection
			.raw('SELECT GET_LOCK(?, ?) AS taken', [name, LOCK_SECONDS])
			.connection(holder)) as [[{ taken: number | null }]];
		if (row.taken !== 1) {
			throw new Error(`Another sidecar has been migrating for more than ${LOCK_SECONDS} seconds.`);
		}
		try {
			await work();
		} finally {
			await connection.raw('SELECT RELEASE_LOCK(?)', [name]).connection(holder);
		}
	} finally {
		await pool.releaseConnection(holder);
	}
};

/** Brings the tables to this version. Several sidecars may call it at once: one works, the others wait and find it done. */
export const migrate = (connection: Connection): Promise<void> =>
	withServerLock(connection, async () => {
		const config = migratorConfig(connection);
		// Knex's own lock row survives a kill; ours does not, and we hold ours.
		await connection.migrate.forceFreeMigrationsLock(config);
		await connection.migrate.latest(config);
	});

/** The last migration that has run; null before the first. Throws when the database cannot be reached. */
export const schemaVersion = async (connection: Connection): Promise<string | null> => {
	const row = (await connection(tableName(connection, 'migrations')).max({ name: 'name' }).first()) as
		{ name: string | null } | undefined;
	return row?.name ?? null;
};

/** Compares the tables with this version. Throws when the database cannot be reached. */
export const schemaState = async (connection: Connection): Promise<'ok' | 'behind' | 'ahead'> => {
	if (!(await connection.schema.hasTable(tableName(connection, 'migrations')))) {
		return 'behind';
	}
	const rows = (await connection(tableName(connection, 'migrations')).select('name')) as { name: string }[];
	const done = new Set(rows.map(({ name }) => name));
	const known = new Set(MIGRATIONS.map(({ name }) => name));
	if (MIGRATIONS.some(({ name }) => !done.has(name))) {
		return 'behind';
	}
	return rows.every(({ name }) => known.has(name)) ? 'ok' : 'ahead';
};
