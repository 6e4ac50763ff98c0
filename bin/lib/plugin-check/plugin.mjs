/**
 * A plugin as it is shipped.
 *
 * @typedef {object} Plugin
 * @property {string} slug name of its folder, and of its main file
 * @property {import('../plugin-zip/contents.mjs').PluginFiles} files
 */

/**
 * What is wrong with a plugin.
 *
 * @typedef {object} Finding
 * @property {string} file
 * @property {string} problem in words, with what is expected
 */

/**
 * One rule, or several about one thing. What they ask for comes from WordPress's own Plugin Check
 * (https://github.com/WordPress/plugin-check/blob/trunk/docs/checks.md) and the guidelines of its plugin directory
 * (https://developer.wordpress.org/plugins/wordpress-org/detailed-plugin-guidelines/).
 *
 * @typedef {(plugin: Plugin) => Finding[]} Rule
 */

/**
 * @param {Plugin} plugin
 * @param {string} path
 * @returns {string} '' when there is no such file
 */
export const textOf = ({ files }, path) => files.get(path)?.toString('utf8') ?? '';

/**
 * Header fields as WordPress's get_file_data() finds them, in the first 8 KiB of a file.
 *
 * @param {string} text
 * @param {string} field such as `Requires PHP`
 * @returns {string} '' without one
 */
export const headerField = (text, field) =>
	new RegExp(`^(?:[ \\t]*<\\?php)?[ \\t/*#@]*${field}:(.*)$`, 'mi')
		.exec(text.slice(0, 8192))?.[1]
		?.trim() ?? '';

/**
 * @param {Plugin} plugin
 * @param {RegExp} pattern of paths
 * @returns {[path: string, text: string][]}
 */
export const textsMatching = ({ files }, pattern) =>
	[...files].filter(([path]) => pattern.test(path)).map(([path, bytes]) => [path, bytes.toString('utf8')]);
