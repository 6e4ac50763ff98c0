import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord, startService, stopService } from '../../../../bin/lib/processes.mjs';
import { DEMO_FILE, type Demo } from './demo';

const NAME = 'sidecar';

/** Program, parameters, environment and folder of a running process. */
const readProcess = (pid: number) => {
	const list = (file: string): string[] =>
		readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').slice(0, -1);
	const [command = '', ...parameters] = list('cmdline');
	const env = Object.fromEntries(
		list('environ').map((entry) => {
			const [name = '', ...value] = entry.split('=');
			return [name, value.join('=')];
		}),
	);
	return { command, parameters, env, cwd: readlinkSync(`/proc/${pid}/cwd`) };
};

const rememberPid = (pid: number): void => {
	const demo = JSON.parse(readFileSync(DEMO_FILE, 'utf8')) as { pids: Record<string, number> };
	demo.pids[NAME] = pid;
	writeFileSync(DEMO_FILE, `${JSON.stringify(demo, null, 2)}\n`);
};

/** Stops the stack's sidecar, does the work, and starts it again as it was, whatever happens. */
export const withoutSidecar = async (demo: Demo, work: () => Promise<void>): Promise<void> => {
	const places = { run: join(demo.directory, 'run'), logs: demo.logs };
	const record = readRecord(places.run, NAME);
	if (record === undefined) {
		throw new Error('The sidecar does not run.');
	}
	const service = readProcess(record.pid);
	await stopService(NAME, places);
	try {
		await work();
	} finally {
		const pid = await startService(
			{
				...service,
				name: NAME,
				stop: record.stop,
				ready: () =>
					fetch(`${demo.sidecarUrl}/healthz`).then(
						({ ok }) => ok,
						() => false,
					),
			},
			places,
		);
		rememberPid(pid);
	}
};
