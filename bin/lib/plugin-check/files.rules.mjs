/** @typedef {import('./plugin.mjs').Finding} Finding */

const KIBIBYTE = 1024;
/** The directory takes zips up to 10 MB; what unpacks to more than this is a mistake long before that. */
const LARGEST_FILE = 8 * 1024 * KIBIBYTE;

const ARCHIVES = /\.(zip|gz|tgz|rar|tar|7z|bz2|xz|phar)$/i;
const PROGRAMS =
	/\.(a|bin|bpk|deploy|dist|distz|dmg|dms|dump|elc|exe|iso|lha|lrf|lzh|o|obj|pkg|sh|so|dll|bat|cmd|node)$/i;
const DEVELOPMENT =
	/(^|\/)(node_modules|tests?|__tests__|composer\.(json|lock)|package(-lock)?\.json|tsconfig[^/]*\.json|[^/]*\.(test|spec)\.\w+|[^/]*\.(tsx?|scss|map|log|bak|orig|swp))(\/|$)/i;
/** Markdown in the plugin's folder that is about the plugin. */
const KNOWN_MARKDOWN = /^(readme|changelog|license|licence|contributing|security)\.md$/i;

/**
 * @param {string} path
 * @returns {string | undefined}
 */
function nameProblem(path) {
	if (path.split('/').some((part) => part.startsWith('.'))) return 'hidden files are not permitted';
	if (ARCHIVES.test(path)) return 'archives are not permitted';
	if (PROGRAMS.test(path)) return 'programs are not permitted';
	if (DEVELOPMENT.test(path)) return 'is for developers, not for sites';
	if (!/^[\w./-]+$/.test(path)) return 'has a character in its name that some systems do not take';
	if (/^[^/]+\.md$/i.test(path) && !KNOWN_MARKDOWN.test(path)) return 'is a text that no site needs';
	return undefined;
}

/** @type {import('./plugin.mjs').Rule} */
export function checkFiles({ files }) {
	/** @type {Finding[]} */
	const findings = [];
	/** @type {Map<string, string>} */
	const seen = new Map();
	for (const [file, { length }] of files) {
		const problem = nameProblem(file);
		if (problem) findings.push({ file, problem });
		if (length > LARGEST_FILE)
			findings.push({ file, problem: `has ${length} bytes, more than ${LARGEST_FILE}` });
		if (length === 0) findings.push({ file, problem: 'is empty' });
		const twin = seen.get(file.toLowerCase());
		if (twin) findings.push({ file, problem: `differs from ${twin} by capital letters only` });
		seen.set(file.toLowerCase(), file);
	}
	return findings;
}
