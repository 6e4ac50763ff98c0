import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PROJECT, readJson } from '../lib/project.mjs';
import { blockMessages } from './block-messages.mjs';
import { headerMessages, phpMessages } from './php-messages.mjs';
import { parse, scriptMessages } from './script-messages.mjs';
import { sourcesOf } from './script-sources.mjs';

export const DOMAIN = 'cohort-enrollment';

/**
 * What the admin app brings along. Its texts are WordPress's own, which WordPress translates for its own scripts only.
 */
export const DATA_VIEWS = '@wordpress/dataviews';

const PLUGIN = join(PROJECT, 'plugin');
const BLOCKS = join(PROJECT, 'blocks', 'src');
const BUILT = 'build/blocks';

/** Not the plugin's own texts. */
const SKIPPED = new Set(['build', 'tests', 'vendor', 'languages', 'node_modules']);

/**
 * A text and where translations are looked for: a path within the plugin, of a script the one that is built.
 *
 * @typedef {import('./messages.mjs').Message & { reference: string }} Found
 */

/**
 * @param {string} folder
 * @param {string} extension
 * @returns {string[]}
 */
const filesUnder = (folder, extension) =>
	readdirSync(folder, { withFileTypes: true })
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesUnder(path, extension);
			return entry.name.endsWith(extension) ? [path] : [];
		});

/**
 * @param {import('./messages.mjs').Message[]} messages
 * @param {string} reference
 * @returns {Found[]}
 */
const foundAt = (messages, reference) => messages.map((message) => ({ ...message, reference }));

/** @param {string} file */
const read = (file) => readFileSync(file, 'utf8');

/** @returns {Found[]} */
function ofPhp() {
	const main = 'cohort-enrollment.php';
	const own = filesUnder(PLUGIN, '.php').map((file) => ({ file, reference: relative(PLUGIN, file) }));
	const templates = filesUnder(BLOCKS, '.php').map((file) => ({
		file,
		reference: `${BUILT}/${relative(BLOCKS, file)}`,
	}));
	return [
		...foundAt(headerMessages(read(join(PLUGIN, main))), main),
		...[...own, ...templates].flatMap(({ file, reference }) =>
			foundAt(phpMessages(read(file), file, DOMAIN), reference),
		),
	];
}

/** @param {string} source @returns {string} the script that is built of it */
const builtName = (source) => `${BUILT}/${relative(BLOCKS, source).replace(/\.tsx?$/, '.js')}`;

/**
 * Scripts that are built, by their first source: those that a block.json names, and the admin app.
 *
 * @returns {string[]}
 */
function scriptEntries() {
	const ofBlocks = filesUnder(BLOCKS, 'block.json').flatMap((file) => {
		const { editorScript, script, viewScript } = readJson(file);
		return [editorScript, script, viewScript]
			.flat()
			.filter((name) => name?.startsWith('file:'))
			.map((name) => join(file, '..', name.slice('file:'.length)));
	});
	return [...ofBlocks, join(BLOCKS, 'admin', 'index.tsx')].filter(existsSync);
}

/** @returns {Found[]} */
function ofScripts() {
	const parsed = new Map();
	const built = scriptEntries().flatMap((entry) =>
		sourcesOf(entry, parsed).flatMap((source) =>
			foundAt(scriptMessages(source, DOMAIN), builtName(entry)),
		),
	);
	const plain = filesUnder(join(PLUGIN, 'assets'), '.js').flatMap((file) =>
		foundAt(scriptMessages(parse(read(file), file), DOMAIN), relative(PLUGIN, file)),
	);
	return [...built, ...plain];
}

/** @returns {Found[]} */
const ofBlocks = () =>
	filesUnder(BLOCKS, 'block.json').flatMap((file) =>
		foundAt(blockMessages(readJson(file)), `${BUILT}/${relative(BLOCKS, file)}`),
	);

/** @returns {Found[]} */
function ofDataViews() {
	const file = join(PROJECT, 'node_modules', DATA_VIEWS, 'build-wp', 'index.js');
	return foundAt(scriptMessages(parse(read(file), file), undefined), DATA_VIEWS);
}

/**
 * Every text of the plugin.
 *
 * @returns {Found[]}
 * @throws where a text cannot be read from the sources
 */
export const projectMessages = () => [...ofPhp(), ...ofBlocks(), ...ofScripts(), ...ofDataViews()];
