import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { findProgram } from './packages.mjs';
import { ensureDirectory } from './project.mjs';

/** The suite whose WordPress is a current one. Debian 12 itself has 6.1, too old for the blocks. */
export const CURRENT_SUITE = 'sid';

/** Not Depends of a server that already has PHP: only the files that WordPress's own folder links to. */
const LINKED = /^(libjs-|libphp-|php-getid3)/;

/**
 * Where a suite is to be had: from the mirrors of this machine's own package sources.
 *
 * @param {string} suite
 * @returns {string[]} lines for apt; none when this machine is no Debian
 */
export function debianSources(suite) {
	if (!findProgram('apt-get') || !findProgram('dpkg')) return [];
	return sources(
		sourceFiles().flatMap((file) => mirrors(readFileSync(file, 'utf8'), file.endsWith('.sources'))),
		suite,
	);
}

/**
 * @param {readonly string[]} uris
 * @param {string} suite
 * @returns {string[]} lines for apt
 */
export function sources(uris, suite) {
	const main = uris.find((uri) => /\/debian\/?$/.test(uri));
	if (!main) return [];
	// A stable suite has its newest WordPress there; sid, which never is one, has no such place.
	const security = suite !== 'sid' && uris.find((uri) => /\/debian-security\/?$/.test(uri));
	return [`deb ${main} ${suite} main`, ...(security ? [`deb ${security} ${suite}-security main`] : [])];
}

function sourceFiles() {
	const folder = '/etc/apt/sources.list.d';
	const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
	return ['/etc/apt/sources.list', ...files].filter(
		(file) => existsSync(file) && /\.(list|sources)$/.test(file),
	);
}

/**
 * @param {string} text
 * @param {boolean} deb822 the newer format of fields, instead of one line for each source
 * @returns {string[]} addresses, in the order in which they stand there
 */
export function mirrors(text, deb822) {
	const pattern = deb822 ? /^URIs:\s*(\S+)/gim : /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/gm;
	return [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);
}

/**
 * Unpacks Debian's WordPress, with what its links point to, into a folder that looks like the official one.
 * Nothing is installed: apt works on lists and a cache of its own.
 *
 * @param {{ sources: readonly string[], work: string, log: string, target: string }} task
 */
export async function wordpressFromDebian({ sources: lines, work, log, target }) {
	const apt = privateApt(lines, work);
	await run('apt-get', [...apt, '-qq', 'update'], { log, timeout: 120_000 });
	const packages = ['wordpress', 'wordpress-theme-twentytwentyfive', ...(await linkedPackages(apt, log))];
	const debs = ensureDirectory(join(work, 'debs'));
	await run('apt-get', [...apt, '-qq', 'download', ...packages], { cwd: debs, log, timeout: 300_000 });
	const root = join(work, 'root');
	for (const deb of readdirSync(debs)) await run('dpkg-deb', ['--extract', join(debs, deb), root], { log });
	const tree = join(root, 'usr/share/wordpress');
	// Both lead into /etc/wordpress, where nothing is.
	for (const file of ['.htaccess', 'wp-config.php']) rmSync(join(tree, file), { force: true });
	await run('cp', ['--recursive', '--dereference', tree, target], { log });
	for (const folder of ['wp-content', 'wp-content/plugins', 'wp-content/themes']) {
		writeFileSync(
			join(ensureDirectory(join(target, folder)), 'index.php'),
			'<?php\n// Silence is golden.\n',
		);
	}
}

/**
 * @param {readonly string[]} lines
 * @param {string} work
 */
function privateApt(lines, work) {
	const directory = ensureDirectory(join(work, 'apt'));
	ensureDirectory(join(directory, 'lists', 'partial'));
	writeFileSync(join(directory, 'sources.list'), `${lines.join('\n')}\n`);
	return [
		`Dir::Etc::SourceList=${join(directory, 'sources.list')}`,
		'Dir::Etc::SourceParts=/dev/null',
		`Dir::State::Lists=${join(directory, 'lists')}`,
		`Dir::Cache=${directory}`,
		'APT::Sandbox::User=root',
		'Acquire::Languages=none',
	].flatMap((option) => ['-o', option]);
}

/**
 * @param {readonly string[]} apt
 * @param {string} log
 */
async function linkedPackages(apt, log) {
	const { stdout } = await run('apt-cache', [...apt, 'show', '--no-all-versions', 'wordpress'], { log });
	const depends = /^Depends: (.*)$/m.exec(stdout)?.[1] ?? '';
	return depends
		.split(',')
		.map((entry) => entry.replace(/[(|].*/, '').trim())
		.filter((name) => LINKED.test(name));
}
