import { po } from 'gettext-parser';
import { DOMAIN } from './project-messages.mjs';

/** @typedef {import('gettext-parser').GetTextTranslations} Catalog */
/** @typedef {import('gettext-parser').GetTextTranslation} Entry */
/** @typedef {import('./project-messages.mjs').Found} Found */

/** Every other header would change with the day or the person, and say nothing. */
const HEADERS = {
	'Project-Id-Version': 'Cohort Enrollment',
	'MIME-Version': '1.0',
	'Content-Type': 'text/plain; charset=UTF-8',
	'Content-Transfer-Encoding': '8bit',
	'X-Domain': DOMAIN,
};

/** @type {Entry} */
const TEMPLATE_HEADER = {
	msgid: '',
	msgstr: [''],
	comments: { translator: 'This file is distributed under the GPL-2.0-or-later.' },
};

/** @param {Entry} entry @returns {string} its name in files of WordPress */
export const keyOf = ({ msgctxt, msgid }) => (msgctxt ? `${msgctxt}\u0004${msgid}` : msgid);

/**
 * @param {import('gettext-parser').GetTextTranslationRecord} [translations]
 * @returns {Entry[]} without the header
 */
export const entriesOf = (translations = {}) =>
	Object.values(translations)
		.flatMap((context) => Object.values(context))
		.filter(({ msgid }) => msgid !== '');

/** @param {Entry} entry @returns {string[]} files */
export const referencesOf = ({ comments }) => comments?.reference?.split('\n') ?? [];

/** @param {Entry} entry @returns {boolean} somebody should look at the translation again */
export const isFuzzy = ({ comments }) => comments?.flag?.includes('fuzzy') ?? false;

/** @param {Catalog} catalog @returns {number} how many forms a text with a plural has */
export const pluralFormsOf = ({ headers }) =>
	Number(/nplurals=(\d+)/.exec(headers['Plural-Forms'] ?? '')?.[1] ?? 2);

/**
 * @param {string | undefined} lines
 * @param {string | undefined} line
 */
const withLine = (lines, line) =>
	[...new Set([...(lines?.split('\n') ?? []), line ?? ''])].filter(Boolean).join('\n');

/**
 * The template: every text once, with all its places and comments.
 *
 * @param {Found[]} messages
 * @returns {Catalog}
 * @throws when one text has two plurals
 */
export function templateOf(messages) {
	/** @type {Catalog} */
	const catalog = { charset: 'utf-8', headers: HEADERS, translations: { '': { '': TEMPLATE_HEADER } } };
	for (const { text, plural, context = '', comment, reference } of messages) {
		const entries = (catalog.translations[context] ??= {});
		const entry = (entries[text] ??= { msgid: text, msgstr: [''], ...(context && { msgctxt: context }) });
		if (plural !== undefined && (entry.msgid_plural ?? plural) !== plural) {
			throw new Error(`"${text}" has two plurals: "${entry.msgid_plural}" and "${plural}".`);
		}
		if (plural !== undefined) {
			entry.msgid_plural = plural;
			entry.msgstr = ['', ''];
		}
		entry.comments = {
			reference: withLine(entry.comments?.reference, reference),
			extracted: withLine(entry.comments?.extracted, comment),
		};
	}
	return catalog;
}

/**
 * A text of the template with what is known of its translation.
 *
 * @param {Entry} entry of the template
 * @param {Entry | undefined} known of the language
 * @param {number} forms of the language
 * @returns {Entry}
 */
function translatedEntry(entry, known, forms) {
	// With another plural it is another text.
	if (!known || known.msgid_plural !== entry.msgid_plural) {
		const count = entry.msgid_plural === undefined ? 1 : forms;
		return { ...entry, msgstr: Array.from({ length: count }, () => '') };
	}
	const { translator, flag } = known.comments ?? {};
	const comments = { ...entry.comments, ...(translator && { translator }), ...(flag && { flag }) };
	return { ...entry, comments, msgstr: known.msgstr };
}

/**
 * A language's file for the texts that there are now: what was translated stays, what is new is empty, and what is gone
 * is kept at the end, commented out, in case that it comes back.
 *
 * @param {Catalog} language
 * @param {Catalog} template
 * @returns {Catalog}
 */
export function merge(language, template) {
	const { charset, headers, translations, obsolete = {} } = language;
	const find = (/** @type {Entry} */ { msgctxt = '', msgid }) =>
		translations[msgctxt]?.[msgid] ?? obsolete[msgctxt]?.[msgid];
	const header = translations['']?.[''] ?? TEMPLATE_HEADER;
	/** @type {Required<Catalog>} */
	const merged = { charset, headers, translations: { '': { '': header } }, obsolete: {} };
	for (const entry of entriesOf(template.translations)) {
		const context = (merged.translations[entry.msgctxt ?? ''] ??= {});
		context[entry.msgid] = translatedEntry(entry, find(entry), pluralFormsOf(language));
	}
	for (const entry of [...entriesOf(obsolete), ...entriesOf(translations)]) {
		const { msgctxt = '', msgid, msgstr } = entry;
		if (!template.translations[msgctxt]?.[msgid] && msgstr.some(Boolean)) {
			(merged.obsolete[msgctxt] ??= {})[msgid] = entry;
		}
	}
	return merged;
}

/** @param {Buffer} file @returns {Catalog} */
export const readCatalog = (file) => po.parse(file);

/** @param {Catalog} catalog @returns {string} */
export const writeCatalog = (catalog) =>
	`${po.compile(catalog, { foldLength: 100 }).toString('utf8').trimEnd()}\n`;
