import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chooseAccounts } from './accounts.mjs';
import { writeDemoFile } from './demo-file.mjs';
import { PLUGIN, TAGLINE, THEME, TITLE, USERS } from './demo-site.mjs';
import { Failure } from './failure.mjs';
import { createOwnDatabase, createTester, socketPath, startDatabase } from './mariadb.mjs';
import { logFile, runningPid, stopService } from './processes.mjs';
import { say, step as shownStep } from './progress.mjs';
import { DEMO_SEED, EMULATOR, SIDECAR } from './build.mjs';
import { PROJECT, SCREENSHOTS, TEST_DIRECTORY, ensureDirectory } from './project.mjs';
import { migrate, seedDemo, startLocalStripe, startSidecar } from './sidecar.mjs';
import { SERVICES, choosePorts, newState, places as placesOf, readState, saveState } from './stack-state.mjs';
import { startWebServer } from './web-server.mjs';
import { configureWordpress, placeWordpress, runInWordpress } from './wordpress.mjs';
import { fetchWordpress } from './wordpress-files.mjs';

/**
 * @typedef {object} StackOptions
 * @property {string} directory everything of this stack lies in it
 * @property {import('./stack-state.mjs').Ports} ports where to begin looking for free ones
 * @property {import('./stripe.mjs').Stripe} [stripe] Stripe itself; else the local one
 * @property {boolean} [quiet] print nothing about the steps
 */

/** WordPress's database, and the start of its tables' names. */
const DATABASE = { name: 'wordpress', user: 'wordpress', prefix: 'wp_' };

/**
 * The whole system on this machine: MariaDB, WordPress with the plugin, nginx and php-fpm, the local Stripe,
 * the sidecar, the demo's content. `npm start` has one and `npm test` another.
 *
 * @param {StackOptions} options
 */
