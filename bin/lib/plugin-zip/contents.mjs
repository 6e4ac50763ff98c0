import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.mjs';
import { PROJECT } from '../project.mjs';

/** Files of a plugin by their paths in its folder, sorted. @typedef {ReadonlyMap<string, Buffer>} PluginFiles */

const PLUGIN = join(PROJECT, 'plugin');

/** What a site needs of `plugin/`. */
const SHIPPED = [
	'assets',
	'build/blocks',
	'build/sidecar/server.mjs',
	'build/sidecar/THIRD-PARTY-LICENSES.txt',
	'cohort-enrollment.php',
	'languages',
	'patterns',
	'readme.txt',
	'src',
	'templates',
	'uninstall.php',
];

/** What stays with those who work on it. */
const DEVELOPMENT = [
	'phpcs-fallback.xml.dist',
	'phpcs.xml.dist',
	'phpstan.neon.dist',
	'phpunit.xml.dist',
	'tests',
	'vendor',
];

/**
 * @param {string} path of a file or folder in `plugin/`
 * @returns {string[]} files, without hidden ones, which systems and editors leave behind
 */
function filesAt(path) {
	const entries = readdirSync(join(PLUGIN, path), { withFileTypes: true });
	return entries
		.filter(({ name }) => !name.startsWith('.'))
		.flatMap((entry) => {
			const inner = `${path}/${entry.name}`;
			return entry.isDirectory() ? filesAt(inner) : [inner];
		});
}

/** Whoever adds something to `plugin/` says whether sites need it: left to a pattern, it would be forgotten. */
function expectToKnowEverything() {
	const known = new Set([...SHIPPED, ...DEVELOPMENT].map((path) => path.split('/')[0]));
	const unknown = readdirSync(PLUGIN).filter((name) => !name.startsWith('.') && !known.has(name));
	if (unknown.length === 0) return;
	throw new Failure(
		`Nobody has said whether the zip takes ${unknown.map((name) => `plugin/${name}`).join(', ')}.`,
		{
			next: 'put it on one of the lists in bin/lib/plugin-zip/contents.mjs',
		},
	);
}

/**
 * Its source map stays here: it is larger than all the rest, and its paths lead out of the plugin.
 *
 * @param {Buffer} script
 */
const withoutSourceMap = (script) =>
	Buffer.from(script.toString().replace(/\n\/\/# sourceMappingURL=[^\n]+\n$/, '\n'));

/**
 * Reads what belongs into the installable plugin. The blocks and the sidecar must have been built.
 *
 * @returns {PluginFiles}
 * @throws {Failure} when something of `plugin/` is on no list
 */
export function pluginFiles() {
	expectToKnowEverything();
	/** @type {Map<string, Buffer>} */
	const files = new Map([['LICENSE', readFileSync(join(PROJECT, 'LICENSE'))]]);
	for (const shipped of SHIPPED) {
		const paths = /\.\w+$/.test(shipped) ? [shipped] : filesAt(shipped);
		for (const path of paths) files.set(path, readFileSync(join(PLUGIN, path)));
	}
	const server = 'build/sidecar/server.mjs';
	files.set(server, withoutSourceMap(/** @type {Buffer} */ (files.get(server))));
	return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
