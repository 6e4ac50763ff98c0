import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTestTitles, titlesIn } from './test-titles';

const REPOSITORY = join(__dirname, '../..');
const DOCUMENT = join(__dirname, '../PAYMENT-CASES.md');
const LAST_CASE = 71;

/** `case 12: …`; a title that begins with anything else about cases is a slip. */
const CASE = /^case (\d+): /;
const SLIP = /^cases?\W*\d/i;

const titles = readTestTitles(REPOSITORY);
const numbered = titles.flatMap(({ file, titles: chain }) =>
	chain.flatMap((title) => {
		const number = CASE.exec(title)?.[1];
		return number === undefined ? [] : [{ number: Number(number), file }];
	}),
);

/** Files with tests of a case, each once, in the order of the alphabet. */
const filesOf = (wanted: number): string[] =>
	[...new Set(numbered.filter(({ number }) => number === wanted).map(({ file }) => file))].sort();

const ALL = Array.from({ length: LAST_CASE }, (_, index) => index + 1);

interface Row {
	number: number;
	name: string;
	expected: string;
	proof: string;
}

const ROW = /^\| *(\d+) *\| *(.+?) *\| *(.+?) *\| *(.*?) *\|$/gm;

const readRows = (document: string): Row[] =>
	[...document.matchAll(ROW)].map(([, number, name = '', expected = '', proof = '']) => ({
		number: Number(number),
		name,
		expected,
		proof,
	}));

const proofOf = (number: number): string =>
	filesOf(number)
		.map((file) => `\`${file}\``)
		.join(', ');

const withProofs = (document: string): string =>
	document.replace(
		ROW,
		(_, number: string, name: string, expected: string) =>
			`| ${number} | ${name} | ${expected} | ${proofOf(Number(number))} |`,
	);

test('tests are found with the titles of their suites, whatever they are called by, and skipped ones are not', () => {
	const source = `
		describe('case 1: a suite', () => {
			test('one', () => {});
			it.each([1])('two %s', () => {});
			test.skip('never', () => {});
		});
		test.describe.serial('in a browser', () => { test(\`three\`, async ({ page }) => {}); });
		describe.skip('left out', () => { test('never', () => {}); });
		test.each\`a\${1}\`('four', () => {});
		describe.each([2])('five', () => { for (const name of []) test(\`six \${name}\`, () => {}); });
		call('case 2: no test');
		test.use({ viewport: null });
		test.todo('never');
	`;
	expect(titlesIn(source, 'a.test.ts').map(({ titles: chain }) => chain.join(' > '))).toEqual([
		'case 1: a suite > one',
		'case 1: a suite > two %s',
		'in a browser > three',
		'four',
		'five > six ${name}',
	]);
});

test('every case has a test that bears its number', () => {
	expect(ALL.filter((number) => filesOf(number).length === 0)).toEqual([]);
});

test('no test bears the number of a case that there is not', () => {
	expect(numbered.filter(({ number }) => number < 1 || number > LAST_CASE)).toEqual([]);
});

test('a title that begins with a case begins with one number and a colon', () => {
	const slips = titles
		.flatMap(({ file, titles: chain }) => chain.map((title) => ({ file, title })))
		.filter(({ title }) => SLIP.test(title) && !CASE.test(title));
	expect(slips).toEqual([]);
});

test('the table names every case once, in order, with the files that prove it (UPDATE_PAYMENT_CASES=1 writes them)', () => {
	if (process.env['UPDATE_PAYMENT_CASES'] === '1') {
		writeFileSync(DOCUMENT, withProofs(readFileSync(DOCUMENT, 'utf8')));
	}
	const rows = readRows(readFileSync(DOCUMENT, 'utf8'));
	expect(rows.map(({ number }) => number)).toEqual(ALL);
	expect(rows.map(({ number, proof }) => `${number}: ${proof}`)).toEqual(
		ALL.map((number) => `${number}: ${proofOf(number)}`),
	);
});
