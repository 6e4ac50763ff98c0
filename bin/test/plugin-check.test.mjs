import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkPlugin } from '../lib/plugin-check/plugin-check.mjs';

const MAIN = `<?php
/**
 * Plugin Name:       Piano Lessons
 * Description:       Lends pianos to those who practise.
 * Version:           1.2.0
 * Requires at least: 6.6
 * Requires PHP:      8.1
 * Author:            Somebody
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       piano-lessons
 * Domain Path:       /languages
 */
defined( 'ABSPATH' ) || exit;
`;

const README = `=== Piano Lessons ===
Contributors: somebody, somebody-else
Tags: music, lessons
Requires at least: 6.6
Tested up to: 7.1
Requires PHP: 8.1
Stable tag: 1.2.0
License: GPL-2.0-or-later
License URI: https://www.gnu.org/licenses/gpl-2.0.html

Lends pianos.

== Description ==

Really.

== Installation ==

Upload it.

== Changelog ==

= 1.2.0 =
* More pianos.
`;

const LINE = '-'.repeat(80);
const GOOD = {
	LICENSE: 'GNU GENERAL PUBLIC LICENSE\n   Version 2, June 1991\n',
	'build/sidecar/THIRD-PARTY-LICENSES.txt': `Others.\n\n${LINE}\nkeys 1.0.0 (MIT)\nstrings 2.0.0 (MIT OR GPL-3.0-only)\n\nMIT License\n`,
	'languages/piano-lessons.pot': 'msgid ""\n',
	'piano-lessons.php': MAIN,
	'readme.txt': README,
	'uninstall.php': "<?php\ndefined( 'WP_UNINSTALL_PLUGIN' ) || exit;\n",
};

/**
 * @param {Record<string, string | null>} changes files with their texts; null takes one out
 * @returns {Promise<string[]>} what was found, as `file: problem`
 */
async function problemsWith(changes) {
	const all = Object.entries({ ...GOOD, ...changes });
	const texts = /** @type {[string, string][]} */ (all.filter(([, text]) => text !== null));
	const files = new Map(texts.map(([path, text]) => [path, Buffer.from(text)]));
	const findings = await checkPlugin({ slug: 'piano-lessons', files });
	return findings.map(({ file, problem }) => `${file}: ${problem}`);
}

/**
 * @param {Record<string, string | null>} changes
 * @param {RegExp} expected the only thing to be found
 */
async function expectOnly(changes, expected) {
	const problems = await problemsWith(changes);
	assert.equal(problems.length, 1, problems.join('\n') || 'nothing was found');
	assert.match(/** @type {string} */ (problems[0]), expected);
}

/** @param {string} from @param {string} to */
const main = (from, to) => ({ 'piano-lessons.php': MAIN.replace(from, to) });
/** @param {string} from @param {string} to */
const readme = (from, to) => ({ 'readme.txt': README.replace(from, to) });

describe('A plugin', () => {
	it('in order is found to be in order', async () => assert.deepEqual(await problemsWith({}), []));

	for (const [path, expected] of /** @type {const} */ ([
		['src/.DS_Store', /hidden files/],
		['.github/copilot.yml', /hidden files/],
		['assets/fonts.zip', /archives/],
		['bin/tool.sh', /programs/],
		['tests/piano.txt', /for developers/],
		['build/blocks/index.js.map', /for developers/],
		['src/piano.scss', /for developers/],
		['assets/my piano.css', /a character in its name/],
		['AGENTS.md', /a text that no site needs/],
		['README.TXT', /differs from readme\.txt by capital letters|by capital letters only/],
	])) {
		it(`must not contain ${path}`, () => expectOnly({ [path]: 'x' }, expected));
	}
	it('must not contain a file of many megabytes', () =>
		expectOnly({ 'assets/all.css': 'a'.repeat(9 * 1024 * 1024) }, /bytes, more than/));
	it('must not contain an empty file', () => expectOnly({ 'assets/a.css': '' }, /is empty/));
});

