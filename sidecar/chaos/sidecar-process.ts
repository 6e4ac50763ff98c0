import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSettings } from '../src/db/database';
import { TEST_SECRET, TEST_SITE_URL } from '../test/token';
import { SECRET_KEY } from './local-stripe';
import { AHEAD_VARIABLE, type ClockMessage } from './shifted-clock';
import { until } from './until';

/** How a sidecar is started, and with what. */
export interface SidecarSettings {
	/** `server.mjs`, as it ships. */
	bundle: string;
	/** What it writes is appended to this file. */
	log: string;
	/** Where it listens. */
	port: number;
	database: DatabaseSettings;
	stripeUrl: string;
	webhookSecret: string;
	/** Where it has its mails sent; null = nobody sends them. */
	wordpressUrl: string | null;
}

export interface SidecarProcess {
	readonly url: string;
	readonly pid: number;
	isRunning(): boolean;
	/** Ends it without a word, as the kernel does when memory is short. Resolves when it is gone. */
	kill(): Promise<void>;
	/** Resolves when it has ended, whoever ended it. */
	ended: Promise<unknown>;
	setClock(aheadMilliseconds: number): void;
	/** Ends it as a supervisor does. */
	stop(): Promise<void>;
}

const environmentOf = (settings: SidecarSettings, aheadMilliseconds: number): Record<string, string> => ({
	PORT: String(settings.port),
	DATABASE_HOST: settings.database.host,
	DATABASE_PORT: String(settings.database.port),
	DATABASE_NAME: settings.database.database,
	DATABASE_USER: settings.database.user,
	DATABASE_PASSWORD: settings.database.password,
	STRIPE_SECRET_KEY: SECRET_KEY,
	STRIPE_WEBHOOK_SECRET: settings.webhookSecret,
	STRIPE_API_URL: settings.stripeUrl,
	SITE_URL: TEST_SITE_URL,
	COHORT_ENROLLMENT_SECRET: TEST_SECRET,
	LOG_LEVEL: 'warn',
	[AHEAD_VARIABLE]: String(aheadMilliseconds),
	...(settings.wordpressUrl === null ? {} : { WORDPRESS_URL: settings.wordpressUrl }),
});

const launch = (settings: SidecarSettings, aheadMilliseconds: number, command: string[]): ChildProcess => {
	const log = openSync(settings.log, 'a');
	const child = spawn(
		process.execPath,
		['--require', join(__dirname, 'shifted-clock.cjs'), settings.bundle, ...command],
		{ env: environmentOf(settings, aheadMilliseconds), stdio: ['ignore', log, log, 'ipc'] },
	);
	closeSync(log);
	return child;
};

const answers = async (url: string): Promise<boolean> => {
	try {
		return (await fetch(`${url}/healthz`)).ok;
	} catch {
		return false;
	}
};

/** Starts the bundle as it is installed, and waits until it answers. Raises when it ends before. */
export const startSidecar = async (
	settings: SidecarSettings,
	aheadMilliseconds = 0,
): Promise<SidecarProcess> => {
	const child = launch(settings, aheadMilliseconds, []);
	const ended = once(child, 'exit');
	const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
	const url = `http://127.0.0.1:${settings.port}`;
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		child.kill(signal);
		await ended;
	};
	await until('the sidecar answers', async () => !isRunning() || (await answers(url)));
	if (!isRunning()) {
		throw new Error(`The sidecar ended at its start; its log is ${settings.log}`);
	}
	return {
		url,
		pid: child.pid ?? 0,
		isRunning,
		kill: () => end('SIGKILL'),
		ended,
		setClock: (milliseconds) => {
			const message: ClockMessage = { aheadMilliseconds: milliseconds };
			if (child.connected) {
				// One that was killed a moment ago does not hear it.
				child.send(message, () => undefined);
			}
		},
		stop: () => end('SIGTERM'),
	};
};

/** Runs one of the bundle's commands to its end, such as `reconcile --apply`. Raises when it fails. */
export const runCommand = async (
	settings: SidecarSettings,
	command: string[],
	aheadMilliseconds = 0,
): Promise<void> => {
	const [code] = (await once(launch(settings, aheadMilliseconds, command), 'exit')) as [number | null];
	if (code !== 0) {
		throw new Error(`"${command.join(' ')}" ended with ${code}; its log is ${settings.log}`);
	}
};
