import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { ensureDirectory } from './project.mjs';
import { isRunning, ownRecord } from './processes.mjs';

/**
 * Keeps a second start or stop of the same stack out until this one is through.
 *
 * @template T
 * @param {string} directory of the stack
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Failure} when another one is at it
 */
export async function withLock(directory, work) {
	const file = join(ensureDirectory(directory), 'lock');
	acquire(file, directory);
	try {
		return await work();
	} finally {
		rmSync(file, { force: true });
	}
}

/**
 * @param {string} file
 * @param {string} directory
 * @param {boolean} [again]
 */
function acquire(file, directory, again = false) {
	try {
		const descriptor = openSync(file, 'wx', 0o600);
		writeSync(descriptor, JSON.stringify(ownRecord()));
		closeSync(descriptor);
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
		const holder = holderOf(file);
		if (again || isRunning(holder)) {
			throw new Failure(`Another command is working on ${directory} (process ${holder?.pid}).`, {
				next: 'wait until it is through, then try again',
			});
		}
		rmSync(file, { force: true });
		acquire(file, directory, true);
	}
}

/** @param {string} file */
function holderOf(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined; // Its holder died before it could write its name.
	}
}
