import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TestDatabase } from './database';

export interface SidecarProcess {
	/** What it wrote so far. */
	output: { stdout: string; stderr: string };
	/** Sends a signal. */
	signal(name: NodeJS.Signals): void;
	/** Waits until a line of its log has this message. Raises when it ends before. */
	logged(message: string): Promise<void>;
	/** Waits for its end; null when a signal ended it. */
	ended(): Promise<number | null>;
}

/** Bundles the sidecar as it ships, into this file. */
export const buildSidecar = (bundle: string): void => {
	execFileSync(process.execPath, [join(__dirname, '..', 'build.mjs'), bundle]);
};

/** What a sidecar on this database needs to be told. */
export const sidecarEnvironment = (
	{ settings }: TestDatabase,
	{ port, stripeUrl }: { port: number; stripeUrl: string },
): Record<string, string> => ({
	PORT: String(port),
	DATABASE_HOST: settings.host,
	DATABASE_PORT: String(settings.port),
	DATABASE_NAME: settings.database,
	DATABASE_USER: settings.user,
	DATABASE_PASSWORD: settings.password,
	STRIPE_SECRET_KEY: 'sk_test_0123456789',
	STRIPE_WEBHOOK_SECRET: 'whsec_0123456789',
	STRIPE_API_URL: stripeUrl,
});

/** Starts the bundle with this environment and no other, in a folder without anything. */
export const startSidecarProcess = (
	bundle: string,
	environment: Record<string, string>,
	{ cwd, command = [] }: { cwd: string; command?: string[] },
): SidecarProcess => {
	const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
		process.execPath,
		[bundle, ...command],
		{ cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
	);
	const output = { stdout: '', stderr: '' };
	child.stdout.on('data', (data: Buffer) => (output.stdout += data.toString()));
	child.stderr.on('data', (data: Buffer) => (output.stderr += data.toString()));
	const end = once(child, 'close').then(([code]) => code as number | null);
	return {
		output,
		signal: (name) => child.kill(name),
		ended: () => end,
		logged: (message) =>
			new Promise((resolve, reject) => {
				const look = (): void => {
					if (output.stdout.includes(`"msg":"${message}"`)) {
						child.stdout.off('data', look);
						resolve();
					}
				};
				child.stdout.on('data', look);
				void end.then((code) => {
					reject(new Error(`It ended with ${code}: ${output.stdout}${output.stderr}`));
				});
				look();
			}),
	};
};

export interface Answer {
	status: number;
	body: unknown;
}

/** One HTTP call on a connection that stays open, as a proxy in between would make it. */
export const call = (
	port: number,
	method: string,
	path: string,
	headers: Record<string, string> = {},
): Promise<Answer> =>
	new Promise((resolve, reject) => {
		const sent = httpRequest(
			{ host: '127.0.0.1', port, method, path, headers: { Connection: 'keep-alive', ...headers } },
			(response) => {
				let text = '';
				response.on('data', (data: Buffer) => (text += data.toString()));
				response.on('end', () => {
					resolve({
						status: response.statusCode ?? 0,
						body: text === '' ? null : JSON.parse(text),
					});
				});
			},
		);
		sent.on('error', reject);
		sent.end();
	});
