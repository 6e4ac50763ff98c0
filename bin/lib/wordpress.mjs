import { cpSync, existsSync, lstatSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo, isRoot } from './accounts.mjs';
import { run } from './commands.mjs';
import { Failure } from './failure.mjs';
import { copyWordpress } from './wordpress-files.mjs';
import { PROJECT, ensureDirectory } from './project.mjs';

/** Of the plugin's folder among WordPress's plugins. */
export const PLUGIN_SLUG = 'cohort-enrollment';

const SCRIPTS = join(PROJECT, 'bin', 'wordpress');

/**
 * @typedef {object} Wordpress
 * @property {string} directory
 * @property {string} siteUrl
 * @property {string} sidecarUrl
 * @property {string} salt
 * @property {string} debugLog
 * @property {string} mail folder of the mails that the demo site "sent"
 * @property {{ host: string, port: number, name: string, user: string, password: string, prefix: string }} database
 * @property {Record<string, string | boolean | number | undefined>} [constants] of wp-config.php beside or instead of
 *   the usual ones; undefined leaves one out
 * @property {import('./accounts.mjs').Account | undefined} as
 * @property {string} log
 */

/** @typedef {Pick<Wordpress, 'directory' | 'siteUrl' | 'as' | 'log'>} ReadyWordpress one that has its wp-config.php */

/** @param {string} text */
const quoted = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** @param {Wordpress} wordpress */
function configuration(wordpress) {
	const { database } = wordpress;
	const salts = [
		'AUTH_KEY',
		'SECURE_AUTH_KEY',
		'LOGGED_IN_KEY',
		'NONCE_KEY',
		'AUTH_SALT',
		'SECURE_AUTH_SALT',
		'LOGGED_IN_SALT',
		'NONCE_SALT',
	];
	/** @type {Record<string, string | boolean | number | undefined>} */
	const constants = {
		DB_NAME: database.name,
		DB_USER: database.user,
		DB_PASSWORD: database.password,
		DB_HOST: `${database.host}:${database.port}`,
		DB_CHARSET: 'utf8mb4',
		DB_COLLATE: 'utf8mb4_unicode_520_ci',
		...Object.fromEntries(salts.map((name) => [name, `${name}-${wordpress.salt}`])),
		WP_HOME: wordpress.siteUrl,
		WP_SITEURL: wordpress.siteUrl,
		WP_ENVIRONMENT_TYPE: 'local',
		WP_DEBUG: true,
		WP_DEBUG_LOG: wordpress.debugLog,
		WP_DEBUG_DISPLAY: false,
		WP_HTTP_BLOCK_EXTERNAL: true,
		AUTOMATIC_UPDATER_DISABLED: true,
		DISALLOW_FILE_MODS: true,
		COHORT_ENROLLMENT_SIDECAR_URL: wordpress.sidecarUrl,
		COHORT_ENROLLMENT_DEMO_MAIL: wordpress.mail,
		...wordpress.constants,
	};
	const lines = Object.entries(constants)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `define( '${name}', ${typeof value === 'string' ? quoted(value) : value} );`);
	return `<?php
// Written by bin/start.mjs; it is written again at every start.
${lines.join('\n')}
$table_prefix = ${quoted(database.prefix)};
if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
`;
}

/**
 * Puts a fresh WordPress in place; what was there is deleted.
 *
 * @param {Wordpress} wordpress
 * @param {string} tree the fetched WordPress
 */
export async function placeWordpress(wordpress, tree) {
	await copyWordpress(tree, wordpress.directory);
	giveTo(join(wordpress.directory, 'wp-content', 'uploads'), wordpress.as);
}

/**
 * Writes what depends on this start: `wp-config.php` and the demo's must-use plugin.
 *
 * @param {Wordpress} wordpress
 */
export function configureWordpress(wordpress) {
	const file = join(wordpress.directory, 'wp-config.php');
	writeFileSync(file, configuration(wordpress), { mode: 0o640 });
	giveTo(file, wordpress.as);
	ensureDirectory(wordpress.mail);
	giveTo(wordpress.mail, wordpress.as);
	if (!existsSync(wordpress.debugLog)) writeFileSync(wordpress.debugLog, '');
	giveTo(wordpress.debugLog, wordpress.as);
	const content = join(wordpress.directory, 'wp-content');
	cpSync(join(SCRIPTS, 'mu-plugins'), join(content, 'mu-plugins'), { recursive: true });
}

/**
 * Puts the plugin into WordPress: a link, not a copy, so that what a developer changes counts at once.
 *
 * @param {Wordpress} wordpress
 */
export function linkPlugin(wordpress) {
	const link = join(wordpress.directory, 'wp-content', 'plugins', PLUGIN_SLUG);
	const plugin = join(PROJECT, 'plugin');
	const found = lstatSync(link, { throwIfNoEntry: false });
	if (found?.isSymbolicLink() && readlinkSync(link) === plugin) return;
	if (found) rmSync(link, { recursive: true });
	symlinkSync(plugin, link);
}

/**
 * Runs one of the PHP scripts in `bin/wordpress/` inside this WordPress.
 *
 * @param {ReadyWordpress} wordpress
 * @param {string} script
 * @param {Record<string, unknown>} [input] given to it as JSON
 * @returns {Promise<any>} the JSON that it printed
 */
export async function runInWordpress(wordpress, script, input = {}) {
	const as = isRoot() ? wordpress.as : undefined;
	const result = await run('php', ['-d', 'display_errors=stderr', join(SCRIPTS, script)], {
		cwd: wordpress.directory,
		log: wordpress.log,
		secret: true,
		as,
		timeout: 120_000,
		input: JSON.stringify({ directory: wordpress.directory, siteUrl: wordpress.siteUrl, ...input }),
	});
	try {
		return JSON.parse(result.stdout);
	} catch {
		throw new Failure(`bin/wordpress/${script} did not print what it should.`, { log: wordpress.log });
	}
}
