import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, dependenciesAreCurrent, installDependencies } from './build.mjs';
import { DATABASE_TESTS, checks, jestStage, npmProgram, testResult } from './checks.mjs';
import { buildChaos, runParts } from './chaos.mjs';
import { PARTS, SHORT } from './chaos-options.mjs';
import { failureLines, total } from './chaos-report.mjs';
import { run } from './commands.mjs';
import { findProgram, installPackages } from './packages.mjs';
import { composerStage, phpunitStage } from './php-checks.mjs';
import { PROJECT, SCREENSHOTS, TEST_DIRECTORY, ensureDirectory } from './project.mjs';
import { judged, playwrightCounts } from './reports.mjs';
import { createStack } from './stack.mjs';
import { places } from './stack-state.mjs';
import { ONE_PASSED } from './stages.mjs';

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
		],
		[chaosStage(logs)],
		[
			{
				id: 'stack',
				name: 'The whole stack',
				needs: ['mariadb', 'build'],
				async run() {
					// Opened anew: a port that was free before the database tests may be taken by now.
					const stack = await openStack();
					return { note: (await stack.start()).siteUrl };
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
		[browserStage(logs)],
		[debugLogStage(join(logs, 'debug.log'))],
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

/**
 * @param {string} logs
 * @returns {Stage}
 */
function browserStage(logs) {
	return {
		id: 'e2e',
		name: 'In the browser',
		needs: ['stack'],
		async run() {
			const report = join(logs, 'e2e.json');
			const log = join(logs, 'e2e.log');
			rmSync(report, { force: true });
			ensureDirectory(SCREENSHOTS);
			await installBrowser(log);
			const result = await run(npmProgram('playwright'), ['test', '--config', CONFIGURATION], {
				cwd: PROJECT,
				log,
				mayFail: true,
				env: {
					DEMO_FILE: join(TEST_DIRECTORY, 'demo.json'),
					SCREENSHOTS_DIR: SCREENSHOTS,
					PLAYWRIGHT_JSON_OUTPUT_FILE: report,
					FORCE_COLOR: '0',
				},
			});
			return testResult(
				judged(playwrightCounts(report), result.code),
				result.stdout + result.stderr,
				log,
			);
		},
	};
}

/**
 * Where no package of Chromium can be had (Ubuntu has none), Playwright brings its own.
 *
 * @param {string} log
 */
async function installBrowser(log) {
	if (findProgram('chromium')) return;
	await run(npmProgram('playwright'), ['install', '--with-deps', 'chromium'], {
		cwd: PROJECT,
		log,
		timeout: 600_000,
	});
}

/** What PHP and WordPress write about mistakes in code; an outage that a test causes is written in other words. */
const MISTAKE =
	/PHP (Notice|Warning|Deprecated|Fatal error|Parse error|Recoverable)|WordPress database error/;

/**
 * After everything above, WordPress's debug log may name no mistake.
 *
 * @param {string} debugLog
 * @returns {Stage}
 */
function debugLogStage(debugLog) {
	return {
		id: 'warnings',
		name: 'No PHP warning',
		needs: ['stack'],
		async run() {
			const lines = existsSync(debugLog) ? readFileSync(debugLog, 'utf8').split('\n') : [];
			const mistakes = lines.filter((line) => MISTAKE.test(line));
			if (mistakes.length === 0) return { counts: ONE_PASSED };
			const counts = { passed: 0, failed: mistakes.length, skipped: 0 };
			return { counts, output: mistakes.join('\n'), log: debugLog };
		},
	};
}
