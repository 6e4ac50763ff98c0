import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { SIDECAR, build, dependenciesAreCurrent, installDependencies } from './build.mjs';
import { BENCH, DATABASE_PARAMETERS, buildBench, openBenchStack } from './bench-stack.mjs';
import { run } from './commands.mjs';
import { Failure } from './failure.mjs';
import { findProgram, installPackages } from './packages.mjs';
import { step } from './progress.mjs';
import { PROJECT } from './project.mjs';

/**
 * @typedef {object} PartResult
 * @property {import('./bench-table.mjs').Row[]} rows
 * @property {import('./bench-table.mjs').Figure[]} figures
 * @property {unknown} [samples] every round's
 * @property {unknown} [statements] on the wire
 */

/** @type {Record<import('./bench-options.mjs').Part, string>} */
const NAMES = {
	money: 'Fulfillment and booking',
	roster: 'Roster of a large cohort',
	start: 'Start and memory',
	enroll: 'Enroll through WordPress',
	page: 'Page with the cohort list',
};

/** A million packages take their time on a slow disk. */
const LONGEST_PART = 3 * 60 * 60_000;

/**
 * @param {object} wanted
 * @param {import('./bench-options.mjs').Part[]} wanted.parts
 * @param {import('./bench-options.mjs').Extent} wanted.extent
 * @param {boolean} wanted.profile
 * @param {readonly string[]} wanted.packages of the system that may be installed first
 * @returns {Promise<Record<string, PartResult>>} by part
 */
export async function measure({ parts, extent, profile, packages }) {
	const stack = await openBenchStack();
	const log = join(stack.logs, 'install.log');
	if (packages.length > 0) await step('Packages', () => installPackages('run', packages, log));
	if (!dependenciesAreCurrent()) await step('npm packages', () => installDependencies(log));
	await step('Build', async (note) => {
		note((await build(log)).join(', '));
		await buildBench(log);
	});
	await step('MariaDB', (note) => stack.startDatabase(note));
	await step('A Stripe that answers at once', () => stack.startStripe());
	const shared = {
		...extent,
		profile,
		databaseUrl: await stack.databaseUrl(),
		bundle: SIDECAR,
		stripeUrl: stack.stripeUrl,
		logs: stack.logs,
	};
	/** @type {Record<string, PartResult>} */
	const results = {};
	/**
	 * @param {import('./bench-options.mjs').Part} part
	 * @param {object} settings
	 */
	const runPart = async (part, settings) => {
		results[part] = await step(NAMES[part], () => measurePart(part, settings, stack.logs));
	};
	// The site comes after what must not share the machine with it.
	for (const part of parts.filter((name) => name !== 'enroll' && name !== 'page'))
		await runPart(part, shared);
	const throughSite = parts.filter((name) => name === 'enroll' || name === 'page');
	if (throughSite.length > 0) {
		const site = await step('WordPress', (note) => stack.startSite(note));
		for (const part of throughSite) await runPart(part, { ...shared, site });
	}
	return results;
}

/**
 * @param {string} part
 * @param {object} settings
 * @param {string} logs
 * @returns {Promise<PartResult>}
 */
async function measurePart(part, settings, logs) {
	const log = join(logs, `${part}.log`);
	const { stdout } = await run(process.execPath, [BENCH, part], {
		input: JSON.stringify(settings),
		log,
		secret: true,
		timeout: LONGEST_PART,
		next: 'a figure of a run that broke would mean nothing: put right what is said above',
	});
	try {
		return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
	} catch {
		throw new Failure(`The part "${part}" did not print its result.`, { log });
	}
}

/** What a figure must be read with. */
export async function describeMachine() {
	return {
		at: new Date().toISOString(),
		commit: await currentCommit(),
		node: process.version,
		cpu: cpus()[0]?.model ?? null,
		cpus: cpus().length,
		memoryGigabytes: Math.round(totalmem() / 2 ** 30),
		database: DATABASE_PARAMETERS,
	};
}

/** @returns {Promise<string | null>} null outside of a checkout, or without git */
async function currentCommit() {
	if (!findProgram('git')) return null;
	const { code, stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: PROJECT, mayFail: true });
	return code === 0 ? stdout.trim() : null;
}
