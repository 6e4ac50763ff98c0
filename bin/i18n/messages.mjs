/**
 * A text that can be translated, as it stands in one file.
 *
 * @typedef {object} Message
 * @property {string} text singular, where there is a plural
 * @property {string} [plural]
 * @property {string} [context]
 * @property {string} [comment] what the sources tell translators
 */

/**
 * Where a function of WordPress's or of @wordpress/i18n takes what, from 0.
 *
 * @typedef {object} Signature
 * @property {number} [plural]
 * @property {number} [context]
 * @property {number} domain
 */

/** @typedef {{ text: string | undefined, line: number }} Argument `text` of a literal only */

const SIMPLE = { domain: 1 };
const WITH_CONTEXT = { context: 1, domain: 2 };
const WITH_PLURAL = { plural: 1, domain: 3 };
const WITH_BOTH = { plural: 1, context: 3, domain: 4 };

/** @type {Record<string, Signature>} */
export const SCRIPT_FUNCTIONS = { __: SIMPLE, _x: WITH_CONTEXT, _n: WITH_PLURAL, _nx: WITH_BOTH };

/** @type {Record<string, Signature>} */
export const PHP_FUNCTIONS = {
	...SCRIPT_FUNCTIONS,
	_e: SIMPLE,
	esc_html__: SIMPLE,
	esc_html_e: SIMPLE,
	esc_attr__: SIMPLE,
	esc_attr_e: SIMPLE,
	_ex: WITH_CONTEXT,
	esc_html_x: WITH_CONTEXT,
	esc_attr_x: WITH_CONTEXT,
	_n_noop: { plural: 1, domain: 2 },
	_nx_noop: { plural: 1, context: 2, domain: 3 },
};

/**
 * @typedef {object} Call of a function that translates
 * @property {string} name
 * @property {Signature} signature
 * @property {Argument[]} arguments
 * @property {number} line where it begins, from 1
 */

/** @typedef {{ text: string, line: number }} Comment without its marks; `line` is where it ends */

const FOR_TRANSLATORS = /^[\s*]*(translators:\s*[^]*?)[\s*]*$/i;

/**
 * @param {Comment[]} comments
 * @returns {Comment[]} those for translators, on one line
 */
const forTranslators = (comments) =>
	comments.flatMap(({ text, line }) => {
		const found = FOR_TRANSLATORS.exec(text)?.[1];
		return found ? [{ text: found.replace(/\s+\**\s*/g, ' '), line }] : [];
	});

/**
 * @param {Call} call
 * @param {string} file named in errors
 * @returns {Message}
 */
function messageOf({ name, signature, arguments: given, line }, file) {
	const literal = (/** @type {number} */ index) => {
		const text = given[index]?.text;
		if (text === undefined) {
			throw new Error(`${file}:${line}: argument ${index + 1} of ${name}() is not a literal text.`);
		}
		return text;
	};
	return {
		text: literal(0),
		...(signature.plural === undefined ? {} : { plural: literal(signature.plural) }),
		...(signature.context === undefined ? {} : { context: literal(signature.context) }),
	};
}

/**
 * Texts of one file with the comments that stand before them: at the end of the line above, or on the same line.
 *
 * @param {Call[]} calls
 * @param {Comment[]} comments all of the file
 * @param {string | undefined} domain text domain; undefined for calls without one, which are WordPress's own texts
 * @param {string} file named in errors
 * @returns {Message[]} in the order of the calls
 * @throws when a text is no literal, or a comment for translators belongs to no text
 */
export function messagesOf(calls, comments, domain, file) {
	const own = calls.filter((call) => call.arguments[call.signature.domain]?.text === domain);
	const messages = own.map((call) => messageOf(call, file));
	for (const { text, line } of forTranslators(comments)) {
		const index = own.findIndex((call) => call.line === line || call.line === line + 1);
		const message = messages[index];
		if (!message) {
			throw new Error(`${file}:${line}: no text stands right after this comment: ${text}`);
		}
		message.comment = text;
	}
	return messages;
}
