import ts from 'typescript';
import { SCRIPT_FUNCTIONS, messagesOf } from './messages.mjs';

/**
 * @param {string} code TypeScript or JavaScript
 * @param {string} file its name says which
 */
export const parse = (code, file) => ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);

/**
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} visit
 */
export function walk(node, visit) {
	visit(node);
	node.forEachChild((child) => walk(child, visit));
}

/**
 * Name of what is called: `__()`, `wp.i18n.__()`, and `(0, i18n.__)()`, `__2()` of a bundler.
 *
 * @param {ts.Expression} callee
 * @returns {string}
 */
function nameOf(callee) {
	if (ts.isParenthesizedExpression(callee)) return nameOf(callee.expression);
	if (ts.isBinaryExpression(callee)) return nameOf(callee.right);
	if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
	return ts.isIdentifier(callee) ? callee.text.replace(/\d+$/, '') : '';
}

/**
 * @param {ts.SourceFile} source
 * @returns {import('./messages.mjs').Comment[]}
 */
function commentsOf(source) {
	/** @type {Map<number, import('./messages.mjs').Comment>} */
	const comments = new Map();
	walk(source, (node) => {
		const start = node.getFullStart();
		// On the line of what stands before them, TypeScript calls comments trailing ones.
		const leading = ts.getLeadingCommentRanges(source.text, start) ?? [];
		const trailing = ts.getTrailingCommentRanges(source.text, start) ?? [];
		for (const { pos, end } of [...leading, ...trailing]) {
			const text = source.text.slice(pos, end).replace(/^\/[/*]|\*\/$/g, '');
			comments.set(pos, { text, line: source.getLineAndCharacterOfPosition(end).line + 1 });
		}
	});
	return [...comments.values()];
}

/**
 * @param {ts.SourceFile} source
 * @param {string | undefined} domain text domain; undefined for texts without one
 * @returns {import('./messages.mjs').Message[]}
 */
export function scriptMessages(source, domain) {
	/** @type {import('./messages.mjs').Call[]} */
	const calls = [];
	const lineOf = (/** @type {ts.Node} */ node) =>
		source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
	walk(source, (node) => {
		const name = ts.isCallExpression(node) ? nameOf(node.expression) : '';
		const signature = Object.hasOwn(SCRIPT_FUNCTIONS, name) ? SCRIPT_FUNCTIONS[name] : undefined;
		if (signature && ts.isCallExpression(node)) {
			const given = node.arguments.map((argument) => ({
				text: ts.isStringLiteralLike(argument) ? argument.text : undefined,
				line: lineOf(argument),
			}));
			calls.push({ name, signature, arguments: given, line: lineOf(node) });
		}
	});
	return messagesOf(calls, commentsOf(source), domain, source.fileName);
}
