import { zipSync } from 'fflate';

/** The same for everybody who packs the same files. Local time, as in the format; noon exists in every zone. */
const TIME = new Date(1980, 0, 1, 12);

const UNIX = 3;
/** A file that its owner may write and everybody read, where the format keeps Unix's mode. */
const MODE = (0o100644 << 16) >>> 0;

/**
 * Packs files into a folder of a zip: the same files always become the same bytes, whatever Node packs them, because
 * the compression is not Node's.
 *
 * @param {string} folder
 * @param {import('./contents.mjs').PluginFiles} files
 * @returns {Uint8Array}
 */
export function archive(folder, files) {
	/** @type {import('fflate').Zippable} */
	const entries = {};
	for (const [path, bytes] of files) entries[`${folder}/${path}`] = bytes;
	return zipSync(entries, { level: 9, mtime: TIME, os: UNIX, attrs: MODE });
}
