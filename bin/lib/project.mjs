import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout: what `package.json` lies in. */
export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Things that may be deleted at any time and are only made again: downloads, build stamps, type information. */
export const CACHE = join(PROJECT, '.cache');

/** Where the demo of `npm start` lives. */
export const DEMO_DIRECTORY = join(PROJECT, '.local');

/** Where `npm test` builds its own stack, apart from the demo's. */
export const TEST_DIRECTORY = join(DEMO_DIRECTORY, 'test');

/** Where `npm run bench` builds what it measures. */
export const BENCH_DIRECTORY = join(DEMO_DIRECTORY, 'bench');

/** Where `npm run test:chaos` keeps its logs and its report. */
export const CHAOS_DIRECTORY = join(DEMO_DIRECTORY, 'chaos');

/** Screenshots of the end-to-end tests. */
export const SCREENSHOTS = join(DEMO_DIRECTORY, 'screenshots');

/**
 * Creates a folder and everything above it.
 *
 * @param {string} path
 * @param {number} [mode] permission bits of folders that are new
 */
export function ensureDirectory(path, mode = 0o755) {
	mkdirSync(path, { recursive: true, mode });
	return path;
}

/**
 * @param {string} path
 * @returns {any} what the file holds; `undefined` when there is none
 */
export function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
		throw error;
	}
}

/**
 * Writes a whole file or nothing: a reader (or a crash) never sees half of it.
 *
 * @param {string} path
 * @param {unknown} value
 * @param {number} [mode]
 */
export function writeJson(path, value, mode = 0o600) {
	const temporary = `${path}.${process.pid}.new`;
	writeFileSync(temporary, `${JSON.stringify(value, null, '  ')}\n`, { mode });
	renameSync(temporary, path);
}
