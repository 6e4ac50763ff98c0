import { closeSync, existsSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isInterrupted } from './interruption.mjs';
import { dim, say } from './progress.mjs';

/** Bytes of each log that are shown to begin with. */
const BEGIN = 1500;

/** Bytes read at once; a log that grows faster is caught up with in the next rounds. */
const CHUNK = 64 * 1024;

/**
 * Prints what is written to the logs of a folder, each line with the name of its log, until Ctrl-C.
 *
 * @param {string} folder
 * @param {string[]} [only] names; all when not given
 * @returns {Promise<boolean>} there was something to follow
 */
export async function followLogs(folder, only) {
	/** @type {Map<string, { position: number, rest: Buffer }>} */
	const logs = new Map();
	const names = () =>
		existsSync(folder)
			? readdirSync(folder)
					.filter((file) => file.endsWith('.log'))
					.map((file) => file.slice(0, -4))
					.filter((name) => !only || only.includes(name))
			: [];
	if (names().length === 0) return false;
	const width = Math.max(...names().map((name) => name.length));
	for (let first = true; !isInterrupted(); first = false) {
		for (const name of names()) {
			const file = join(folder, `${name}.log`);
			const log = logs.get(name) ?? { position: first ? lineStart(file) : 0, rest: Buffer.alloc(0) };
			logs.set(name, log);
			for (const line of newLines(file, log)) say(`${dim(`${name.padEnd(width)} |`)} ${line}`);
		}
		await wait(250);
	}
	return true;
}

/**
 * @param {string} file
 * @returns {number} where the first whole line of its end begins
 */
function lineStart(file) {
	const { size } = statSync(file);
	if (size <= BEGIN) return 0;
	const end = readAt(file, size - BEGIN, BEGIN);
	return size - BEGIN + end.indexOf(0x0a) + 1;
}

/**
 * @param {string} file
 * @param {number} position
 * @param {number} length
 */
function readAt(file, position, length) {
	const buffer = Buffer.alloc(length);
	const descriptor = openSync(file, 'r');
	try {
		return buffer.subarray(0, readSync(descriptor, buffer, 0, length, position));
	} finally {
		closeSync(descriptor);
	}
}

/**
 * @param {string} file
 * @param {{ position: number, rest: Buffer }} log moved on by what was read
 * @returns {string[]} whole lines only
 */
function newLines(file, log) {
	const { size } = statSync(file);
	if (size < log.position) log.position = 0; // It was emptied, or replaced.
	const bytes = readAt(file, log.position, Math.min(CHUNK, size - log.position));
	log.position += bytes.length;
	const text = Buffer.concat([log.rest, bytes]);
	const end = text.lastIndexOf(0x0a) + 1;
	log.rest = text.subarray(end);
	return end === 0
		? []
		: text
				.subarray(0, end - 1)
				.toString('utf8')
				.split('\n');
}
