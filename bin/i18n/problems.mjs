import { entriesOf, isFuzzy, pluralFormsOf } from './catalog.mjs';

/** @typedef {import('./catalog.mjs').Entry} Entry */

/** @param {string} text @returns {string} what sprintf() fills in, and tags, in any order */
const fillings = (text) => (text.match(/%(?:\d+\$)?[sd]|<\/?\w[^>]*>/g) ?? []).sort().join(' ');

/** @param {string} text @returns {string} */
const edges = (text) => `${/^\s*/.exec(text)?.[0]}|${/\s*$/.exec(text)?.[0]}`;

/**
 * @param {Entry} entry
 * @returns {boolean} a form fills in another number of things than its text
 */
const fillsInOthers = ({ msgid, msgid_plural: plural, msgstr }) =>
	msgstr.some((text, form) => {
		// "One seat" needs no number; every other form does.
		const mayLack = plural !== undefined && form === 0 && fillings(text) === '';
		return !mayLack && fillings(text) !== fillings(plural === undefined || form === 0 ? msgid : plural);
	});

/**
 * @param {Entry} entry
 * @param {number} forms of the language
 * @returns {string | undefined} what is wrong with its translation
 */
function problemOf(entry, forms) {
	const { msgid, msgid_plural: plural, msgstr } = entry;
	if (isFuzzy(entry)) return 'is marked as fuzzy';
	if (msgstr.length !== (plural === undefined ? 1 : forms) || !msgstr.every(Boolean))
		return 'is not translated';
	if (msgstr.some((text) => edges(text) !== edges(msgid))) return 'begins or ends with other space';
	return fillsInOthers(entry) ? 'has other placeholders or tags' : undefined;
}

/**
 * @param {import('./catalog.mjs').Catalog} language
 * @returns {string[]} one sentence for each text whose translation is missing or wrong
 */
export const problemsOf = (language) =>
	entriesOf(language.translations).flatMap((entry) => {
		const problem = problemOf(entry, pluralFormsOf(language));
		return problem ? [`"${entry.msgid}" ${problem}.`] : [];
	});
