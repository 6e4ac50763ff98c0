import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, explanation } from '../lib/failure.mjs';
import {
	isRunning,
	ownRecord,
	readRecord,
	runningPid,
	startService,
	stopService,
} from '../lib/processes.mjs';
import { writeJson } from '../lib/project.mjs';
import { temporaryDirectory } from './temporary-directory.mjs';

/** @type {{ run: string, logs: string }} */
let places;

/**
 * @param {string} script
 * @param {Partial<import('../lib/processes.mjs').Service>} [more]
 * @returns {import('../lib/processes.mjs').Service}
 */
const service = (script, more = {}) => ({
	name: 'clock',
	command: process.execPath,
	parameters: ['-e', script],
	cwd: tmpdir(),
	ready: async () => readFileSync(join(places.logs, 'clock.log'), 'utf8').includes('ready'),
	...more,
});

const ENDLESS = "setInterval(() => {}, 1000); console.log('ready')";

beforeEach(() => {
	const directory = temporaryDirectory('processes');
	places = { run: join(directory, 'run'), logs: join(directory, 'logs') };
	mkdirSync(places.run);
	mkdirSync(places.logs);
});

afterEach(() => stopService('clock', places));

describe('A service', () => {
	it('runs until it is stopped, and is not started twice', async () => {
		const pid = await startService(service(ENDLESS), places);
		assert.equal(runningPid(places.run, 'clock'), pid);
		assert.equal(await startService(service(ENDLESS), places), pid);
		assert.equal(await stopService('clock', places), 'stopped');
		assert.equal(runningPid(places.run, 'clock'), undefined);
		assert.equal(await stopService('clock', places), 'not running');
	});

	it('is replaced when it would be started with another environment or version', async () => {
		const first = await startService(service(ENDLESS), places);
		const second = await startService(service(ENDLESS, { env: { COLOR: 'red' } }), places);
		assert.notEqual(second, first);
		const third = await startService(service(ENDLESS, { env: { COLOR: 'red' }, version: '2' }), places);
		assert.notEqual(third, second);
		assert.throws(() => process.kill(first, 0));
	});

	it('that ends at once is reported with the end of its log', async () => {
		const failing = service("console.error('no such table'); process.exit(3)");
		await assert.rejects(startService(failing, places), (error) => {
			assert.ok(error instanceof Failure);
			assert.match(error.message, /exit code 3/);
			assert.match(explanation(error), /no such table/);
			return true;
		});
	});

	it('that is not ready in time does not stay behind', async () => {
		const silent = service('setInterval(() => {}, 1000)', { readyWithin: 300 });
		await assert.rejects(startService(silent, places), /not ready/);
		assert.equal(readRecord(places.run, 'clock'), undefined);
	});

	it('is not started where another program answers for it', async () => {
		const stranger = createServer().listen(0, '127.0.0.1');
		await once(stranger, 'listening');
		const address = stranger.address();
		assert.ok(address !== null && typeof address === 'object');
		const unlucky = service(ENDLESS, { port: address.port, ready: async () => true });
		await assert.rejects(startService(unlucky, places), /Another program took port/);
		assert.equal(readRecord(places.run, 'clock'), undefined);
		stranger.close();
	});

	it('that ignores a polite signal is ended all the same', async () => {
		const deaf = service(`process.on('SIGTERM', () => {}); ${ENDLESS}`, {
			stop: { signal: 'SIGTERM', within: 200 },
		});
		const pid = await startService(deaf, places);
		assert.equal(await stopService('clock', places), 'killed');
		await wait(50);
		assert.throws(() => process.kill(pid, 0));
	});
});

describe('A service that was killed', () => {
	it('does not leave its children behind', async () => {
		const parent = `const child = require('child_process').spawn('sleep', ['60']); console.log('ready', child.pid); ${ENDLESS}`;
		const pid = await startService(service(parent), places);
		const child = Number(/ready (\d+)/.exec(readFileSync(join(places.logs, 'clock.log'), 'utf8'))?.[1]);
		process.kill(pid, 'SIGKILL');
		for (let round = 0; round < 200 && runningPid(places.run, 'clock'); round++) await wait(20);
		process.kill(child, 0);
		assert.equal(await stopService('clock', places), 'not running');
		await waitForState(child, 'gone');
	});
});

describe('A pid file', () => {
	it('never leads to a process that only has the same number', async () => {
		const stranger = spawn('sleep', ['30']);
		const record = {
			...ownRecord(),
			pid: stranger.pid,
			made: '',
			stop: { signal: 'SIGTERM', within: 100 },
		};
		writeJson(join(places.run, 'clock.json'), record);
		assert.equal(await stopService('clock', places), 'not running');
		assert.equal(stranger.exitCode, null);
		stranger.kill();
	});

	it('of an earlier boot means nothing', () => {
		assert.equal(isRunning(ownRecord()), true);
		assert.equal(isRunning({ ...ownRecord(), boot: 'another' }), false);
	});

	it('of a process that ended, but was not collected by its parent, does not count', async () => {
		// The shell becomes "sleep", which never asks after its child.
		const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 30'], {
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const [text] = await once(parent.stdout, 'data');
		const pid = Number(text);
		const { startTime } = startOf(pid);
		const record = { ...ownRecord(), pid, startTime };
		assert.equal(isRunning(record), true);
		await waitForState(pid, 'Z');
		assert.equal(isRunning(record), false);
		parent.kill();
	});
});

/** @param {number} pid */
function startOf(pid) {
	if (!existsSync(`/proc/${pid}`)) return { state: 'gone', startTime: '' };
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return { state: fields[0], startTime: fields[19] ?? '' };
}

/**
 * @param {number} pid
 * @param {'Z' | 'gone'} state a zombie is as good as gone
 */
async function waitForState(pid, state) {
	const reached = () => startOf(pid).state === state || (state === 'gone' && startOf(pid).state === 'Z');
	for (let round = 0; round < 200 && !reached(); round++) await wait(20);
	assert.ok(reached());
}
