import satisfies from 'spdx-satisfies';
import { textOf, textsMatching } from './plugin.mjs';

/** @typedef {import('./plugin.mjs').Finding} Finding */

/**
 * Licenses whose works may be part of one under GPL-2.0-or-later: https://www.gnu.org/licenses/license-list.html.
 * Apache-2.0 goes with version 3 of the GPL, which "or later" allows.
 */
const COMPATIBLE = [
	'0BSD',
	'Apache-2.0',
	'Apache-2.0 WITH LLVM-exception',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'BlueOak-1.0.0',
	'CC0-1.0',
	'GPL-2.0-or-later',
	'ISC',
	'MIT',
	'Unlicense',
	'Zlib',
];

/** Packages that say it in their text only. @type {Readonly<Record<string, string>>} */
const SAID_IN_WORDS = { 'gradient-parser': 'MIT' };

const THIRD_PARTIES = /(^|\/)THIRD-PARTY-LICENSES\.txt$/;
const PACKAGE = /^(\S+) (\d\S*) \((.+)\)$/;

/** @param {string} license an SPDX expression */
function isCompatible(license) {
	try {
		return satisfies(license, COMPATIBLE);
	} catch {
		return false;
	}
}

/**
 * @param {string} text of a THIRD-PARTY-LICENSES.txt
 * @returns {{ name: string, license: string, hasText: boolean }[]}
 */
function packagesIn(text) {
	return text
		.split(/^-{80}\n/m)
		.slice(1)
		.flatMap((entry) => {
			const lines = entry.trimEnd().split('\n');
			const end = lines.findIndex((line) => !PACKAGE.test(line));
			const heads = lines.slice(0, end === -1 ? undefined : end);
			return heads.map((line) => {
				const [, name = '', , license = ''] = PACKAGE.exec(line) ?? [];
				return { name, license: SAID_IN_WORDS[name] ?? license, hasText: end !== -1 };
			});
		});
}

/** @type {import('./plugin.mjs').Rule} */
export function checkLicenses(plugin) {
	/** @type {Finding[]} */
	const findings = [];
	if (!/GNU GENERAL PUBLIC LICENSE\s+Version 2/.test(textOf(plugin, 'LICENSE')))
		findings.push({ file: 'LICENSE', problem: 'must be the text of the GPL, version 2' });
	for (const [file, text] of textsMatching(plugin, THIRD_PARTIES)) {
		const packages = packagesIn(text);
		if (packages.length === 0) findings.push({ file, problem: 'names no package' });
		for (const { name, license, hasText } of packages) {
			if (!isCompatible(license))
				findings.push({
					file,
					problem: `${name} is under ${license}, which does not go with the GPL`,
				});
			if (!hasText && /^(MIT|ISC|BSD|Apache)/.test(license))
				findings.push({
					file,
					problem: `the text of the ${license} license, which ${name} asks for, is missing`,
				});
		}
	}
	return findings;
}
