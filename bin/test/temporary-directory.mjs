import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder that is gone when the tests of this process are.
 *
 * @param {string} name its beginning
 * @returns {string} path
 */
export function temporaryDirectory(name) {
	const directory = mkdtempSync(join(tmpdir(), `${name}-`));
	process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
	return directory;
}
