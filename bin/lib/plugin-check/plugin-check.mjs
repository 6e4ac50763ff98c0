import { checkAssets } from './assets.rules.mjs';
import { checkFiles } from './files.rules.mjs';
import { checkHeader } from './header.rules.mjs';
import { checkLicenses } from './licenses.rules.mjs';
import { checkDirectAccess, checkPhp } from './php.rules.mjs';
import { checkReadme } from './readme.rules.mjs';

/** @type {readonly import('./plugin.mjs').Rule[]} */
const RULES = [checkFiles, checkHeader, checkReadme, checkLicenses, checkAssets, checkPhp];

/**
 * Looks at a plugin as WordPress's directory does, so far as that can be done without WordPress. What its Plugin Check
 * leaves to PHP_CodeSniffer stands in plugin/phpcs.xml.dist.
 *
 * @param {import('./plugin.mjs').Plugin} plugin
 * @param {{ php?: boolean }} [options] `php`: whether there is PHP, without which one of the rules cannot be asked
 * @returns {Promise<import('./plugin.mjs').Finding[]>}
 */
export async function checkPlugin(plugin, { php = true } = {}) {
	return [...RULES.flatMap((rule) => rule(plugin)), ...(php ? await checkDirectAccess(plugin) : [])];
}
