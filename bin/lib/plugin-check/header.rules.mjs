import { headerField, textOf } from './plugin.mjs';

/** @typedef {import('./plugin.mjs').Finding} Finding */

const VERSION = /^\d+\.\d+(\.\d+)?$/;

/** What each field of the header must look like. @type {readonly [field: string, pattern: RegExp, words: string][]} */
const FIELDS = [
	['Plugin Name', /[a-z0-9].*[a-z0-9].*[a-z0-9].*[a-z0-9].*[a-z0-9]/i, 'five letters or digits at least'],
	['Description', /^.{10,140}$/, '10 to 140 characters'],
	['Version', /^\d+(\.\d+){1,3}(-[a-z0-9.]+)?$/i, 'numbers with dots between them, such as 1.2.0'],
	['Requires at least', VERSION, 'a version of WordPress, without patch level, such as 6.6'],
	['Requires PHP', VERSION, 'a version of PHP, such as 8.1'],
	['Author', /./, 'a name'],
	['License', /^GPL-2\.0-or-later$/, 'GPL-2.0-or-later, as in LICENSE'],
	['License URI', /^https:\/\/www\.gnu\.org\/licenses\//, "the address of the license's text"],
];

/** Fields that are optional, but not with anything in them. @type {readonly [field: string, pattern: RegExp, words: string][]} */
const OPTIONAL_FIELDS = [
	['Network', /^true$/i, 'only "true"'],
	['Plugin URI', /^https?:\/\/(?!example\.|wordpress\.org)/, "an address of the plugin's own"],
	['Author URI', /^https?:\/\/(?!example\.|wordpress\.org)/, 'an address of its author'],
];

/** Names that others own: a plugin's name may not begin with one. */
const TRADEMARKS =
	/^(wordpress|wp|woocommerce|woo|wc|gutenberg|plugin|stripe|paypal|google|apple|amazon|facebook|meta|instagram|whatsapp|youtube|twitter|microsoft|windows|zoom|mailchimp|jetpack|elementor|divi|yoast|akismet|buddypress|bbpress|github|adobe)\b/i;

/** @type {import('./plugin.mjs').Rule} */
export function checkHeader(plugin) {
	const file = `${plugin.slug}.php`;
	const text = textOf(plugin, file);
	if (text === '') return [{ file, problem: 'is missing' }];
	/** @type {Finding[]} */
	const findings = [];
	/** @param {string} field @param {string} words */
	const wrong = (field, words) => findings.push({ file, problem: `"${field}" must be ${words}` });
	for (const [field, pattern, words] of FIELDS)
		if (!pattern.test(headerField(text, field))) wrong(field, words);
	for (const [field, pattern, words] of OPTIONAL_FIELDS) {
		const value = headerField(text, field);
		if (value !== '' && !pattern.test(value)) wrong(field, words);
	}
	for (const name of [headerField(text, 'Plugin Name'), plugin.slug]) {
		if (TRADEMARKS.test(name))
			findings.push({ file, problem: `"${name}" begins with a name that others own` });
	}
	if (headerField(text, 'Text Domain') !== plugin.slug)
		wrong('Text Domain', `the plugin's folder, ${plugin.slug}`);
	const folder = headerField(text, 'Domain Path').replace(/^\//, '');
	if (folder !== '' && ![...plugin.files.keys()].some((path) => path.startsWith(`${folder}/`)))
		wrong('Domain Path', `a folder of the plugin; there is no ${folder}`);
	if (headerField(text, 'Update URI') !== '')
		wrong('Update URI', 'left out: the directory updates the plugin');
	return findings;
}
