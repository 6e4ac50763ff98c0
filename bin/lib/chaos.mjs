import { join } from 'node:path';
import { EMULATOR, SIDECAR, build, dependenciesAreCurrent, installDependencies } from './build.mjs';
import { run } from './commands.mjs';
import { Failure } from './failure.mjs';
import { findProgram, installPackages } from './packages.mjs';
import { step } from './progress.mjs';
import { CHAOS_DIRECTORY, PROJECT, ensureDirectory } from './project.mjs';

/** @typedef {import('./chaos-options.mjs').Part} Part */
/** @typedef {import('./chaos-options.mjs').Extent} Extent */
/** @typedef {import('./chaos-report.mjs').ChaosResult} ChaosResult */

/** The bundle that sidecar/chaos/build.mjs makes. */
const CHAOS = join(PROJECT, 'sidecar', 'build', 'chaos', 'main.cjs');

/** @type {Record<Part, string>} */
const NAMES = {
	race: 'Races for seats and classes',
	random: 'Random schedules',
	kill: 'Sidecars killed at every step',
	outage: 'MariaDB killed under load',
};

/** Whoever takes longer waits in vain. */
const LONGEST = 60 * 60_000;

/** @param {string} log */
export function buildChaos(log) {
	return run(process.execPath, [join(PROJECT, 'sidecar', 'chaos', 'build.mjs')], { log, timeout: 60_000 });
}

/** @param {readonly string[]} packages of the system that may be installed first */
export async function prepareChaos(packages) {
	const log = join(ensureDirectory(join(CHAOS_DIRECTORY, 'logs')), 'install.log');
	if (packages.length > 0) await step('Packages', () => installPackages('run', packages, log));
	if (!dependenciesAreCurrent()) await step('npm packages', () => installDependencies(log));
	await step('Build', async (note) => {
		note((await build(log)).join(', '));
		await buildChaos(log);
	});
}

/**
 * @param {readonly Part[]} parts
 * @param {Extent} extent
 * @returns {Promise<ChaosResult[]>}
 */
export async function proveByForce(parts, extent) {
	const logs = ensureDirectory(join(CHAOS_DIRECTORY, 'logs'));
	/** @type {ChaosResult[]} */
	const results = [];
	for (const part of parts) {
		const [result] = await step(NAMES[part], async (note) => {
			const found = await runParts([part], extent, logs);
			note(found.map(({ passed, failed }) => `${passed} passed, ${failed} failed`).join());
			return found;
		});
		if (result) results.push(result);
	}
	return results;
}

/**
 * Runs parts one after the other in a process of their own, with a database server of their own.
 *
 * @param {readonly Part[]} parts
 * @param {Extent} extent
 * @param {string} logs folder
 * @returns {Promise<ChaosResult[]>}
 * @throws {Failure} when it did not come to its end
 */
export async function runParts(parts, extent, logs) {
	const log = join(logs, 'chaos.log');
	const input = JSON.stringify({
		...extent,
		parts,
		mariadb: {
			server: findProgram('mariadbd') ?? 'mariadbd',
			install: findProgram('mariadb-install-db') ?? 'mariadb-install-db',
		},
		bundle: SIDECAR,
		emulator: EMULATOR,
		logs,
	});
	const { stdout } = await run(process.execPath, ['--enable-source-maps', CHAOS], {
		input,
		log,
		secret: true,
		timeout: LONGEST,
	});
	try {
		return stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
	} catch {
		throw new Failure('The proof by force did not print its result.', { log });
	}
}
