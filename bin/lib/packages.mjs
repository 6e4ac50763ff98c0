import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { isRoot } from './accounts.mjs';
import { runInTerminal } from './commands.mjs';
import { confirm } from './confirm.mjs';
import { unknownSystem } from './docker.mjs';
import { Failure } from './failure.mjs';
import { phpFpm, phpVersion } from './php.mjs';
import { say } from './progress.mjs';

/** @typedef {'run' | 'test'} Purpose `test` needs what proves the product on top of what runs it */

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
	if (name.includes('/')) return existsSync(name) ? name : undefined;
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
	if (!findProgram('mariadbd') || !findProgram('mariadb-install-db')) missing.add('mariadb-server-core');
	if (!findProgram('mariadb')) missing.add('mariadb-client-core');
	if (!findProgram('nginx')) missing.add('nginx');
	if (!version || !findProgram(phpFpm())) missing.add(`${php}-fpm`);
	const extensions = new Set(version ? installedExtensions() : []);
	for (const [extension, suffix] of Object.entries(PHP_EXTENSIONS)) {
		if (!extensions.has(extension)) missing.add(`${php}-${suffix}`);
	}
	if (purpose === 'run') return [...missing].sort();
	if (!findProgram('phpcs')) missing.add('php-codesniffer');
	if (!findProgram('phpunit')) missing.add('phpunit');
	if (!findProgram('composer')) missing.add('composer');
	if (!findProgram('chromium') && isPackaged('chromium')) missing.add('chromium');
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
 * Nothing that is installed is removed for it (a MySQL server, say), and no service is started: a policy
 * file says no for as long as the installation takes, unless there is one already.
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
apt-get -o DPkg::Lock::Timeout=120 -y -q --no-remove --no-install-recommends install "$@"
`;

/**
 * Tells what is missing and asks whether it may be installed. Done before anything else, so that nobody
 * has to answer later.
 *
 * @param {Purpose} purpose
 * @param {{ yes: boolean, retry: string }} options `retry`: the command that does not ask
 * @returns {Promise<string[]>} packages that may be installed now
 * @throws {Failure} when the person says no, root's rights cannot be had, or this is no Debian
 */
export async function agreeOnPackages(purpose, options) {
	const packages = missingPackages(purpose);
	if (packages.length === 0) return [];
	if (!onDebian()) throw unknownSystem(packages);
	say(`To be installed from ${distribution()}'s packages${isRoot() ? '' : ', with sudo'}:`);
	say(`  ${packages.join(' ')}`);
	await confirm('Install them?', { ...options, usually: true });
	if (!isRoot()) await unlockSudo(packages);
	return packages;
}

function distribution() {
	return /^NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Debian';
}

/** @param {readonly string[]} packages */
async function unlockSudo(packages) {
	const sudo = findProgram('sudo');
	const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
	if (!sudo) {
		throw new Failure('Installing them needs root, and there is no sudo here.', {
			next: `as root, type: ${command}`,
		});
	}
	const code = await runInTerminal(sudo, process.stdin.isTTY ? ['-v'] : ['-n', 'true']);
	if (code !== 0) {
		throw new Failure('sudo did not allow it.', { next: `type: sudo ${command}` });
	}
}

/**
 * Installs the packages that were agreed on.
 *
 * @param {Purpose} purpose
 * @param {readonly string[]} packages
 * @param {string} log
 * @throws {Failure}
 */
export async function installPackages(purpose, packages, log) {
	const command = ['sh', '-c', INSTALL_SCRIPT, 'sh', ...packages];
	if (!isRoot()) command.unshift('sudo');
	const code = await runInTerminal(/** @type {string} */ (command[0]), command.slice(1), log);
	const left = missingPackages(purpose);
	if (code === 0 && left.length === 0) return;
	throw new Failure(
		`These packages could not be installed: ${(left.length > 0 ? left : packages).join(' ')}`,
		{
			log,
			next: 'put right what apt-get says above, then try again',
		},
	);
}
