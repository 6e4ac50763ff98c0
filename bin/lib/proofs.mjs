import { join } from 'node:path';
import { playwrightStage } from './browser-proofs.mjs';
import { build, dependenciesAreCurrent, installDependencies } from './build.mjs';
import { DATABASE_TESTS, checks, jestStage, npmProgram } from './checks.mjs';
import { buildChaos, runParts } from './chaos.mjs';
import { PARTS, SHORT } from './chaos-options.mjs';
import { failureLines, total } from './chaos-report.mjs';
import { debugLogStage } from './debug-log.mjs';
import { installedProofs, zipStage } from './installed-proofs.mjs';
import { installPackages } from './packages.mjs';
import { composerStage, phpunitStage } from './php-checks.mjs';
import { PROJECT, TEST_DIRECTORY, ensureDirectory } from './project.mjs';
import { createStack } from './stack.mjs';
import { places } from './stack-state.mjs';
import { ONE_PASSED } from './stages.mjs';
import { wordpressVersion } from './wordpress-files.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */

/** Apart from the demo's, so that both can run. */
const PORTS = { site: 18080, sidecar: 18787, stripe: 18788, database: 33406 };

const CONFIGURATION = join(PROJECT, 'plugin', 'tests', 'e2e', 'playwright.config.ts');

/**
 * Every stage of `npm test`, phase by phase.
 *
 * @param {readonly string[]} packages of the system that may be installed first
 * @returns {Stage[][]}
 */
export function proofs(packages) {
	const logs = ensureDirectory(places(TEST_DIRECTORY).logs);
	const openStack = () => createStack({ directory: TEST_DIRECTORY, ports: PORTS, quiet: true });
	let testDatabaseUrl = '';
	return [
		[packagesStage(packages, logs)],
		[npmStage(logs)],
		[composerStage(logs)],
		[buildStage(logs), ...checks(logs, { hurry: false })],
		[
			{
				id: 'mariadb',
				name: 'MariaDB',
				needs: ['packages'],
				async run() {
					const stack = await openStack();
					await stack.startDatabase();
					testDatabaseUrl = await stack.tester();
				},
			},
		],
		[
			{
				id: 'stack',
				name: 'The whole stack',
				needs: ['mariadb', 'build'],
				async run() {
					const stack = await openStack();
					const { siteUrl, wordpressDir } = await stack.start();
					return { note: `WordPress ${wordpressVersion(wordpressDir)}, ${siteUrl}` };
				},
			},
		],
		[
			phpunitStage({
				suite: 'integration',
				name: 'Plugin, integration tests',
				needs: ['stack'],
				env: () => ({ WORDPRESS_DIR: join(TEST_DIRECTORY, 'wordpress') }),
				logs,
			}),
		],
		[
			playwrightStage({
				id: 'e2e',
				name: 'In the browser',
				needs: ['stack'],
				config: CONFIGURATION,
				demoFile: () => join(TEST_DIRECTORY, 'demo.json'),
				logs,
			}),
			// Beside the long way through the browser, which waits more than it works: what has databases, servers or a site
			// of its own.
			jestStage({
				id: 'database',
				name: 'Sidecar, database tests',
				workspace: 'sidecar',
				// Making a database takes its time on a busy machine.
				command: [npmProgram('jest'), '--testTimeout', '30000', '--testPathPatterns', DATABASE_TESTS],
				env: () => ({ TEST_DATABASE_URL: testDatabaseUrl }),
				needs: ['mariadb'],
				logs,
			}),
			chaosStage(logs),
			zipStage(),
			...installedProofs(logs),
		],
		[debugLogStage({ id: 'warnings', needs: ['stack'], debugLog: () => join(logs, 'debug.log') })],
	];
}

/**
 * @param {readonly string[]} packages
 * @param {string} logs
 * @returns {Stage}
 */
function packagesStage(packages, logs) {
	return {
		id: 'packages',
		name: 'Packages',
		async run() {
			if (packages.length === 0) return;
			await installPackages('test', packages, join(logs, 'packages.log'));
			return { note: `${packages.length} installed` };
		},
	};
}

/**
 * @param {string} logs
 * @returns {Stage}
 */
function npmStage(logs) {
	return {
		id: 'npm',
		name: 'npm packages',
		async run() {
			if (!dependenciesAreCurrent()) await installDependencies(join(logs, 'npm.log'));
		},
	};
}

/**
 * @param {string} logs
 * @returns {Stage}
 */
function buildStage(logs) {
	return {
		id: 'build',
		name: 'Build',
		needs: ['npm'],
		async run() {
			await build(join(logs, 'build.log'));
			return { counts: ONE_PASSED };
		},
	};
}

/**
 * A short run of what `npm run test:chaos` does at length, always the same.
 *
 * @param {string} logs
 * @returns {Stage}
 */
function chaosStage(logs) {
	return {
		id: 'chaos',
		name: 'Proof by force, in short',
		needs: ['packages', 'build'],
		async run() {
			const log = join(logs, 'chaos.log');
			await buildChaos(log);
			const results = await runParts(PARTS, SHORT, logs);
			return { counts: total(results), output: failureLines(results).join('\n'), log };
		},
	};
}
