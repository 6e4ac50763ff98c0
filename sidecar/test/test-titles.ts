import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A test that runs, and what it is called: the titles of its suites, outermost first, then its own. */
export interface TestTitle {
	/** From the root of the repository. */
	file: string;
	titles: string[];
}

const SUITES = new Set(['describe']);
const TESTS = new Set(['test', 'it']);
/** What is written behind a dot and still is a test, or a suite of them, that runs. */
const RUNS = new Set(['each', 'describe', 'only', 'concurrent', 'serial', 'parallel', 'failing']);
const TEST_FILE = /(\.(test|spec)\.tsx?|_Test\.php)$/;
const LEFT_OUT = new Set(['node_modules', 'build', 'vendor']);

/** Names in a call's chain: `test.describe.serial('…')` gives `['test', 'describe', 'serial']`. */
const chainOf = (callee: ts.Expression): string[] => {
	if (ts.isIdentifier(callee)) {
		return [callee.text];
	}
	if (ts.isPropertyAccessExpression(callee)) {
		return [...chainOf(callee.expression), callee.name.text];
	}
	// `test.each([…])('…')`, `test.each<Row>`…`('…')`.
	if (ts.isCallExpression(callee)) {
		return chainOf(callee.expression);
	}
	return ts.isTaggedTemplateExpression(callee) ? chainOf(callee.tag) : [];
};

const titleOf = ({ arguments: [first] }: ts.CallExpression): string | null =>
	first &&
	(ts.isStringLiteral(first) || ts.isTemplateExpression(first) || ts.isNoSubstitutionTemplateLiteral(first))
		? first.getText().slice(1, -1)
		: null;

const kindOf = (callee: ts.Expression): 'suite' | 'test' | null => {
	const [root = '', ...rest] = chainOf(callee);
	if (!rest.every((name) => RUNS.has(name))) {
		return null;
	}
	if (SUITES.has(root) || (TESTS.has(root) && rest.includes('describe'))) {
		return 'suite';
	}
	return TESTS.has(root) ? 'test' : null;
};

/** Titles of the tests in TypeScript, without those that are skipped. */
export const titlesIn = (source: string, file: string): TestTitle[] => {
	const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
	const found: TestTitle[] = [];
	const visit = (node: ts.Node, suites: string[]): void => {
		if (!ts.isCallExpression(node)) {
			ts.forEachChild(node, (child) => visit(child, suites));
			return;
		}
		const [title, is] = [titleOf(node), kindOf(node.expression)];
		if (title !== null && is === 'test') {
			found.push({ file, titles: [...suites, title] });
			return;
		}
		const [root = '', ...rest] = chainOf(node.expression);
		const isSkippedSuite = (SUITES.has(root) || rest.includes('describe')) && is === null;
		if (!isSkippedSuite) {
			const inside = title !== null && is === 'suite' ? [...suites, title] : suites;
			ts.forEachChild(node, (child) => visit(child, inside));
		}
	};
	visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind), []);
	return found;
};

/** Names of PHPUnit's data sets, which is where our PHP tests have sentences. */
const titlesInPhp = (source: string, file: string): TestTitle[] =>
	[...source.matchAll(/^\s*'([^']+)'\s*=>/gm)].map(([, title = '']) => ({ file, titles: [title] }));

const testFiles = (folder: string): string[] =>
	readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) {
			return LEFT_OUT.has(entry.name) ? [] : testFiles(path);
		}
		return TEST_FILE.test(entry.name) ? [path] : [];
	});

/** Titles of all tests of the repository, of which the folder is given. */
export const readTestTitles = (repository: string): TestTitle[] =>
	['sidecar', 'blocks', 'plugin']
		.flatMap((folder) => testFiles(join(repository, folder)))
		.flatMap((path) => {
			const source = readFileSync(path, 'utf8');
			const file = relative(repository, path);
			return file.endsWith('.php') ? titlesInPhp(source, file) : titlesIn(source, file);
		});