export async function createStack({ directory, ports: wantedPorts, stripe: ownStripe, quiet = false }) {
	const step = quiet ? silentStep : shownStep;
	ensureDirectory(directory);
	const state = readState(directory) ?? newState();
	const places = { ...placesOf(directory), started: new Set() };
	ensureDirectory(places.run);
	ensureDirectory(places.logs);
	state.ports = await choosePorts(directory, state, wantedPorts);
	saveState(directory, state);

	const accounts = chooseAccounts([
		directory,
		places.run,
		join(PROJECT, 'plugin'),
		join(PROJECT, 'package.json'),
		join(PROJECT, 'bin', 'wordpress', 'bootstrap.php'),
	]);
	const { ports } = state;
	const siteUrl = `http://127.0.0.1:${ports.site}`;
	const sidecarUrl = `http://127.0.0.1:${ports.sidecar}`;
	const stripe = ownStripe ?? {
		kind: /** @type {const} */ ('local'),
		secretKey: state.localStripe.secretKey,
		webhookSecrets: [state.localStripe.webhookSecret],
	};

	const database = {
		directory: join(directory, 'mariadb'),
		socket: socketPath(join(directory, 'mariadb'), 'mariadb'),
		port: ports.database,
		rootPassword: state.databasePasswords.root,
		as: accounts.database,
		places,
	};
	const credentials = {
		host: '127.0.0.1',
		port: ports.database,
		password: state.databasePasswords.wordpress,
		...DATABASE,
	};
	const wordpress = {
		directory: join(directory, 'wordpress'),
		siteUrl,
		sidecarUrl,
		salt: state.salt,
		debugLog: join(places.logs, 'debug.log'),
		mail: join(directory, 'mail'),
		database: credentials,
		as: accounts.web,
		log: logFile(places, 'wordpress'),
	};
	const webServer = {
		root: wordpress.directory,
		port: ports.site,
		directory: join(directory, 'web-server'),
		as: accounts.web,
		places,
	};
	const sidecar = { directory, ports, siteUrl, database: credentials, stripe, places };
	const save = () => saveState(directory, state);

	/** @param {(note: string) => void} note */
	async function startMariadb(note) {
		await startDatabase(database);
		await createOwnDatabase(database, credentials);
		note(`127.0.0.1:${ports.database}`);
	}

	/** @param {(note: string) => void} note */
	async function installWordpress(note) {
		const { tree, version } = await fetchWordpress(wordpress.log);
		if (!existsSync(join(wordpress.directory, 'wp-load.php'))) {
			await placeWordpress(wordpress, tree);
			delete state.setUp;
		}
		configureWordpress(wordpress);
		const admin = USERS[0];
		const wanted = JSON.stringify([
			siteUrl,
			TITLE,
			USERS,
			existsSync(join(PROJECT, 'plugin', 'cohort-enrollment.php')),
		]);
		if (state.setUp !== wanted) {
			await runInWordpress(wordpress, 'install.php', {
				title: TITLE,
				admin: { ...admin, password: state.demoPassword },
			});
			state.wordpress = await runInWordpress(wordpress, 'set-up.php', {
				title: TITLE,
				tagline: TAGLINE,
				theme: THEME,
				plugin: PLUGIN,
				users: USERS.map((user) => ({ ...user, password: state.demoPassword })),
			});
			state.setUp = wanted;
			save();
		}
		note(`WordPress ${version}, 127.0.0.1:${ports.site}`);
	}

	function checkStripeIsTheSame() {
		const current = stripe.kind === 'local' ? 'local' : `stripe ${stripe.secretKey.slice(-6)}`;
		if (state.stripe && state.stripe !== current) {
			throw new Failure(
				'This demo was made with another Stripe: its prices are not known to the one of .env.',
				{
					next: 'npm run reset (starts over with the Stripe of .env)',
				},
			);
		}
		state.stripe = current;
		save();
	}

	async function seed() {
		if (!state.wordpress || !state.content) throw new Error('WordPress comes before the demo seed.');
		if (state.seeded) return;
		state.seeded = await seedDemo(sidecar, {
			students: state.wordpress.userIds,
			pages: state.content.pages,
		});
		save();
	}

	async function fillPages() {
		if (state.content) return;
		state.content = await runInWordpress(wordpress, 'demo-content.php');
		save();
	}

	return {
		directory,
		places,
		wordpress,
		/** MariaDB alone: all that the database tests need. */
		startDatabase: () => step('MariaDB', startMariadb),
		/** @returns {Promise<string>} `mysql://…` of a user who may create databases */
		tester: () => createTester(database, { user: 'tester', password: state.databasePasswords.tester }),
		/** Starts what does not run, in order, and writes `demo.json`. */
		async start() {
			checkStripeIsTheSame();
			await step('MariaDB', startMariadb);
			await step('WordPress', installWordpress);
			await step('Web server', () => startWebServer(webServer));
			await step('Demo pages', fillPages, { quietUnder: 20 });
			const built = (/** @type {string} */ file) =>
				existsSync(file) || (say(`- ${file} is not built yet: skipped`), false);
			if (built(SIDECAR)) await step('Tables', () => migrate(sidecar));
			if (stripe.kind === 'local' && built(EMULATOR))
				await step('Local Stripe', async () => void (await startLocalStripe(sidecar)));
			if (built(DEMO_SEED)) await step('Demo courses', seed, { quietUnder: 20 });
			if (built(SIDECAR)) await step('Sidecar', async () => void (await startSidecar(sidecar)));
			return writeDemoFile({ directory, state, wordpress, sidecarUrl, stripe, places });
		},
		/** Stops what this process started: after a failure or Ctrl-C. */
		stopStarted: () =>
			stopServices(
				places,
				[...SERVICES].filter((name) => places.started.has(name)),
			),
	};
}

/**
 * Stops services in the opposite order of their start.
 *
 * @param {import('./processes.mjs').Places} places
 * @param {readonly string[]} [names]
 * @returns {Promise<{ name: string, how: 'stopped' | 'killed' | 'not running' }[]>}
 */
export async function stopServices(places, names = SERVICES) {
	const outcome = [];
	for (const name of [...names].reverse()) outcome.push({ name, how: await stopService(name, places) });
	return outcome;
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
	const kept = new Set(['lock', basename(TEST_DIRECTORY), basename(SCREENSHOTS)]);
	for (const entry of existsSync(directory) ? readdirSync(directory) : []) {
		if (!kept.has(entry)) rmSync(join(directory, entry), { recursive: true, force: true });
	}
}

/** @param {import('./processes.mjs').Places} places */
export function runningServices(places) {
	return SERVICES.filter((name) => runningPid(places.run, name) !== undefined);
}