describe('The header of the main file', () => {
	for (const [from, to, expected] of /** @type {const} */ ([
		['Version:           1.2.0', 'Version: one', /"Version" must be/],
		['GPL-2.0-or-later', 'Proprietary', /"License" must be GPL/],
		['Requires PHP:      8.1', 'Requires PHP: eight', /"Requires PHP" must be a version/],
		[
			'Text Domain:       piano-lessons',
			'Text Domain: piano',
			/"Text Domain" must be the plugin's folder/,
		],
		['Domain Path:       /languages', 'Domain Path: /words', /"Domain Path" must be a folder/],
		['Author:            Somebody', 'Author:', /"Author" must be a name/],
		['Lends pianos to those who practise.', 'Piano.', /"Description" must be/],
	])) {
		it(`must not say "${to}"`, async () => {
			const problems = await problemsWith(main(from, to));
			assert.match(problems.join('\n'), expected);
		});
	}
	it('must not have an address to update from', () =>
		expectOnly(main(' * Author:', ' * Update URI: https://school.example\n * Author:'), /Update URI/));
	it('must not begin with a name that others own', async () => {
		const changes = {
			...main('Piano Lessons', 'Stripe Pianos'),
			...readme('Piano Lessons', 'Stripe Pianos'),
		};
		await expectOnly(changes, /"Stripe Pianos" begins with a name that others own/);
	});
	it('must be there', async () =>
		assert.match(
			(await problemsWith({ 'piano-lessons.php': null })).join('\n'),
			/piano-lessons\.php: is missing/,
		));
});

describe('The readme', () => {
	for (const [from, to, expected] of /** @type {const} */ ([
		[
			'Stable tag: 1.2.0',
			'Stable tag: trunk',
			/says "trunk" as Stable tag, and the main file says "1\.2\.0"/,
		],
		['License: GPL-2.0-or-later', 'License: MIT', /says "MIT" as License/],
		['=== Piano Lessons ===', '=== Pianos ===', /says "Pianos" as name/],
		['Tags: music, lessons', 'Tags: a, b, c, d, e, f', /must have 1 to 5 tags, not 6/],
		['Tags: music, lessons', 'Tags: music, Music', /names a tag twice/],
		['somebody, somebody-else', 'Some Body', /"Contributors" must be/],
		['Tested up to: 7.1', 'Tested up to: 7.1.4', /without patch level/],
		['Lends pianos.', 'Lends pianos. '.repeat(12).trim(), /a short description of 167 characters/],
		['\nLends pianos.\n', '', /has no short description/],
		['== Installation ==\n\nUpload it.', '', /has no section "Installation"/],
		['= 1.2.0 =', '= 1.1.0 =', /does not say in its changelog what is new in 1\.2\.0/],
		['Really.', 'word '.repeat(2600), /has 2600 words in "Description"/],
		[
			'== Changelog ==',
			`== Upgrade Notice ==\n= 1.2.0 =\n${'a'.repeat(301)}\n== Changelog ==`,
			/upgrade notice of more than 300/,
		],
	])) {
		it(`is not accepted with "${to.slice(0, 40)}" for "${from.slice(0, 40).trim()}"`, async () => {
			const problems = await problemsWith(readme(from, to));
			assert.match(problems.join('\n'), expected);
		});
	}
	it('must be there', () => expectOnly({ 'readme.txt': null }, /readme\.txt: is missing/));
});

describe('Licenses', () => {
	const file = 'build/blocks/THIRD-PARTY-LICENSES.txt';
	/** @param {string} entry */
	const others = (entry) => ({ [file]: `Others.\n\n${LINE}\n${entry}` });

	it('must go with the GPL', () =>
		expectOnly(others('chords 1.0.0 (SSPL-1.0)\n\nText.'), /chords is under SSPL-1\.0/));
	it('must be known', () =>
		expectOnly(others('chords 1.0.0 (unknown)\n\nText.'), /chords is under unknown/));
	it('must be complete: all of them count when they are joined by AND', () =>
		expectOnly(others('chords 1.0.0 (MIT AND SSPL-1.0)\n\nText.'), /chords is under MIT AND/));
	it('must come with their texts where they say so', () =>
		expectOnly(others('chords 1.0.0 (ISC)\n'), /the text of the ISC license/));
	it('must name packages', () => expectOnly({ [file]: 'Nobody.' }, /names no package/));
	it('must begin with our own', () =>
		expectOnly({ LICENSE: 'Do what you like.' }, /must be the text of the GPL/));
});

