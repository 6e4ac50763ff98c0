import assert from 'node:assert/strict';
import test from 'node:test';
import { mo } from 'gettext-parser';
import { entriesOf, merge, readCatalog, templateOf, writeCatalog } from '../catalog.mjs';
import { compile } from '../compile.mjs';
import { problemsOf } from '../problems.mjs';

const GERMAN = `msgid ""
msgstr ""
"Language: de_DE\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
`;

const language = (entries = '') => readCatalog(Buffer.from(`${GERMAN}\n${entries}`));

/** @param {Partial<import('../project-messages.mjs').Found>[]} messages */
const template = (messages) =>
	templateOf(messages.map((message) => ({ text: '', reference: 'src/A.php', ...message })));

/** @param {string} entries of the language */
const problems = (entries) => problemsOf(language(entries));

test('a text that stands in several places is one, with all places and comments', () => {
	const catalog = template([
		{ text: 'Seat', reference: 'src/A.php', comment: 'translators: a chair' },
		{ text: 'Seat', reference: 'build/b.js' },
		{ text: 'Seat', reference: 'src/A.php', comment: 'translators: a chair' },
		{ text: 'Seat', context: 'verb' },
	]);
	assert.equal(entriesOf(catalog.translations).length, 2);
	const { comments } = catalog.translations['']?.['Seat'] ?? {};
	assert.equal(comments?.reference, 'src/A.php\nbuild/b.js');
	assert.equal(comments?.extracted, 'translators: a chair');
});

test('a text with and without a plural is one; two plurals are a mistake', () => {
	const catalog = template([
		{ text: '%d seat' },
		{ text: '%d seat', plural: '%d seats' },
		{ text: '%d seat' },
	]);
	assert.equal(catalog.translations['']?.['%d seat']?.msgid_plural, '%d seats');
	assert.throws(
		() =>
			template([
				{ text: 'x', plural: 'xs' },
				{ text: 'x', plural: 'xes' },
			]),
		/"x" has two plurals/,
	);
});

test('a language keeps what it has, gets what is new, and remembers what is gone', () => {
	const known = language('msgid "Seat"\nmsgstr "Platz"\n\nmsgid "Gone"\nmsgstr "Weg"\n');
	const first = merge(known, template([{ text: 'Seat' }, { text: 'New' }]));
	assert.deepEqual(first.translations['']?.['Seat']?.msgstr, ['Platz']);
	assert.deepEqual(first.translations['']?.['New']?.msgstr, ['']);
	assert.equal(first.translations['']?.['Gone'], undefined);

	const written = readCatalog(Buffer.from(writeCatalog(first)));
	const again = merge(written, template([{ text: 'Gone' }]));
	assert.deepEqual(again.translations['']?.['Gone']?.msgstr, ['Weg']);
	assert.deepEqual(again.obsolete?.['']?.['Seat']?.msgstr, ['Platz']);
});

