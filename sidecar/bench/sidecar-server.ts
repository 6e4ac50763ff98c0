import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { send } from './http-client';

export interface SidecarSettings {
	/** The bundle: `server.mjs`. */
	bundle: string;
	/** File that its log is appended to, as under a supervisor. */
	log: string;
	databaseUrl: string;
	databaseName: string;
	/** Of the stub; also the site that mails are sent by. */
	stripeUrl: string;
	webhookSecret: string;
	/** Options of Node itself, such as `--cpu-prof`. */
	nodeOptions?: readonly string[];
}

export interface SidecarServer {
	url: string;
	siteUrl: string;
	webhookSecret: string;
	/** From the start of the process to the first "ready", in milliseconds. */
	startedIn: number;
	/** In bytes. */
	residentMemory(): number;
	/** What it used of the processors since its start, in milliseconds. */
	processorTime(): number;
	stop(): Promise<void>;
}

const READY_WITHIN = 30_000;
const POLL = 5;

const freePort = async (): Promise<number> => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
};

/** @returns bytes, from the kernel: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export const residentMemoryOf = (pid: number): number =>
	Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** The kernel counts in hundredths of a second on every platform that Node runs on: sysconf(_SC_CLK_TCK). */
const MILLISECONDS_PER_TICK = 10;

/** @returns milliseconds in user and system mode: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export const processorTimeOf = (pid: number): number => {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The second field is the program's name, which may have blanks in it.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK;
};

const isReady = async (url: string): Promise<boolean> => {
	try {
		return (await send({ method: 'GET', url: `${url}/readyz` })).status === 200;
	} catch {
		return false;
	}
};

const waitUntilReady = async (
	child: ChildProcess,
	{ url, log }: { url: string; log: string },
): Promise<void> => {
	const deadline = performance.now() + READY_WITHIN;
	while (!(await isReady(url))) {
		if (child.exitCode !== null || performance.now() > deadline) {
			child.kill('SIGKILL');
			throw new Error(`The sidecar did not become ready; its log is ${log}`);
		}
		await wait(POLL);
	}
};

const environmentOf = (settings: SidecarSettings, port: number): Record<string, string> => {
	const database = new URL(settings.databaseUrl);
	return {
		PORT: String(port),
		DATABASE_HOST: database.hostname,
		DATABASE_PORT: database.port,
		DATABASE_NAME: settings.databaseName,
		DATABASE_USER: database.username,
		DATABASE_PASSWORD: database.password,
		STRIPE_SECRET_KEY: 'sk_test_bench0123456789',
		STRIPE_WEBHOOK_SECRET: settings.webhookSecret,
		STRIPE_API_URL: settings.stripeUrl,
		SITE_URL: settings.stripeUrl,
	};
};

/** Starts the bundle as it is installed: Node, one file, an environment. Raises when it does not become ready. */
export const startSidecar = async (settings: SidecarSettings): Promise<SidecarServer> => {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const log = openSync(settings.log, 'a');
	const began = performance.now();
	const child = spawn(process.execPath, [...(settings.nodeOptions ?? []), settings.bundle], {
		env: environmentOf(settings, port),
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const ended = once(child, 'exit');
	// Whatever breaks the bench must not leave a sidecar behind.
	const kill = (): void => void child.kill('SIGKILL');
	process.once('exit', kill);
	await waitUntilReady(child, { url, log: settings.log });
	return {
		url,
		siteUrl: settings.stripeUrl,
		webhookSecret: settings.webhookSecret,
		startedIn: performance.now() - began,
		residentMemory: () => residentMemoryOf(child.pid as number),
		processorTime: () => processorTimeOf(child.pid as number),
		stop: async () => {
			child.kill('SIGTERM');
			await ended;
			process.off('exit', kill);
		},
	};
};

/** Brings the tables of a database to this version, with the bundle's own command. */
export const migrateWith = async (settings: SidecarSettings): Promise<void> => {
	const log = openSync(settings.log, 'a');
	const child = spawn(process.execPath, [settings.bundle, 'migrate'], {
		env: environmentOf(settings, 1),
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code !== 0) {
		throw new Error(`The tables could not be made; the log is ${settings.log}`);
	}
};
