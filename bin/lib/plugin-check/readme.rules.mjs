import { headerField, textOf } from './plugin.mjs';

/** @typedef {import('./plugin.mjs').Finding} Finding */

const FILE = 'readme.txt';
const MOST_TAGS = 5;
const LONGEST_DESCRIPTION = 150;
const LONGEST_NOTICE = 300;
/** The directory's parser cuts what is longer. */
const MOST_WORDS = 2500;

/**
 * A readme in the format of https://wordpress.org/plugins/readme.txt
 *
 * @param {string} text
 */
function parse(text) {
	const [head = '', ...rest] = text.split(/^==(?!=) *(.+?) *==[ \t]*$/m);
	/** @type {Map<string, string>} */
	const sections = new Map();
	for (let index = 0; index < rest.length; index += 2)
		sections.set(/** @type {string} */ (rest[index]), (rest[index + 1] ?? '').trim());
	const paragraphs = head.trim().split(/\n\s*\n/);
	return {
		name: /^=== *(.+?) *===\s*$/m.exec(head)?.[1] ?? '',
		/** @param {string} field */
		field: (field) => headerField(head, field),
		shortDescription: paragraphs.length > 1 ? (paragraphs.at(-1) ?? '').replace(/\s+/g, ' ') : '',
		sections,
	};
}

/** @param {ReturnType<typeof parse>} readme */
function headerProblems({ field, shortDescription }) {
	const problems = [];
	const tags = field('Tags')
		.split(',')
		.map((tag) => tag.trim())
		.filter(Boolean);
	if (tags.length === 0 || tags.length > MOST_TAGS)
		problems.push(`must have 1 to ${MOST_TAGS} tags, not ${tags.length}`);
	if (new Set(tags.map((tag) => tag.toLowerCase())).size !== tags.length)
		problems.push('names a tag twice');
	const contributors = field('Contributors').split(',');
	if (!contributors.every((name) => /^[a-z0-9-]+$/.test(name.trim())))
		problems.push('"Contributors" must be user names of WordPress.org, with commas between them');
	if (!/^\d+\.\d+$/.test(field('Tested up to')))
		problems.push('"Tested up to" must be a version of WordPress without patch level, such as 7.1');
	if (shortDescription === '') problems.push('has no short description');
	if (shortDescription.length > LONGEST_DESCRIPTION)
		problems.push(
			`has a short description of ${shortDescription.length} characters; ${LONGEST_DESCRIPTION} are shown`,
		);
	return problems;
}

/** @param {ReturnType<typeof parse>} readme */
function sectionProblems({ sections, field }) {
	const problems = [];
	for (const wanted of ['Description', 'Installation', 'Changelog']) {
		if (!sections.get(wanted)) problems.push(`has no section "${wanted}"`);
	}
	for (const [name, text] of sections) {
		const words = text.split(/\s+/).length;
		if (words > MOST_WORDS) problems.push(`has ${words} words in "${name}"; ${MOST_WORDS} are shown`);
	}
	const version = field('Stable tag');
	if (!sections.get('Changelog')?.includes(`= ${version} =`))
		problems.push(`does not say in its changelog what is new in ${version}`);
	for (const notice of (sections.get('Upgrade Notice') ?? '').split(/^= .+ =$/m)) {
		if (notice.trim().length > LONGEST_NOTICE)
			problems.push(`has an upgrade notice of more than ${LONGEST_NOTICE} characters`);
	}
	return problems;
}

/**
 * What the readme and the main file both say, they say alike.
 *
 * @param {ReturnType<typeof parse>} readme
 * @param {string} main text of the main file
 */
function contradictions({ name, field }, main) {
	const pairs = [
		['name', name, headerField(main, 'Plugin Name')],
		['Stable tag', field('Stable tag'), headerField(main, 'Version')],
		['License', field('License'), headerField(main, 'License')],
		['License URI', field('License URI'), headerField(main, 'License URI')],
		['Requires at least', field('Requires at least'), headerField(main, 'Requires at least')],
		['Requires PHP', field('Requires PHP'), headerField(main, 'Requires PHP')],
	];
	return pairs
		.filter(([, said, expected]) => said !== expected)
		.map(([what, said, expected]) => `says "${said}" as ${what}, and the main file says "${expected}"`);
}

/** @type {import('./plugin.mjs').Rule} */
export function checkReadme(plugin) {
	const text = textOf(plugin, FILE);
	if (text === '') return [{ file: FILE, problem: 'is missing' }];
	const readme = parse(text);
	const problems = [
		...contradictions(readme, textOf(plugin, `${plugin.slug}.php`)),
		...headerProblems(readme),
		...sectionProblems(readme),
	];
	return problems.map((problem) => ({ file: FILE, problem }));
}
