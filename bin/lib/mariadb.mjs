import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './accounts.mjs';
import { run } from './commands.mjs';
import { findProgram } from './packages.mjs';
import { accepts } from './ports.mjs';
import { ensureDirectory } from './project.mjs';
import { logFile, startService } from './processes.mjs';

/**
 * @typedef {object} Database a private MariaDB server
 * @property {string} directory of its data
 * @property {string} socket
 * @property {number} port
 * @property {string} rootPassword
 * @property {import('./accounts.mjs').Account | undefined} as
 * @property {import('./processes.mjs').Places} places
 * @property {readonly string[]} [parameters] of the server, on top of the usual ones
 */

/**
 * A Unix socket's path has room for 107 bytes; a checkout may lie deeper than that.
 *
 * @param {string} folder
 * @param {string} name
 */
export function socketPath(folder, name) {
	const path = join(folder, `${name}.sock`);
	if (Buffer.byteLength(path) <= 100) return path;
	const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
	return `/tmp/cohort-enrollment-${hash}-${name}.sock`;
}

/** @param {string} name */
const program = (name) => findProgram(name) ?? name;

/**
 * Starts the server, after making its data folder when there is none.
 *
 * @param {Database} database
 * @returns {Promise<number>} its process id
 */
export async function startDatabase(database) {
	// Written last of all: data without it were left by a start that did not come to its end.
	const complete = join(database.directory, '.complete');
	const fresh = !existsSync(complete);
	if (fresh) await createData(database);
	const pid = await startService(
		{
			name: 'mariadb',
			command: program('mariadbd'),
			parameters: [
				'--no-defaults',
				`--datadir=${database.directory}`,
				`--socket=${database.socket}`,
				`--pid-file=${join(database.directory, 'mariadb.pid')}`,
				'--bind-address=127.0.0.1',
				`--port=${database.port}`,
				'--skip-name-resolve',
				'--character-set-server=utf8mb4',
				'--collation-server=utf8mb4_unicode_520_ci',
				'--innodb-flush-log-at-trx-commit=2',
				'--skip-log-bin',
				// The tests of races open many at once, beside a whole site.
				'--max-connections=400',
				...(database.parameters ?? []),
				...(database.as ? [`--user=${database.as.name}`] : []),
			],
			cwd: database.directory,
			port: database.port,
			ready: async () => existsSync(database.socket) && (await accepts(database.port)),
			readyWithin: 30_000,
			stop: { signal: 'SIGTERM', within: 30_000 },
		},
		database.places,
	);
	if (fresh) {
		await protectRoot(database);
		writeFileSync(complete, '');
	}
	return pid;
}

/** @param {Database} database */
async function createData(database) {
	rmSync(database.directory, { recursive: true, force: true });
	ensureDirectory(database.directory, 0o750);
	giveTo(database.directory, database.as);
	await run(
		program('mariadb-install-db'),
		[
			'--no-defaults',
			`--datadir=${database.directory}`,
			'--auth-root-authentication-method=normal',
			'--skip-test-db',
			...(database.as ? [`--user=${database.as.name}`] : []),
		],
		{ log: logFile(database.places, 'mariadb'), timeout: 120_000 },
	);
}

/** @param {Database} database */
function protectRoot(database) {
	return query(
		{ ...database, rootPassword: '' },
		`DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');
		FLUSH PRIVILEGES;
		ALTER USER root@localhost IDENTIFIED BY '${database.rootPassword}';`,
	);
}

/**
 * @param {Database} database
 * @param {string} sql run as the server's root
 */
export async function query(database, sql) {
	const result = await run(
		program('mariadb'),
		[
			'--no-defaults',
			'--protocol=socket',
			`--socket=${database.socket}`,
			'--user=root',
			'--batch',
			'--skip-column-names',
		],
		{ input: sql, env: { MYSQL_PWD: database.rootPassword }, timeout: 60_000 },
	);
	return result.stdout.trim();
}

/**
 * Makes a database and the user that owns it, when they are not there; both only hold plain characters.
 *
 * @param {Database} database
 * @param {{ name: string, user: string, password: string, empty: boolean }} wanted
 *   `empty`: whatever is in it was left by a start that did not come to its end
 */
export function createOwnDatabase(database, { name, user, password, empty }) {
	return query(
		database,
		`${empty ? `DROP DATABASE IF EXISTS \`${name}\`;` : ''}
		CREATE DATABASE IF NOT EXISTS \`${name}\`;
		CREATE USER IF NOT EXISTS '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';
		ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';
		GRANT ALL PRIVILEGES ON \`${name}\`.* TO '${user}'@'127.0.0.1';`,
	);
}

/**
 * Makes a user who may create databases, for the database tests.
 *
 * @param {Database} database
 * @param {{ user: string, password: string }} wanted
 * @returns {Promise<string>} `mysql://…`
 */
export async function createTester(database, { user, password }) {
	await query(
		database,
		`CREATE USER IF NOT EXISTS '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';
		ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';
		GRANT ALL PRIVILEGES ON *.* TO '${user}'@'127.0.0.1' WITH GRANT OPTION;`,
	);
	return `mysql://${user}:${password}@127.0.0.1:${database.port}`;
}