test('merging twice changes nothing', () => {
	const messages = template([
		{ text: 'Seat', comment: 'translators: a chair' },
		{ text: 'New', context: 'adjective' },
	]);
	const once = writeCatalog(merge(language('# By hand.\nmsgid "Seat"\nmsgstr "Platz"\n'), messages));
	assert.match(once, /# By hand\./);
	assert.equal(writeCatalog(merge(readCatalog(Buffer.from(once)), messages)), once);
});

test('a text that gets another plural must be translated again', () => {
	const known = language(
		'msgid "%d seat"\nmsgid_plural "%d seats"\nmsgstr[0] "%d Platz"\nmsgstr[1] "%d Plätze"\n',
	);
	const merged = merge(known, template([{ text: '%d seat', plural: '%d chairs' }]));
	assert.deepEqual(merged.translations['']?.['%d seat']?.msgstr, ['', '']);
});

test('what is missing, doubtful or breaks a sentence is a problem', () => {
	assert.deepEqual(problems('msgid "A"\nmsgstr ""\n'), ['"A" is not translated.']);
	assert.deepEqual(problems('#, fuzzy\nmsgid "A"\nmsgstr "B"\n'), ['"A" is marked as fuzzy.']);
	assert.deepEqual(problems('msgid "%s of %s"\nmsgstr "%s"\n'), [
		'"%s of %s" has other placeholders or tags.',
	]);
	assert.deepEqual(problems('msgid "<b>A</b>"\nmsgstr "<b>B"\n'), [
		'"<b>A</b>" has other placeholders or tags.',
	]);
	assert.deepEqual(problems('msgid "A "\nmsgstr "B"\n'), ['"A " begins or ends with other space.']);
	const plural = 'msgid "%d seat"\nmsgid_plural "%d seats"\n';
	assert.deepEqual(problems(`${plural}msgstr[0] "%d Platz"\n`), ['"%d seat" is not translated.']);
	assert.deepEqual(problems(`${plural}msgstr[0] "%d Platz"\nmsgstr[1] "Plätze"\n`), [
		'"%d seat" has other placeholders or tags.',
	]);
});

test('a good translation is none: placeholders may change places, and one needs no number', () => {
	assert.deepEqual(problems('msgid "%1$s by %2$s"\nmsgstr "%2$s: %1$s"\n'), []);
	assert.deepEqual(
		problems('msgid "%d seat"\nmsgid_plural "%d seats"\nmsgstr[0] "Ein Platz"\nmsgstr[1] "%d Plätze"\n'),
		[],
	);
});

const COMPILED = compile(
	language(`
#: src/A.php
#: build/blocks/a/view.js
msgid "Seat"
msgstr "Platz"

#: build/blocks/a/view.js
#: build/blocks/b/index.js
msgctxt "noun"
msgid "It's"
msgstr "Es ist’s \\\\ 'so'"

#: build/blocks/b/index.js
msgid "%d seat"
msgid_plural "%d seats"
msgstr[0] "%d Platz"
msgstr[1] "%d Plätze"

#: build/blocks/b/index.js
msgid "Not yet"
msgstr ""

#: @wordpress/dataviews
msgid "Search"
msgstr "Suchen"
`),
	'de_DE',
);
const text = (/** @type {string} */ name) => String(COMPILED.get(`cohort-enrollment-de_DE${name}`));

test('every script gets one file with its own texts, named as WordPress looks for it', () => {
	// md5 of build/blocks/a/view.js and build/blocks/b/index.js, by md5sum.
	assert.deepEqual([...COMPILED.keys()].sort(), [
		'cohort-enrollment-de_DE-a76c4eff1e6da34a495b8e4c65e8f41c.json',
		'cohort-enrollment-de_DE-dataviews.json',
		'cohort-enrollment-de_DE-f579436268af2d2b54901b028adb14f7.json',
		'cohort-enrollment-de_DE.l10n.php',
		'cohort-enrollment-de_DE.mo',
	]);
	const file = JSON.parse(text('-a76c4eff1e6da34a495b8e4c65e8f41c.json'));
	assert.equal(file.source, 'build/blocks/b/index.js');
	assert.deepEqual(file.locale_data.messages, {
		'': { domain: 'messages', lang: 'de_DE', 'plural-forms': 'nplurals=2; plural=(n != 1);' },
		'%d seat': ['%d Platz', '%d Plätze'],
		"noun\u0004It's": ["Es ist’s \\ 'so'"],
	});
	assert.deepEqual(Object.keys(JSON.parse(text('-dataviews.json')).locale_data.messages), ['', 'Search']);
});

test('what is not translated is left out of what WordPress reads', () => {
	for (const [name, content] of COMPILED) assert.ok(!content.includes('Not yet'), name);
});

test('the .mo file holds contexts and plural forms', () => {
	const file = COMPILED.get('cohort-enrollment-de_DE.mo');
	const { translations } = mo.parse(/** @type {Buffer} */ (file));
	assert.deepEqual(translations['']?.['%d seat']?.msgstr, ['%d Platz', '%d Plätze']);
	assert.deepEqual(translations['noun']?.["It's"]?.msgstr, ["Es ist’s \\ 'so'"]);
});
