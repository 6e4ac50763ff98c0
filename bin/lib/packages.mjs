import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { isRoot } from './accounts.mjs';
import { runInTerminal } from './commands.mjs';
import { Failure } from './failure.mjs';
import { phpVersion } from './php.mjs';
import { say } from './progress.mjs';

/** What a purpose needs: `run` for `npm start`, `check` adds the PHP checks, `test` everything that proves it. */
/** @typedef {'run' | 'check' | 'test'} Purpose */

/** @type {Record<string, string>} PHP extension as `php -m` prints it → end of its package's name */
const PHP_EXTENSIONS = {
	curl: 'curl',
	dom: 'xml',
	gd: 'gd',
	intl: 'intl',
	mbstring: 'mbstring',
	mysqli: 'mysql',
	zip: 'zip',
};

/**
 * @param {string} name
 * @returns {string | undefined} where the program is; system programs count though the PATH may not name their folder
 */
export function findProgram(name) {
	const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin'];
	for (const folder of folders) {
		const path = `${folder}/${name}`;
		try {
			accessSync(path, constants.X_OK);
			return path;
		} catch {
			// Not in this folder.
		}
	}
	return undefined;
}

export function onDebian() {
	return existsSync('/etc/debian_version') && findProgram('apt-get') !== undefined;
}

/**
 * The packages to install, by what is not there: a program or a PHP extension that came from somewhere
 * else is as good.
 *
 * @param {Purpose} purpose
 * @returns {string[]} sorted; empty when nothing is missing
 */
export function missingPackages(purpose) {
	const version = phpVersion();
	// Next to an installed PHP its own version's packages; else whichever version the distribution has.
	const php = version ? `php${version}` : 'php';
	/** @type {Set<string>} */
	const missing = new Set();
	if (!version) missing.add('php-cli');
	if (purpose !== 'check') {
		if (!findProgram('mariadbd') || !findProgram('mariadb-install-db')) missing.add('mariadb-server');
		if (!findProgram('nginx')) missing.add('nginx');
		if (!version || !findProgram(`php-fpm${version}`)) missing.add(`${php}-fpm`);
	}
	const extensions = new Set(version ? installedExtensions() : []);
	for (const [extension, suffix] of Object.entries(PHP_EXTENSIONS)) {
		if (!extensions.has(extension)) missing.add(`${php}-${suffix}`);
	}
	if (purpose !== 'run') {
		if (!findProgram('phpcs')) missing.add('php-codesniffer');
		if (!findProgram('phpunit')) missing.add('phpunit');
	}
	if (purpose === 'test' && !findProgram('chromium') && isPackaged('chromium')) missing.add('chromium');
	return [...missing].sort();
}

function installedExtensions() {
	const result = spawnSync('php', ['-m'], { encoding: 'utf8' });
	return result.stdout.split('\n').map((line) => line.trim().toLowerCase());
}

/**
 * Ubuntu has no Chromium package but one that fetches a snap; there Playwright's own browser is used.
 *
 * @param {string} name
 */
function isPackaged(name) {
	if (readFileSync('/etc/os-release', 'utf8').match(/^ID=ubuntu$/m)) return false;
	return spawnSync('apt-cache', ['show', name]).status === 0 || !hasPackageLists();
}

function hasPackageLists() {
	return (spawnSync('apt-cache', ['show', 'bash']).status ?? 1) === 0;
}

/**
 * Installs what is missing, after asking. Services that come with the packages are not started: a
 * policy file says no for as long as the installation takes, if there is none already.
 */
const INSTALL_SCRIPT = `
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
	trap 'rm -f "$policy"' EXIT
	trap 'exit 130' INT TERM HUP
	printf '#!/bin/sh\\nexit 101\\n' >"$policy"
	chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
apt-get -o DPkg::Lock::Timeout=120 -qq update
apt-get -o DPkg::Lock::Timeout=120 -y -q --no-install-recommends install "$@"
`;

/** @param {string} question */
async function ask(question) {
	const prompt = createInterface({ input: process.stdin, output: process.stdout });
	try {
		const answer = await prompt.question(`${question} [Y/n] `);
		return /^(y|yes|)$/i.test(answer.trim());
	} finally {
		prompt.close();
	}
}

/**
 * @param {string} question
 * @param {{ yes: boolean, retry: string }} options `yes`: do not ask; `retry`: the command that does not ask
 * @throws {Failure} when the person says no, or nobody is there to be asked
 */
export async function confirm(question, { yes, retry }) {
	if (yes) return;
	if (!process.stdin.isTTY) {
		throw new Failure('Nobody is here to answer that.', { next: `to agree beforehand, type: ${retry}` });
	}
	if (!(await ask(question)))
		throw new Failure('Nothing was installed.', { next: `when you are ready: ${retry}` });
}

/**
 * Installs the missing packages, after asking.
 *
 * @param {Purpose} purpose
 * @param {{ yes: boolean, retry: string }} options
 * @returns {Promise<string[]>} what was installed
 * @throws {Failure}
 */
export async function installPackages(purpose, options) {
	const packages = missingPackages(purpose);
	if (packages.length === 0) return [];
	say(`These Debian packages are missing and will be installed (apt-get${isRoot() ? '' : ', with sudo'}):`);
	say(`  ${packages.join(' ')}`);
	await confirm('Install them?', options);
	const command = ['sh', '-c', INSTALL_SCRIPT, 'sh', ...packages];
	if (!isRoot()) command.unshift(...sudo(packages));
	const code = await runInTerminal(/** @type {string} */ (command[0]), command.slice(1));
	const left = missingPackages(purpose);
	if (code === 0 && left.length === 0) return packages;
	throw new Failure(
		`These packages could not be installed: ${(left.length > 0 ? left : packages).join(' ')}`,
		{
			next: `read what apt-get said above; then try again: ${options.retry}`,
		},
	);
}

/**
 * @param {readonly string[]} packages
 * @returns {string[]} what to put before a command that only root may run
 */
function sudo(packages) {
	const program = findProgram('sudo');
	const asRoot = `apt-get install --no-install-recommends ${packages.join(' ')}`;
	if (!program) {
		throw new Failure('Installing them needs root, and there is no sudo here.', {
			next: `as root, type: ${asRoot}`,
		});
	}
	if (!process.stdin.isTTY && spawnSync(program, ['-n', 'true']).status !== 0) {
		throw new Failure('Installing them needs your password for sudo, and nobody is here to type it.', {
			next: `type: sudo ${asRoot}`,
		});
	}
	return [program];
}
