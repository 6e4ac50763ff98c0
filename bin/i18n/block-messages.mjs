/** What WordPress translates of a block.json: its `block-i18n.json`. */

/**
 * @typedef {object} Metadata
 * @property {string} [title]
 * @property {string} [description]
 * @property {string[]} [keywords]
 * @property {{ label?: string }[]} [styles]
 * @property {{ title?: string, description?: string, keywords?: string[] }[]} [variations]
 */

/**
 * @param {string} context
 * @param {(string | undefined)[]} texts
 * @returns {import('./messages.mjs').Message[]}
 */
const within = (context, texts) => texts.flatMap((text) => (text ? [{ text, context }] : []));

/**
 * @param {Metadata} block
 * @returns {import('./messages.mjs').Message[]}
 */
export const blockMessages = ({ title, description, keywords = [], styles = [], variations = [] }) => [
	...within('block title', [title]),
	...within('block description', [description]),
	...within('block keyword', keywords),
	...within(
		'block style label',
		styles.map(({ label }) => label),
	),
	...variations.flatMap((variation) => [
		...within('block variation title', [variation.title]),
		...within('block variation description', [variation.description]),
		...within('block variation keyword', variation.keywords ?? []),
	]),
];
