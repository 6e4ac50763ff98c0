import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT, ensureDirectory, readJson } from '../project.mjs';
import { PLUGIN_SLUG } from '../wordpress.mjs';
import { archive } from './archive.mjs';
import { pluginFiles } from './contents.mjs';

/** @returns {string} of the product, such as `1.2.0` */
export const version = () => readJson(join(PROJECT, 'package.json')).version;

/** Where `npm run zip` puts it. */
export const zipFile = () => join(PROJECT, 'build', `${PLUGIN_SLUG}-${version()}.zip`);

/**
 * Writes the installable plugin.
 *
 * @param {string} file
 * @returns {{ files: import('./contents.mjs').PluginFiles, bytes: number, sha256: string }} what is in it, and what it is
 * @throws {import('../failure.mjs').Failure} as `pluginFiles`
 */
export function writePluginZip(file) {
	const files = pluginFiles();
	const zip = archive(PLUGIN_SLUG, files);
	ensureDirectory(dirname(file));
	writeFileSync(file, zip);
	return { files, bytes: zip.length, sha256: createHash('sha256').update(zip).digest('hex') };
}
