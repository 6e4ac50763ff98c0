import { Engine } from 'php-parser';
import { PHP_FUNCTIONS, messagesOf } from './messages.mjs';

/** @typedef {{ kind: string, loc: { start: { line: number }, end: { line: number } }, [key: string]: unknown }} Node */

/** @param {unknown} value @returns {value is Node} */
const isNode = (value) => typeof value === 'object' && value !== null && 'kind' in value;

/**
 * @param {unknown} value a node, or what holds some
 * @param {(node: Node) => void} visit
 */
function walk(value, visit) {
	if (Array.isArray(value)) {
		for (const item of value) walk(item, visit);
		return;
	}
	if (!isNode(value)) return;
	visit(value);
	for (const [key, child] of Object.entries(value)) {
		// Comments hang at several nodes; the program lists them once.
		if (key !== 'loc' && !/comments$/i.test(key)) walk(child, visit);
	}
}

/** @param {unknown} node @returns {import('./messages.mjs').Argument} */
const argument = (node) =>
	isNode(node) && ['string', 'nowdoc'].includes(node.kind)
		? { text: String(node['value']), line: node.loc.start.line }
		: { text: undefined, line: 0 };

/**
 * @param {string} code
 * @param {string} file named in errors
 * @param {string} domain text domain
 * @returns {import('./messages.mjs').Message[]}
 */
export function phpMessages(code, file, domain) {
	const parser = new Engine({ parser: { extractDoc: true }, ast: { withPositions: true } });
	const program = /** @type {Node} */ (/** @type {unknown} */ (parser.parseCode(code, file)));
	/** @type {import('./messages.mjs').Call[]} */
	const calls = [];
	walk(program['children'], (node) => {
		const what = node['what'];
		const name = node.kind === 'call' && isNode(what) ? String(what['name']).replace(/^\\/, '') : '';
		const signature = PHP_FUNCTIONS[name];
		if (signature) {
			const given = /** @type {unknown[]} */ (node['arguments']).map(argument);
			calls.push({ name, signature, arguments: given, line: node.loc.start.line });
		}
	});
	const comments = /** @type {(Node & { value: string })[]} */ (program['comments']).map(
		({ value, loc }) => ({
			text: value.replace(/^\/[/*]|\*\/$/g, ''),
			line: value.endsWith('\n') ? loc.end.line - 1 : loc.end.line,
		}),
	);
	return messagesOf(calls, comments, domain, file);
}

const HEADERS = { Name: 'Plugin Name', Description: 'Description' };

/**
 * What WordPress translates of a plugin's header.
 *
 * @param {string} code of the plugin's main file
 * @returns {import('./messages.mjs').Message[]}
 */
export const headerMessages = (code) =>
	Object.entries(HEADERS).map(([what, header]) => {
		const text = new RegExp(`^ \\* ${header}: +(.+)$`, 'm').exec(code)?.[1];
		if (!text) throw new Error(`The plugin's header has no "${header}".`);
		return { text, comment: `${what} of the plugin` };
	});
