import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './commands.mjs';
import { CACHE, PROJECT, ensureDirectory, readJson } from './project.mjs';

/** The sidecar, in one file. */
export const SIDECAR = join(PROJECT, 'plugin', 'build', 'sidecar', 'server.mjs');
/** The local Stripe, in one file. */
export const EMULATOR = join(PROJECT, 'sidecar', 'stripe-emulator', 'build', 'emulator.mjs');
/** Fills the demo's tables, in one file. */
export const DEMO_SEED = join(PROJECT, 'sidecar', 'build', 'demo.mjs');

const SKIPPED = new Set(['node_modules', 'build', 'test', 'tests', 'bench', '.cache', '.local']);

/**
 * What each workspace's build is made from and what proves that it was made.
 *
 * @type {readonly { name: string, sources: string[], without: string[], outputs: string[] }[]}
 */
const WORKSPACES = [
	{
		name: 'sidecar',
		sources: ['sidecar'],
		without: ['sidecar/stripe-emulator'],
		outputs: [SIDECAR, DEMO_SEED],
	},
	{
		name: 'sidecar/stripe-emulator',
		sources: ['sidecar/stripe-emulator'],
		without: [],
		outputs: [EMULATOR],
	},
	{
		name: 'blocks',
		sources: ['blocks', 'sidecar/contract'],
		without: [],
		outputs: [join(PROJECT, 'plugin', 'build', 'blocks')],
	},
];

/** Advice about npm itself would only hide what matters. */
const QUIET = { NPM_CONFIG_UPDATE_NOTIFIER: 'false' };

/** Whether `npm ci` is not needed: `node_modules` holds what the lock wants, whoever put it there. */
export function dependenciesAreCurrent() {
	const installed = readJson(join(PROJECT, 'node_modules', '.package-lock.json'));
	const wanted = readJson(join(PROJECT, 'package-lock.json'));
	return installed !== undefined && sameVersions(wanted.packages, installed.packages);
}

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockEntry */

/**
 * @param {Record<string, LockEntry>} wanted `packages` of the lock
 * @param {Record<string, LockEntry>} installed `packages` of what npm wrote into `node_modules`
 * @returns {boolean} each has its version; one for another system may be missing
 */
export function sameVersions(wanted, installed) {
	return Object.entries(wanted).every(([path, entry]) => {
		if (!path.includes('node_modules/') || entry.link) return true;
		const found = installed[path];
		return found
			? found.version === entry.version
			: Boolean(entry.optional || entry.devOptional || entry.peer);
	});
}

/** @param {string} log */
export function installDependencies(log) {
	return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: PROJECT,
		log,
		env: QUIET,
		timeout: 900_000,
		next: 'check the connection to the npm registry and start again',
	});
}

/**
 * @param {string} folder
 * @param {readonly string[]} without
 * @returns {string[]} files, sorted
 */
function filesUnder(folder, without) {
	return readdirSync(folder, { withFileTypes: true })
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (SKIPPED.has(entry.name) || without.includes(relative(PROJECT, path))) return [];
			return entry.isDirectory() ? filesUnder(path, without) : [path];
		});
}

/** @param {{ sources: string[], without: string[] }} workspace */
function fingerprint({ sources, without }) {
	const hash = createHash('sha256');
	const files = sources.flatMap((source) => filesUnder(join(PROJECT, source), without));
	for (const file of [...files, join(PROJECT, 'package-lock.json'), join(PROJECT, 'package.json')]) {
		hash.update(relative(PROJECT, file)).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

/**
 * Builds the workspaces whose sources changed since they were last built here.
 *
 * @param {string} log
 * @returns {Promise<string[]>} names of those that were built
 */
export async function build(log) {
	const stamps = ensureDirectory(join(CACHE, 'build'));
	const built = [];
	for (const workspace of WORKSPACES) {
		const stamp = join(stamps, `${workspace.name.replace('/', '-')}.sha256`);
		const current = fingerprint(workspace);
		const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
		if (before === current && workspace.outputs.every((output) => existsSync(output))) continue;
		await run('npm', ['run', 'build', '--workspace', workspace.name], {
			cwd: PROJECT,
			log,
			env: QUIET,
			timeout: 300_000,
			next: 'mend what the build says above and start again',
		});
		writeFileSync(stamp, current);
		built.push(workspace.name);
	}
	return built;
}
