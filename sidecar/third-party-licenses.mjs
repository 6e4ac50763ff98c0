// What the licences of bundled packages ask for: their names and texts, in a file beside the bundle.
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const TEXT = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const HEAD =
	'This folder contains the work of others: each license below is that of the packages named above it.';
const LINE = '-'.repeat(80);

/** https://spdx.org/licenses/MIT.html, for packages that forgot to bring it. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * @typedef {object} Package
 * @property {string} folder
 * @property {string} name
 * @property {string} version
 * @property {string} license SPDX expression
 * @property {string} author
 * @property {Record<string, string>} dependencies
 */

/**
 * Some packages say what they are in the older way: https://docs.npmjs.com/cli/v11/configuring-npm/package-json#license
 *
 * @param {{ license?: string | { type: string }, licenses?: { type: string }[] }} manifest
 */
const licenseOf = ({ license, licenses }) =>
	typeof license === 'string'
		? license
		: (license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown');

/** @param {string} folder that holds a package.json */
const readPackage = (folder) => {
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const { name, version, author, dependencies = {} } = manifest;
	const license = licenseOf(manifest);
	return {
		folder,
		name,
		version,
		license,
		author: author?.name ?? author ?? `the authors of ${name}`,
		dependencies,
	};
};

/**
 * The package that a bundled file belongs to.
 *
 * @param {string} file absolute
 * @returns {Package | undefined} nothing for our own files
 */
const packageOf = (file) => {
	if (!file.includes(`${sep}node_modules${sep}`)) {
		return undefined;
	}
	for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
		// Some packages have further files of that name inside, which only say "type".
		if (existsSync(join(folder, 'package.json'))) {
			const found = readPackage(folder);
			if (found.name && found.version) {
				return found;
			}
		}
	}
	return undefined;
};

/**
 * @param {string} name
 * @param {string} from folder of the package that depends on it
 */
const resolvePackage = (name, from) => {
	for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
		const candidate = join(folder, 'node_modules', name);
		if (existsSync(join(candidate, 'package.json'))) {
			return readPackage(realpathSync(candidate));
		}
	}
	throw new Error(`${name}, which ${from} contains, is not installed: its licence cannot be read.`);
};

/**
 * @param {Package} container a package whose files contain those it depends on
 * @param {Map<string, Package>} found
 */
const addContained = (container, found) => {
	for (const name of Object.keys(container.dependencies)) {
		const contained = resolvePackage(name, container.folder);
		const id = `${contained.name}@${contained.version}`;
		if (!found.has(id)) {
			found.set(id, contained);
			addContained(contained, found);
		}
	}
};

/** @param {Package} bundled */
const textsOf = ({ folder, license, author }) => {
	const texts = readdirSync(folder)
		.filter((file) => TEXT.test(file))
		.sort()
		.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
	return texts.length === 0 && license === 'MIT' ? `Copyright (c) ${author}\n\n${MIT}` : texts.join('\n\n');
};

/**
 * @param {Iterable<string>} files absolute paths of everything in a bundle
 * @param {{ containers?: readonly string[] }} [options] `containers`: packages that come bundled already; all that they
 *   depend on counts as bundled
 * @returns {string} the text of THIRD-PARTY-LICENSES.txt: each license with the packages that have it
 */
export const thirdPartyLicenses = (files, { containers = [] } = {}) => {
	/** @type {Map<string, Package>} */
	const found = new Map();
	for (const file of files) {
		const bundled = packageOf(file);
		if (bundled) {
			found.set(`${bundled.name}@${bundled.version}`, bundled);
		}
	}
	for (const bundled of [...found.values()]) {
		if (containers.includes(bundled.name)) {
			addContained(bundled, found);
		}
	}
	/** @type {Map<string, string[]>} */
	const packagesByText = new Map();
	for (const id of [...found.keys()].sort()) {
		const bundled = /** @type {Package} */ (found.get(id));
		const text = textsOf(bundled);
		const line = `${bundled.name} ${bundled.version} (${bundled.license})`;
		packagesByText.set(text, [...(packagesByText.get(text) ?? []), line]);
	}
	const entries = [...packagesByText].map(([text, packages]) =>
		[packages.join('\n'), text].filter(Boolean).join('\n\n'),
	);
	return `${[HEAD, ...entries].join(`\n\n${LINE}\n`)}\n`;
};
