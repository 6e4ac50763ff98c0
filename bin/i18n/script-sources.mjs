import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { parse, walk } from './script-messages.mjs';

/** @type {ts.CompilerOptions} */
const OPTIONS = {
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	module: ts.ModuleKind.ESNext,
	allowJs: true,
};

/**
 * @param {ts.Node} node
 * @returns {string | undefined} what it brings into the bundle, now or when it is needed
 */
function importedBy(node) {
	/** @type {ts.Node | undefined} */
	let specifier;
	if (ts.isImportDeclaration(node)) {
		specifier =
			node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? undefined : node.moduleSpecifier;
	} else if (ts.isExportDeclaration(node)) {
		specifier = node.isTypeOnly ? undefined : node.moduleSpecifier;
	} else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
		specifier = node.arguments[0];
	}
	return specifier && ts.isStringLiteralLike(specifier) && specifier.text.startsWith('.')
		? specifier.text
		: undefined;
}

/**
 * All sources of one built script. WordPress loads one translation file per script that it registers, so that what is
 * split off into files of its own (`import()`) belongs to the script that loads it.
 *
 * @param {string} entry path of its first source
 * @param {Map<string, ts.SourceFile>} [parsed] remembers files that several scripts have in common
 * @returns {ts.SourceFile[]}
 */
export function sourcesOf(entry, parsed = new Map()) {
	/** @type {Set<string>} */
	const found = new Set();
	const waiting = [entry];
	for (let file = waiting.pop(); file; file = waiting.pop()) {
		if (found.has(file)) continue;
		found.add(file);
		const source = parsed.get(file) ?? parse(readFileSync(file, 'utf8'), file);
		parsed.set(file, source);
		walk(source, (node) => {
			const name = importedBy(node);
			const resolved =
				name && ts.resolveModuleName(name, source.fileName, OPTIONS, ts.sys).resolvedModule;
			if (resolved) waiting.push(resolved.resolvedFileName);
		});
	}
	return [...found].sort().map((file) => /** @type {ts.SourceFile} */ (parsed.get(file)));
}
