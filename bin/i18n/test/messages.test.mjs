import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test from 'node:test';
import { blockMessages } from '../block-messages.mjs';
import { headerMessages, phpMessages } from '../php-messages.mjs';
import { parse, scriptMessages } from '../script-messages.mjs';
import { sourcesOf } from '../script-sources.mjs';

const ofPhp = (/** @type {string} */ code) => phpMessages(`<?php\n${code}`, 'test.php', 'ours');
const ofScript = (/** @type {string} */ code) => scriptMessages(parse(code, 'test.tsx'), 'ours');

test('every translating function of PHP is read, with context, plural and escaped quotes', () => {
	assert.deepEqual(
		ofPhp(String.raw`
			esc_html_e( 'It\'s on', 'ours' );
			printf( esc_attr__( "Two\nlines", 'ours' ) );
			_x( 'Post', 'verb', 'ours' );
			_n( '%d seat', '%d seats', $n, 'ours' );
			_nx( '%d run', '%d runs', $n, 'course', 'ours' );
			$later = _n_noop( 'one', 'many', 'ours' );`),
		[
			{ text: "It's on" },
			{ text: 'Two\nlines' },
			{ text: 'Post', context: 'verb' },
			{ text: '%d seat', plural: '%d seats' },
			{ text: '%d run', plural: '%d runs', context: 'course' },
			{ text: 'one', plural: 'many' },
		],
	);
});

test('texts within HTML, attributes, closures, enums and match are found', () => {
	const code = `<?php enum Kind { case A; public function label(): string { return match ( $this ) { self::A => __( 'A', 'ours' ) }; } }
		$f = static fn() => __( 'B', 'ours' ); ?>
		<p title="<?php esc_attr_e( 'C', 'ours' ); ?>"><?= esc_html__( 'D', 'ours' ) ?></p>`;
	assert.deepEqual(
		phpMessages(code, 'test.php', 'ours').map(({ text }) => text),
		['A', 'B', 'C', 'D'],
	);
});

test('texts of another domain are not ours', () => {
	assert.deepEqual(ofPhp(`__( 'Theirs', 'theirs' ); __( "WordPress's" );`), []);
	assert.deepEqual(ofScript(`__('Theirs', 'theirs'); __('WordPress’s');`), []);
});

test('texts without a domain can be asked for, as a bundler writes them', () => {
	const code = `(0, i18n.__)("Search"); /* translators: %s: a name */ (0, import_i18n.sprintf)(__2("Edit %s"), name); __('Ours', 'ours');`;
	assert.deepEqual(scriptMessages(parse(code, 'bundle.js'), undefined), [
		{ text: 'Search', comment: 'translators: %s: a name' },
		{ text: 'Edit %s' },
	]);
});

test('every translating function of scripts is read', () => {
	assert.deepEqual(
		ofScript(`
			const a = <p title={_x('Post', 'verb', 'ours')}>{__('It’s on', 'ours')}</p>;
			sprintf(_n('%d seat', '%d seats', count, 'ours'), count);
			wp.i18n._nx('%d run', '%d runs', count, 'course', 'ours');`),
		[
			{ text: 'Post', context: 'verb' },
			{ text: 'It’s on' },
			{ text: '%d seat', plural: '%d seats' },
			{ text: '%d run', plural: '%d runs', context: 'course' },
		],
	);
});

test('a comment for translators goes with the text that stands right after it', () => {
	const comment = 'translators: %s: a name';
	assert.equal(
		ofPhp(`return sprintf(\n/* translators: %s: a name */\n__( 'Hello %s', 'ours' ), $a );`)[0]?.comment,
		comment,
	);
	assert.equal(
		ofPhp(`// translators: %s: a name\necho sprintf( __( 'Hello %s', 'ours' ), $a );`)[0]?.comment,
		comment,
	);
	assert.equal(
		ofScript(`sprintf(\n\t/* translators: %s: a name */\n\t__('Hello %s', 'ours'),\n\tname,\n)`)[0]
			?.comment,
		comment,
	);
	assert.equal(
		ofScript(`is ? /* translators: %s: a name */\n\tsprintf(__('Hello %s', 'ours'), name) : ''`)[0]
			?.comment,
		comment,
	);
});

test('a comment for translators that belongs to nothing is refused', () => {
	const lost = /test\.php:2: no text stands right after this comment: translators: %s: a name/;
	assert.throws(() => ofPhp(`/* translators: %s: a name */\n\n\n__( 'Hello %s', 'ours' );`), lost);
});

test('a text that only exists at run time is refused, with its place', () => {
	assert.throws(
		() => ofPhp(`\n__( $text, 'ours' );`),
		/test\.php:3: argument 1 of __\(\) is not a literal/,
	);
	assert.throws(() => ofScript("\n__(`${a} b`, 'ours')"), /test\.tsx:2: argument 1 of __\(\)/);
	assert.throws(() => ofScript("_n('one', many, 2, 'ours')"), /argument 2 of _n\(\)/);
});

test('of a block everything that its author writes is read, with WordPress’s contexts', () => {
	const block = {
		title: 'List',
		description: 'Lists',
		keywords: ['a', 'b'],
		styles: [{ label: 'Round' }],
		variations: [{ title: 'Rows', description: 'In rows', keywords: ['c'] }, {}],
	};
	assert.deepEqual(
		blockMessages(block).map(({ context, text }) => `${context}: ${text}`),
		[
			'block title: List',
			'block description: Lists',
			'block keyword: a',
			'block keyword: b',
			'block style label: Round',
			'block variation title: Rows',
			'block variation description: In rows',
			'block variation keyword: c',
		],
	);
});

test('name and description of the plugin are texts, too', () => {
	const header = '/**\n * Plugin Name:       Ours\n * Description:       Does it.\n */';
	assert.deepEqual(
		headerMessages(header).map(({ text }) => text),
		['Ours', 'Does it.'],
	);
	assert.throws(() => headerMessages('/**\n * Plugin Name: Ours\n */'), /no "Description"/);
});

test('a script has the texts of all that it imports, also of what it loads only when it is needed', () => {
	const folder = mkdtempSync(join(tmpdir(), 'i18n-'));
	try {
		mkdirSync(join(folder, 'part'));
		const files = {
			'index.tsx': `import { a } from './a';\nimport type { T } from './types';\nimport './style.scss';\nconst later = () => import('./part');`,
			'a.ts': `export * from './b';\nimport { x } from '@wordpress/i18n';`,
			'b.tsx': `import './index';`,
			'types.ts': `export type T = string;`,
			'part/index.ts': `__('Later', 'ours')`,
			'alone.ts': ``,
		};
		for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
		const found = sourcesOf(join(folder, 'index.tsx'));
		assert.deepEqual(found.map(({ fileName }) => basename(fileName)).sort(), [
			'a.ts',
			'b.tsx',
			'index.ts',
			'index.tsx',
		]);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
