import { run } from '../commands.mjs';
import { fileURLToPath } from 'node:url';
import { textsMatching } from './plugin.mjs';

/** @typedef {import('./plugin.mjs').Finding} Finding */

const PHP = /\.php$/;

/**
 * What Plugin Check forbids in PHP beyond the rules of phpcs.xml.dist.
 *
 * @type {readonly [pattern: RegExp, problem: string][]}
 */
const FORBIDDEN = [
	[/\beval\s*\(/, 'evaluates text as code'],
	[/https?:\/\/(localhost|127\.0\.0\.1)/i, 'names an address of the machine that it was written on'],
	[/\bload_plugin_textdomain\s*\(/, 'loads translations, which WordPress does itself'],
	[/\bALLOW_UNFILTERED_UPLOADS\b/, 'lets uploads through that WordPress would refuse'],
	[/\b(ioncube|sourceguardian|zend_loader|phpshield)\w*/i, 'is or asks for encoded code'],
	[
		/\b(site_transient_update_plugins|pre_set_site_transient_update_plugins|auto_update_plugin)\b/,
		"meddles with WordPress's updates",
	],
	[/<\?(?!php\b|=|xml\b)/, 'begins PHP with a short tag'],
];

const MINIFIED = /[^\n]{2000,}/;
/** Translations as WordPress itself writes them: one array. */
const TRANSLATIONS = /\.l10n\.php$/;

/** @type {import('./plugin.mjs').Rule} */
export function checkPhp(plugin) {
	/** @type {Finding[]} */
	const findings = [];
	for (const [file, text] of textsMatching(plugin, PHP)) {
		if (MINIFIED.test(text) && !TRANSLATIONS.test(file))
			findings.push({
				file,
				problem: 'has a line of more than 2,000 characters, as minified code has',
			});
		for (const [pattern, problem] of FORBIDDEN) if (pattern.test(text)) findings.push({ file, problem });
	}
	if (!/defined\( 'WP_UNINSTALL_PLUGIN' \)/.test(plugin.files.get('uninstall.php')?.toString() ?? ''))
		findings.push({ file: 'uninstall.php', problem: 'must end unless WordPress is deleting the plugin' });
	return findings;
}

/**
 * Files that do something when a browser asks for them past WordPress.
 *
 * @param {import('./plugin.mjs').Plugin} plugin
 * @returns {Promise<Finding[]>}
 */
export async function checkDirectAccess(plugin) {
	const script = fileURLToPath(new URL('direct-access.php', import.meta.url));
	const sources = Object.fromEntries(textsMatching(plugin, PHP));
	const { stdout } = await run('php', [script], { input: JSON.stringify(sources) });
	return /** @type {string[]} */ (JSON.parse(stdout)).map((file) => ({
		file,
		problem: "must end where ABSPATH is not defined: defined( 'ABSPATH' ) || exit;",
	}));
}
