import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeDemoFile } from './demo-file.mjs';
import { Failure } from './failure.mjs';
import { createTester, startDatabase } from './mariadb.mjs';
import { runningPid, stopService } from './processes.mjs';
import { step as shownStep } from './progress.mjs';
import { BENCH_DIRECTORY, SCREENSHOTS, TEST_DIRECTORY, ensureDirectory } from './project.mjs';
import { migrate, startLocalStripe, startSidecar } from './sidecar.mjs';
import { stackSettings } from './stack-settings.mjs';
import { SERVICES, choosePorts, newState, places as placesOf, readState, saveState } from './stack-state.mjs';
import { fillPages, installWordpress, keepToOneStripe, seedCourses, startMariadb } from './stack-steps.mjs';
import { startWebServer } from './web-server.mjs';

/**
 * @typedef {object} StackOptions
 * @property {string} directory everything of this stack lies in it
 * @property {import('./stack-state.mjs').Ports} ports where to begin looking for free ones
 * @property {import('./stripe.mjs').Stripe} [stripe] Stripe itself; else the local one
 * @property {boolean} [quiet] print nothing about the steps
 */

/**
 * The whole system on this machine: MariaDB, WordPress with the plugin, nginx and php-fpm, the local Stripe,
 * the sidecar, the demo's content. `npm start` has one and `npm test` another.
 *
 * @param {StackOptions} options
 */
export async function createStack({ directory, ports, stripe: ownStripe, quiet = false }) {
	const step = quiet ? silentStep : shownStep;
	ensureDirectory(directory);
	const state = readState(directory) ?? newState();
	const places = { ...placesOf(directory), started: new Set() };
	ensureDirectory(places.run);
	ensureDirectory(places.logs);
	for (const name of SERVICES)
		if (runningPid(places.run, name) === undefined) await stopService(name, places);
	state.ports = await choosePorts(directory, state, ports);
	saveState(directory, state);
	const stack = stackSettings({ directory, state, places, ownStripe });
	const { database, webServer, sidecar, stripe } = stack;

	return {
		/** MariaDB alone: all that the database tests need. */
		startDatabase: () => step('MariaDB', (note) => startMariadb(stack, note)),
		/** @returns {Promise<string>} `mysql://…` of a user who may create databases */
		tester: () => createTester(database, { user: 'tester', password: state.databasePasswords.tester }),
		/** Starts what does not run, in order, and writes `demo.json`. */
		async start() {
			keepToOneStripe(stack);
			await step('MariaDB', (note) => startMariadb(stack, note));
			await step('WordPress', (note) => installWordpress(stack, note));
			await step('Web server', () => startWebServer(webServer));
			await step('Demo pages', () => fillPages(stack), { quietUnder: 20 });
			await step('Tables', () => migrate(sidecar));
			if (stripe.kind === 'local') await step('Local Stripe', () => startLocalStripe(sidecar));
			await step('Sidecar', () => startSidecar(sidecar));
			await step('Demo courses', () => seedCourses(stack), { quietUnder: 20 });
			return writeDemoFile(stack);
		},
		/**
		 * Starts one service of a stack that was started before, and writes its new process id into `demo.json`.
		 *
		 * @param {(typeof SERVICES)[number]} name
		 */
		async startOne(name) {
			if (name === 'mariadb') await startDatabase(database);
			else if (name === 'stripe') await startLocalStripe(sidecar);
			else if (name === 'sidecar') await startSidecar(sidecar);
			else await startWebServer(webServer);
			return writeDemoFile(stack);
		},
		/** Stops what this process started: after a failure or Ctrl-C. */
		stopStarted: () =>
			stopServices(
				places,
				SERVICES.filter((name) => places.started.has(name)),
			),
	};
}

/**
 * Like {@link shownStep} without a word, for stages that have a line of their own.
 *
 * @type {typeof shownStep}
 */
const silentStep = async (name, work) => {
	try {
		return await work(() => {});
	} catch (error) {
		if (error instanceof Failure) error.message = `${name}: ${error.message}`;
		throw error;
	}
};

/**
 * Deletes a stack that is stopped, but what lies beside it in its folder.
 *
 * @param {string} directory
 */
export function deleteStack(directory) {
	const kept = new Set([
		'lock',
		...[TEST_DIRECTORY, BENCH_DIRECTORY, SCREENSHOTS].map((path) => basename(path)),
	]);
	for (const entry of existsSync(directory) ? readdirSync(directory) : []) {
		if (!kept.has(entry)) rmSync(join(directory, entry), { recursive: true, force: true });
	}
}

/**
 * Stops services in the opposite order of their start.
 *
 * @param {Pick<import('./processes.mjs').Places, 'run'>} places
 * @param {readonly string[]} [names]
 * @returns {Promise<{ name: string, how: 'stopped' | 'killed' | 'not running' }[]>}
 */
export async function stopServices(places, names = SERVICES) {
	const outcome = [];
	for (const name of [...names].reverse()) outcome.push({ name, how: await stopService(name, places) });
	return outcome;
}