describe('Pages must load nothing from other servers', () => {
	for (const [path, text] of /** @type {const} */ ([
		[
			'src/a.php',
			"<?php\nfinal class A { function b() { wp_enqueue_script( 'x', 'https://files.example/x.js' ); } }",
		],
		[
			'src/b.php',
			"<?php\nfinal class B { function b() { wp_register_style(\n'x',\n'//files.example/x.css' ); } }",
		],
		[
			'templates/c.php',
			"<?php defined( 'ABSPATH' ) || exit; ?><img alt='' src=\"https://files.example/a.png\">",
		],
		['assets/d.css', '@import "https://files.example/d.css";'],
		['assets/e.css', 'a{background:url(//files.example/e.png)}'],
		['assets/f.js', 'import("https://files.example/f.js")'],
		['assets/g.js', 's.src="https://files.example/g.js"'],
		['assets/h.js', 'const font = "https://fonts.googleapis.com/css?family=Piano";'],
		['build/blocks/i/block.json', '{"example":{"attributes":{"url":"https://files.example/i.png"}}}'],
	])) {
		it(path, () => expectOnly({ [path]: text }, /another server|fonts\.googleapis/));
	}
	it('but may link to them, and the sidecar may call them', async () => {
		const changes = {
			'templates/c.php':
				'<?php defined( \'ABSPATH\' ) || exit; ?><a href="https://stripe.com">Stripe</a>',
			'build/sidecar/server.mjs': 'fetch("https://api.stripe.com"); a.href = "https://stripe.com"',
		};
		assert.deepEqual(await problemsWith(changes), []);
	});
});

describe('PHP', () => {
	const file = 'src/a.php';
	/** @param {string} body */
	const inClass = (body) => ({ [file]: `<?php\nfinal class A {\n\tfunction b() {\n\t\t${body}\n\t}\n}\n` });

	for (const [body, expected] of /** @type {const} */ ([
		['eval( $code );', /evaluates text/],
		["return 'http://127.0.0.1:8787';", /the machine that it was written on/],
		["load_plugin_textdomain( 'piano-lessons' );", /which WordPress does itself/],
		["define( 'ALLOW_UNFILTERED_UPLOADS', true );", /uploads/],
		["add_filter( 'site_transient_update_plugins', 'x' );", /updates/],
		[`return '${'a'.repeat(2100)}';`, /as minified code has/],
	])) {
		it(`must not say ${body.slice(0, 50)}`, () => expectOnly(inClass(body), expected));
	}
	it('must not begin with a short tag', () =>
		expectOnly({ [file]: "<?php defined( 'ABSPATH' ) || exit; ?><? echo 1; ?>" }, /short tag/));

	it('may be one long line where it is translations', async () => {
		const translations = `<?php\nreturn ['domain'=>NULL,'messages'=>['a'=>'${'b'.repeat(2100)}','c'=>'d' . "\0" . 'e']];`;
		assert.deepEqual(await problemsWith({ 'languages/piano-lessons-de_DE.l10n.php': translations }), []);
	});

	for (const harmless of [
		'<?php declare( strict_types=1 ); namespace A; use B\\C; final class A { function b() { return "}"; } }',
		'<?php enum A: string { case B = "b"; }',
		'<?php #[A( [ 1 ] )] abstract class B {}',
		"<?php return array('dependencies' => array('react'), 'version' => 'abc', 'is' => true);",
		"<?php namespace A; defined( 'ABSPATH' ) || exit; echo 1;",
		'<?php final class A { function b( $c, $d ) { return "$c [$d]"; } function e() { return 1; } }',
		"<?php if ( ! defined( 'ABSPATH' ) ) { exit; } echo 1;",
		'<?php // Silence.',
	]) {
		it(`may be asked for directly: ${harmless.slice(0, 60)}`, async () =>
			assert.deepEqual(await problemsWith({ [file]: harmless }), []));
	}
	for (const harmful of [
		'<?php echo 1;',
		'<?php function a() {}',
		"<?php echo 1; defined( 'ABSPATH' ) || exit;",
		"<?php if ( defined( 'ABSPATH' ) ) { echo 1; }",
		"<?php // defined( 'ABSPATH' ) || exit;\nadd_action( 'init', 'a' );",
		'<?php final class A {} new A();',
		'<?php #[A] function b() { }',
		'<?php return strtoupper( $_GET["a"] );',
		'<p>Hello</p>',
	]) {
		it(`must not be asked for directly: ${harmful.slice(0, 60)}`, () =>
			expectOnly({ [file]: harmful }, /must end where ABSPATH is not defined/));
	}
	it('must not uninstall for whoever asks', () =>
		expectOnly(
			{ 'uninstall.php': "<?php\ndefined( 'ABSPATH' ) || exit;\ndelete_option( 'a' );" },
			/unless WordPress is deleting/,
		));
});
