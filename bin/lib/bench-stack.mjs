import { join } from 'node:path';
import { run } from './commands.mjs';
import { createTester } from './mariadb.mjs';
import { accepts } from './ports.mjs';
import { startService } from './processes.mjs';
import { BENCH_DIRECTORY, PROJECT, ensureDirectory } from './project.mjs';
import { migrate, startSidecar } from './sidecar.mjs';
import { stackSettings } from './stack-settings.mjs';
import { choosePorts, newState, places as placesOf, saveState } from './stack-state.mjs';
import { fillPages, installWordpress, seedCourses, startMariadb } from './stack-steps.mjs';
import { startWebServer } from './web-server.mjs';
import { runInWordpress } from './wordpress.mjs';

/** Apart from the demo's and the tests', so that all can run. */
const PORTS = { site: 19080, sidecar: 19787, stripe: 19788, database: 34406 };

/** The bundles that sidecar/bench/build.mjs makes. */
const BUNDLES = join(PROJECT, 'sidecar', 'build', 'bench');
export const BENCH = join(BUNDLES, 'main.cjs');
const STRIPE_STUB = join(BUNDLES, 'stripe-stub.cjs');

/**
 * As a server that sells is set up: every commit reaches the disk before it is answered. Its memory is what a small
 * dedicated server gives it, less than a million packages need.
 */
export const DATABASE_PARAMETERS = ['--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=1G'];

/** What is bought in the part that goes through WordPress, and by whom. */
const COURSE_CODE = 'WRITE';
const STUDENT = 'ada';

/** @param {string} log */
export function buildBench(log) {
	return run(process.execPath, [join(PROJECT, 'sidecar', 'bench', 'build.mjs')], { log, timeout: 60_000 });
}

/** What the bench measures, from nothing: a database server, a Stripe that answers at once, and a site when it is needed. */
export async function openBenchStack() {
	const directory = ensureDirectory(BENCH_DIRECTORY);
	const places = { ...placesOf(directory), started: new Set() };
	ensureDirectory(places.run);
	ensureDirectory(places.logs);
	const state = newState();
	state.ports = await choosePorts(directory, state, PORTS);
	saveState(directory, state);
	const settings = stackSettings({ directory, state, places, ownStripe: undefined });
	const stack = { ...settings, database: { ...settings.database, parameters: DATABASE_PARAMETERS } };
	return {
		logs: places.logs,
		stripeUrl: `http://127.0.0.1:${state.ports.stripe}`,
		/** @param {(text: string) => void} note */
		startDatabase: (note) => startMariadb(stack, note),
		/** @returns {Promise<string>} `mysql://…` of a user who may do everything */
		databaseUrl: () =>
			createTester(stack.database, { user: 'tester', password: state.databasePasswords.tester }),
		startStripe: () => startStripeStub(stack),
		/**
		 * WordPress with the plugin and the demo's courses, on the same database server and the same Stripe.
		 *
		 * @param {(text: string) => void} note
		 */
		async startSite(note) {
			await installWordpress(stack, note);
			await startWebServer(stack.webServer);
			await fillPages(stack);
			await migrate(stack.sidecar);
			await startSidecar(stack.sidecar);
			await seedCourses(stack);
			return describeSite(stack);
		},
	};
}

/** @param {ReturnType<typeof stackSettings>} stack */
function startStripeStub({ directory, places, state }) {
	return startService(
		{
			name: 'stripe',
			command: process.execPath,
			parameters: [STRIPE_STUB],
			env: { PORT: String(state.ports.stripe) },
			cwd: directory,
			port: state.ports.stripe,
			ready: () => accepts(state.ports.stripe),
		},
		places,
	);
}

/** @param {ReturnType<typeof stackSettings>} stack */
async function describeSite({ state, wordpress, credentials }) {
	const pageId = state.content?.pages[COURSE_CODE];
	return {
		url: wordpress.siteUrl,
		databaseName: credentials.name,
		login: STUDENT,
		password: state.demoPassword,
		studentId: state.wordpress?.userIds[STUDENT] ?? 0,
		courseCode: COURSE_CODE,
		pages: await runInWordpress(wordpress, 'bench-pages.php', { pageId }),
	};
}
