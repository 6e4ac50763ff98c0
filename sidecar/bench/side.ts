import { join } from 'node:path';
import type { Pool } from 'mysql2/promise';
import { createDatabase } from '../src/db/database';
import { buildSite } from '../test/site-options';
import { fillBackground } from './background';
import { openPool } from './bare-session';
import { buildCatalogue, type Catalogue } from './catalogue';
import type { Settings } from './settings';
import { migrateWith, startSidecar, type SidecarServer, type SidecarSettings } from './sidecar-server';

export type SideName = 'empty' | 'filled';

/** One of the two databases of a run, with a sidecar of its own. */
export interface Side {
	name: SideName;
	/** What the bare statements run on; as large as the sidecar's pool. */
	pool: Pool;
	/** For preparing and checking. */
	admin: Pool;
	catalogue: Catalogue;
	sidecar: SidecarServer;
	stop(): Promise<void>;
}

/** Its own for each run: two may use one server. */
export const databaseNameOf = (name: string): string => `bench_${name}_${process.pid}`;

const WEBHOOK_SECRET = 'whsec_bench0123456789';

export const sidecarSettings = (settings: Settings, name: string): SidecarSettings => ({
	bundle: settings.bundle,
	log: join(settings.logs, `sidecar-${name}.log`),
	databaseUrl: settings.databaseUrl,
	databaseName: databaseNameOf(name),
	stripeUrl: settings.stripeUrl,
	webhookSecret: WEBHOOK_SECRET,
	...(settings.profile && { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${settings.logs}`] }),
});

const onServer = async (settings: Settings, statement: string, name: string): Promise<void> => {
	const server = openPool(settings.databaseUrl, 'mysql', 1);
	await server.query(statement, [databaseNameOf(name)]);
	await server.end();
};

export const dropTables = (settings: Settings, name: string): Promise<void> =>
	onServer(settings, 'DROP DATABASE ??', name);

/** Makes a database, with WordPress's tables as far as the sidecar reads them, and its own by its own command. */
export const createTables = async (settings: Settings, name: string): Promise<void> => {
	await onServer(settings, 'CREATE DATABASE ?? CHARACTER SET utf8mb4', name);
	await migrateWith(sidecarSettings(settings, name));
};

/** One connection as the sidecar opens it, for the builders. */
export const openConnection = (settings: Settings, name: string) => {
	const url = new URL(settings.databaseUrl);
	return createDatabase({
		host: url.hostname,
		port: Number(url.port),
		user: url.username,
		password: url.password,
		database: databaseNameOf(name),
		prefix: 'wp_',
		poolSize: 1,
	});
};

/** A database with `packages` packages of years past and the courses of the load, and a sidecar that is ready. */
export const openSide = async (settings: Settings, name: SideName, packages: number): Promise<Side> => {
	await createTables(settings, name);
	const admin = openPool(settings.databaseUrl, databaseNameOf(name), 2);
	const db = openConnection(settings, name);
	await buildSite(db);
	await fillBackground(admin, packages);
	const catalogue = await buildCatalogue(db, settings.cohorts);
	await db.destroy();
	const pool = openPool(settings.databaseUrl, databaseNameOf(name));
	const sidecar = await startSidecar(sidecarSettings(settings, name));
	return {
		name,
		pool,
		admin,
		catalogue,
		sidecar,
		stop: async () => {
			await sidecar.stop();
			await Promise.all([pool.end(), admin.end()]);
			await dropTables(settings, name);
		},
	};
};
