import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, closeSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port';
import { until } from './until';

export interface MariadbPrograms {
	/** Path of `mariadbd`. */
	server: string;
	/** Path of `mariadb-install-db`. */
	install: string;
}

/** A database server that may be killed. */
export interface MariadbServer {
	/** `mysql://user:password@host:port`, of somebody who may create databases. */
	url: string;
	/** Ends it with SIGKILL. */
	kill(): Promise<void>;
	/** Starts it again on its data, and waits until it takes connections. */
	start(): Promise<void>;
	/** Ends it and deletes its data. */
	remove(): Promise<void>;
}

const accepts = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const socket = connect({ host: '127.0.0.1', port });
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});

/** mariadbd wants to hear that it really shall be root. */
const account = (): string[] => (process.getuid?.() === 0 ? ['--user=root'] : []);

/**
 * Makes an empty server in a folder of its own and starts it. A commit is on the disk before it is answered.
 *
 * @param log file that its own words are appended to
 */
export const createMariadbServer = async (programs: MariadbPrograms, log: string): Promise<MariadbServer> => {
	const directory = mkdtempSync(join(tmpdir(), 'cohort-enrollment-chaos-'));
	const data = join(directory, 'data');
	const password = randomBytes(16).toString('hex');
	const port = await freePort();
	const users = join(directory, 'users.sql');
	writeFileSync(
		users,
		`CREATE USER IF NOT EXISTS 'chaos'@'127.0.0.1' IDENTIFIED BY '${password}';
GRANT ALL PRIVILEGES ON *.* TO 'chaos'@'127.0.0.1';
`,
		{ mode: 0o600 },
	);
	await promisify(execFile)(programs.install, [
		'--no-defaults',
		`--datadir=${data}`,
		'--skip-test-db',
		...account(),
	]);
	let child: ChildProcess | undefined;

	const start = async (): Promise<void> => {
		const output = openSync(log, 'a');
		child = spawn(
			programs.server,
			[
				'--no-defaults',
				`--datadir=${data}`,
				`--socket=${join(directory, 'mariadb.sock')}`,
				`--pid-file=${join(directory, 'mariadb.pid')}`,
				'--bind-address=127.0.0.1',
				`--port=${port}`,
				'--skip-name-resolve',
				'--character-set-server=utf8mb4',
				'--collation-server=utf8mb4_unicode_520_ci',
				'--innodb-flush-log-at-trx-commit=1',
				'--skip-log-bin',
				'--max-connections=300',
				`--init-file=${users}`,
				...account(),
			],
			{ stdio: ['ignore', output, output] },
		);
		closeSync(output);
		const server = child;
		await until('MariaDB takes connections', async () => {
			if (server.exitCode !== null) {
				throw new Error(`MariaDB ended at its start; its log is ${log}`);
			}
			return accepts(port);
		});
	};
	const kill = async (): Promise<void> => {
		if (child !== undefined && child.exitCode === null && child.signalCode === null) {
			const ended = once(child, 'exit');
			child.kill('SIGKILL');
			await ended;
		}
	};
	await start();
	return {
		url: `mysql://chaos:${password}@127.0.0.1:${port}`,
		kill,
		start,
		remove: async () => {
			await kill();
			rmSync(directory, { recursive: true, force: true });
		},
	};
};
