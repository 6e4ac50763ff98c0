import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { isInterrupted, stopIfInterrupted } from './interruption.mjs';
import { isFree } from './ports.mjs';
import { readJson, writeJson } from './project.mjs';

/**
 * What the pid file of a service says. A pid alone could be somebody else's by now: the moment at which
 * the process started, on this boot of the machine, makes it ours.
 *
 * @typedef {{ pid: number, startTime: string, boot: string, made: string, stop: StopManner }} ProcessRecord
 *   `made`: fingerprint of what was started; `stop`: how it wants to be stopped
 */

/** @typedef {{ signal: NodeJS.Signals, within: number }} StopManner `within`: milliseconds of politeness */

/**
 * @typedef {object} Service
 * @property {string} name of its pid file and its log
 * @property {string} command
 * @property {readonly string[]} parameters
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} cwd
 * @property {number} [port] that it listens on; must be free, or somebody else would answer for it
 * @property {() => Promise<boolean>} ready asked again and again until it says yes
 * @property {number} [readyWithin] milliseconds
 * @property {string} [version] of what it runs: a service that runs already is started anew when this,
 *   its parameters or its environment changed
 * @property {StopManner} [stop]
 */

/**
 * @typedef {{ run: string, logs: string, started?: Set<string> }} Places
 *   folders of pid files and of logs; `started` collects the names of what this process started
 */

/** @param {number} pid */
function processState(pid) {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the program's name in parentheses and may hold anything; the rest is plain.
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
		return { state: fields[0] ?? '', session: Number(fields[3]), startTime: fields[19] ?? '' };
	} catch {
		return undefined;
	}
}

function bootId() {
	return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/**
 * @param {Pick<ProcessRecord, 'pid' | 'startTime' | 'boot'> | undefined} record
 * @returns {boolean} it runs; a zombie nobody has collected yet does not
 */
export function isRunning(record) {
	if (!record || record.boot !== bootId()) return false;
	const found = processState(record.pid);
	return (
		found !== undefined &&
		found.startTime === record.startTime &&
		found.state !== 'Z' &&
		found.state !== 'X'
	);
}

/** @returns {Pick<ProcessRecord, 'pid' | 'startTime' | 'boot'>} of this very process */
export function ownRecord() {
	return { pid: process.pid, startTime: processState(process.pid)?.startTime ?? '', boot: bootId() };
}

/**
 * @param {string} runDirectory
 * @param {string} name
 * @returns {ProcessRecord | undefined}
 */
export function readRecord(runDirectory, name) {
	return readJson(join(runDirectory, `${name}.json`));
}

/**
 * @param {string} runDirectory
 * @param {string} name
 * @returns {number | undefined} its process id while it runs
 */
export function runningPid(runDirectory, name) {
	const record = readRecord(runDirectory, name);
	return isRunning(record) ? record?.pid : undefined;
}

/**
 * @param {Places} places
 * @param {string} name
 */
export const logFile = (places, name) => join(places.logs, `${name}.log`);

/** @param {Service} service */
function fingerprint({ command, parameters, env, version }) {
	return createHash('sha256')
		.update(JSON.stringify([command, parameters, env, version]))
		.digest('hex');
}

/**
 * Starts a service that outlives this process and waits until it is ready. One that runs already stays, or
 * is replaced when it would be started differently now.
 *
 * @param {Service} service
 * @param {Places} places
 * @returns {Promise<number>} its process id
 * @throws {Failure} when it ends or is not ready in time; it does not run then
 */
export async function startService(service, places) {
	const made = fingerprint(service);
	const record = readRecord(places.run, service.name);
	if (record && isRunning(record) && record.made === made) return record.pid;
	await stopService(service.name, places);
	stopIfInterrupted();
	if (service.port !== undefined && !(await isFree(service.port))) {
		throw new Failure(`Another program took port ${service.port}, which ${service.name} was to have.`, {
			next: 'start again: the next free port is chosen',
		});
	}
	const child = launch(service, made, places);
	/** @type {string | undefined} */
	let ended;
	child.once('error', (error) => (ended = `could not be started: ${error.message}`));
	child.once(
		'exit',
		(code, signal) => (ended = `ended with ${code === null ? signal : `exit code ${code}`}`),
	);
	const within = service.readyWithin ?? 20_000;
	const deadline = Date.now() + within;
	while (!ended && !isInterrupted()) {
		if (await service.ready()) break;
		if (Date.now() > deadline) ended = `was not ready after ${within / 1000} s`;
		else await wait(50);
	}
	const reason = ended;
	if (!reason && !isInterrupted() && child.pid !== undefined) return child.pid;
	await stopService(service.name, places);
	stopIfInterrupted();
	throw new Failure(`${service.name} ${reason}.`, { log: logFile(places, service.name) });
}

/**
 * @param {Service} service
 * @param {string} made
 * @param {Places} places
 */
function launch(service, made, places) {
	const log = openSync(logFile(places, service.name), 'a');
	const child = spawn(service.command, service.parameters, {
		cwd: service.cwd,
		env: { ...process.env, ...service.env },
		detached: true,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	child.unref();
	if (child.pid === undefined) return child;
	/** @type {ProcessRecord} */
	const record = {
		pid: child.pid,
		startTime: processState(child.pid)?.startTime ?? '',
		boot: bootId(),
		made,
		stop: service.stop ?? { signal: 'SIGTERM', within: 10_000 },
	};
	writeJson(join(places.run, `${service.name}.json`), record);
	places.started?.add(service.name);
	return child;
}

/**
 * Stops a service if it is ours and runs: politely first, then its whole group for good.
 *
 * @param {string} name
 * @param {Pick<Places, 'run'>} places
 * @returns {Promise<'stopped' | 'killed' | 'not running'>}
 */
export async function stopService(name, places) {
	const record = readRecord(places.run, name);
	const file = join(places.run, `${name}.json`);
	if (!record || !isRunning(record)) {
		if (record) endOrphans(record);
		rmSync(file, { force: true });
		return 'not running';
	}
	send(record.pid, record.stop.signal);
	const gone = await becomesGone(record, record.stop.within);
	if (!gone) {
		send(-record.pid, 'SIGKILL');
		await becomesGone(record, 5_000);
	}
	rmSync(file, { force: true });
	return gone ? 'stopped' : 'killed';
}

/**
 * Ends the children that a killed service left behind: nginx's go on serving without it. They are known by
 * their session, which carries the number of the service that began it; while one of them lives, the system
 * gives that number to nobody else.
 *
 * @param {ProcessRecord} record of a service that does not run
 */
function endOrphans(record) {
	if (record.boot !== bootId()) return;
	if (processState(record.pid) && !isZombie(record.pid)) return; // Somebody else's number by now.
	const pids = readdirSync('/proc').map(Number).filter(Boolean);
	for (const pid of pids) {
		if (pid !== record.pid && processState(pid)?.session === record.pid) send(pid, 'SIGKILL');
	}
}

/**
 * @param {number} pid of a process; negative for its whole group
 * @param {NodeJS.Signals} signal
 */
function send(pid, signal) {
	try {
		process.kill(pid, signal);
	} catch (error) {
		// It ended by itself a moment ago.
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
	}
}

/** @param {number} pid */
function isZombie(pid) {
	return processState(pid)?.state === 'Z';
}

/**
 * @param {ProcessRecord} record
 * @param {number} within milliseconds
 */
async function becomesGone(record, within) {
	const deadline = Date.now() + within;
	while (isRunning(record)) {
		if (Date.now() > deadline) return false;
		await wait(30);
	}
	return true;
}
