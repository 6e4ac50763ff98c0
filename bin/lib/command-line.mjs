import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, Interrupted } from './failure.mjs';
import { listenForInterruption } from './interruption.mjs';
import { Shown, say, showFailure } from './progress.mjs';
import { DEMO_DIRECTORY } from './project.mjs';

const OLDEST_NODE = [20, 19];

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
	if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
	throw new Failure(`Node ${process.versions.node} is too old.`, {
		next: `install Node ${OLDEST_NODE.join('.')} or newer from https://nodejs.org`,
	});
}

/**
 * Runs a command that a person typed, and ends the process with 0, 1, or 130 after Ctrl-C.
 *
 * @param {() => Promise<number | void>} work its result is the exit code
 */
export async function main(work) {
	listenForInterruption();
	try {
		checkNode();
		process.exitCode = (await work()) ?? 0;
	} catch (error) {
		const interrupted =
			error instanceof Interrupted || (error instanceof Shown && error.cause instanceof Interrupted);
		if (interrupted) say('\nStopped.');
		else if (!(error instanceof Shown)) showFailure(error);
		process.exitCode = interrupted ? 130 : 1;
	}
}

/** @typedef {{ [name: string]: { type: 'boolean' | 'string', short?: string } }} Options */

/**
 * @template {Options} T
 * @typedef {{ [Name in keyof T]?: T[Name]['type'] extends 'boolean' ? boolean : string }} Values
 */

/**
 * @template {Options} T
 * @param {T} options
 * @param {string} help printed for `--help`, which ends the process
 * @param {boolean} [allowPositionals]
 * @returns {{ options: Values<T>, words: string[] }} `words`: what is not an option
 * @throws {Failure} for an option that does not exist
 */
export function readCommand(options, help, allowPositionals = true) {
	try {
		const { values, positionals } = parseArgs({
			options: { ...options, help: { type: 'boolean', short: 'h' } },
			allowPositionals,
		});
		if (/** @type {{ help?: boolean }} */ (values).help) {
			say(help);
			process.exit(0);
		}
		return { options: /** @type {any} */ (values), words: positionals };
	} catch (error) {
		throw new Failure(/** @type {Error} */ (error).message, { next: help });
	}
}

/**
 * @template {Options} T
 * @param {T} options
 * @param {string} help
 * @returns {Values<T>}
 * @throws {Failure} for an option that does not exist, and for words that are none
 */
export function readOptions(options, help) {
	return readCommand(options, help, false).options;
}

/**
 * @param {string | undefined} given by the person, relative to where they are
 * @returns {string} the folder of the stack
 */
export function stackDirectory(given) {
	return given ? resolve(given) : DEMO_DIRECTORY;
}

/** @param {boolean | undefined} yes */
export const agreed = (yes) => yes === true || process.env['CI'] === 'true';
