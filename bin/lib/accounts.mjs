import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, group: string, uid: number, gid: number }} Account */

/**
 * The accounts that the servers run as. `undefined` = as whoever started them, the only choice of
 * somebody who is not root.
 *
 * @typedef {{ database: Account | undefined, web: Account | undefined }} Accounts
 */

export const isRoot = () => process.geteuid?.() === 0;

/** @type {Account} */
const ROOT = { name: 'root', group: 'root', uid: 0, gid: 0 };

/**
 * @param {string} name
 * @returns {Account | undefined}
 */
export function account(name) {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith(`${name}:`));
	if (!line) return undefined;
	const [, , uid, gid] = line.split(':');
	const group = readFileSync('/etc/group', 'utf8')
		.split('\n')
		.map((entry) => entry.split(':'))
		.find((entry) => entry[2] === gid)?.[0];
	return { name, group: group ?? name, uid: Number(uid), gid: Number(gid) };
}

/**
 * @param {Account} who
 * @param {readonly string[]} paths
 */
function canRead(who, paths) {
	const check =
		'for path in "$@"; do [ -r "$path" ] || exit 1; [ ! -d "$path" ] || [ -x "$path" ] || exit 1; done';
	return (
		spawnSync('/bin/sh', ['-c', check, 'sh', ...paths], { cwd: '/', uid: who.uid, gid: who.gid })
			.status === 0
	);
}

/**
 * Root's servers drop to the accounts that Debian made for them. Where those cannot enter the checkout
 * (it lies in /root, say, or was cloned under a strict umask), they stay root: opening somebody's folders
 * to others would be worse, and everything listens on this machine only.
 *
 * @param {readonly string[]} paths files and folders that they must be able to read
 * @returns {Accounts}
 */
export function chooseAccounts(paths) {
	if (!isRoot()) return { database: undefined, web: undefined };
	const web = account('www-data');
	// Only Debian's complete server package makes the account mysql.
	const database = account('mysql') ?? web;
	if (!database || !web || !canRead(database, paths) || !canRead(web, paths)) {
		return { database: ROOT, web: ROOT };
	}
	return { database, web };
}

/**
 * Makes an account the owner of a folder with everything in it.
 *
 * @param {string} path
 * @param {Account | undefined} who
 */
export function giveTo(path, who) {
	if (!who || !isRoot()) return;
	const found = lstatSync(path);
	if (found.uid !== who.uid || found.gid !== who.gid) {
		if (found.isSymbolicLink()) return;
		chownSync(path, who.uid, who.gid);
	}
	if (found.isDirectory()) for (const entry of readdirSync(path)) giveTo(join(path, entry), who);
}
