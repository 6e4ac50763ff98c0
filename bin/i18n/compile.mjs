import { createHash } from 'node:crypto';
import { mo } from 'gettext-parser';
import { entriesOf, isFuzzy, keyOf, referencesOf } from './catalog.mjs';
import { DATA_VIEWS, DOMAIN } from './project-messages.mjs';

/** @typedef {import('./catalog.mjs').Catalog} Catalog */
/** @typedef {import('./catalog.mjs').Entry} Entry */

/** @param {Entry} entry */
const isTranslated = (entry) => entry.msgstr.every(Boolean) && !isFuzzy(entry);

/** @param {string} text */
const php = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/**
 * What WordPress 6.5 and newer reads first.
 *
 * @see WP_Translation_File_PHP
 * @param {Catalog} catalog
 * @param {Entry[]} entries
 */
function phpFile({ headers }, entries) {
	// Plural forms are one text, separated by NUL, which single quotes cannot write.
	const value = (/** @type {string[]} */ forms) => forms.map(php).join(` . "\\0" . `);
	const key = (/** @type {Entry} */ entry) => keyOf(entry).split('\u0004').map(php).join(` . "\\4" . `);
	const messages = entries.map((entry) => `\t\t${key(entry)} => ${value(entry.msgstr)},\n`);
	return [
		'<?php\nreturn [\n',
		`\t'domain' => ${php(DOMAIN)},\n`,
		`\t'language' => ${php(headers['Language'] ?? '')},\n`,
		`\t'plural-forms' => ${php(headers['Plural-Forms'] ?? '')},\n`,
		`\t'messages' => [\n${messages.join('')}\t],\n];\n`,
	].join('');
}

/**
 * What @wordpress/i18n takes: Jed's format.
 *
 * @param {Catalog} catalog
 * @param {Entry[]} entries
 * @param {string} source
 */
const scriptFile = ({ headers }, entries, source) =>
	`${JSON.stringify({
		source,
		domain: 'messages',
		locale_data: {
			messages: {
				'': {
					domain: 'messages',
					lang: headers['Language'],
					'plural-forms': headers['Plural-Forms'],
				},
				...Object.fromEntries(entries.map((entry) => [keyOf(entry), entry.msgstr])),
			},
		},
	})}\n`;

/**
 * @param {string} reference
 * @returns {string} what names the translation file of a script
 */
const scriptId = (reference) =>
	reference === DATA_VIEWS ? 'dataviews' : createHash('md5').update(reference).digest('hex');

/** @param {Entry[]} entries @returns {Map<string, Entry[]>} by script in which they are needed */
function byScript(entries) {
	/** @type {Map<string, Entry[]>} */
	const scripts = new Map();
	for (const entry of entries) {
		for (const reference of referencesOf(entry)) {
			if (reference.endsWith('.js') || reference === DATA_VIEWS) {
				scripts.set(reference, [...(scripts.get(reference) ?? []), entry]);
			}
		}
	}
	return scripts;
}

/**
 * @param {Catalog} catalog
 * @param {Entry[]} entries
 * @returns {Catalog} with these entries only
 */
function withEntries({ charset, headers, translations }, entries) {
	const header = translations['']?.[''];
	/** @type {Catalog} */
	const catalog = { charset, headers, translations: { '': header ? { '': header } : {} } };
	for (const entry of entries) (catalog.translations[entry.msgctxt ?? ''] ??= {})[entry.msgid] = entry;
	return catalog;
}

/**
 * What WordPress reads, made of what translators write. Texts that are not translated are left out, so that WordPress
 * shows them in English.
 *
 * @param {Catalog} catalog of a language
 * @param {string} locale such as de_DE
 * @returns {Map<string, string | Buffer>} by name of the file
 */
export function compile(catalog, locale) {
	const name = `${DOMAIN}-${locale}`;
	const entries = entriesOf(catalog.translations).filter(isTranslated);
	/** @type {Map<string, string | Buffer>} */
	const files = new Map();
	files.set(`${name}.mo`, mo.compile(withEntries(catalog, entries)));
	files.set(`${name}.l10n.php`, phpFile(catalog, entries));
	for (const [script, own] of byScript(entries)) {
		files.set(`${name}-${scriptId(script)}.json`, scriptFile(catalog, own, script));
	}
	return files;
}
