import { textsMatching } from './plugin.mjs';

/** @typedef {import('./plugin.mjs').Finding} Finding */

/**
 * Ways in which a page, a script or a style sheet loads something from another server. Links that a person follows are
 * none of them.
 *
 * @type {readonly [what: string, files: RegExp, pattern: RegExp][]}
 */
const LOADERS = [
	[
		'a script or style',
		/\.php$/,
		/wp_(?:enqueue|register)_(?:script|style|script_module)\s*\([^;]*?['"](?:https?:)?\/\//g,
	],
	['a script', /\.(php|js|html)$/, /<script[^>]+src=\\?["'](?:https?:)?\/\//gi],
	['a style or icon', /\.(php|js|html)$/, /<link[^>]+href=\\?["'](?:https?:)?\/\//gi],
	[
		'an image or frame',
		/\.(php|js|html)$/,
		/<(?:img|iframe|video|audio|source|embed|object)[^>]+(?:src|data)=\\?["'](?:https?:)?\/\//gi,
	],
	['a file', /\.css$/, /(?:url\(\s*["']?|@import\s+["'])(?:https?:)?\/\//gi],
	['a module', /\.js$/, /\bimport\s*\(\s*["'](?:https?:)?\/\//g],
	['a script', /\.js$/, /\bimportScripts\s*\(\s*["'](?:https?:)?\/\//g],
	['a file', /\.js$/, /\.(?:src|href)\s*=\s*["'](?:https?:)?\/\//g],
	['an image', /\.html?$|block\.json$/, /"(?:url|src|icon)"\s*:\s*"(?:https?:)?\/\//g],
];

/** Servers that give files to other people's pages. They have no other use, so that their name is enough. */
const FILE_SERVERS =
	/\b(fonts\.googleapis\.com|fonts\.gstatic\.com|ajax\.googleapis\.com|unpkg\.com|cdn\.jsdelivr\.net|cdnjs\.cloudflare\.com|use\.fontawesome\.com|kit\.fontawesome\.com|maxcdn\.bootstrapcdn\.com|code\.jquery\.com|esm\.sh|cdn\.skypack\.dev|picsum\.photos|placehold\.co|placekitten\.com|via\.placeholder\.com)\b/g;

/** The sidecar shows nothing to anybody. */
const SHOWN = /^(?!build\/sidecar\/).*\.(php|js|css|html|json)$/;

/** @type {import('./plugin.mjs').Rule} */
export function checkAssets(plugin) {
	/** @type {Finding[]} */
	const findings = [];
	for (const [file, text] of textsMatching(plugin, SHOWN)) {
		for (const [what, files, pattern] of LOADERS) {
			const found = files.test(file) ? text.match(pattern)?.[0] : undefined;
			if (found)
				findings.push({ file, problem: `loads ${what} from another server: ${found.slice(-80)}…` });
		}
		const server = text.match(FILE_SERVERS)?.[0];
		if (server) findings.push({ file, problem: `loads from ${server}` });
	}
	return findings;
}
