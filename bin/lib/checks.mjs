import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { phpChecks } from './php-checks.mjs';
import { CACHE, PROJECT } from './project.mjs';
import { jestCounts, judged, tapCounts } from './reports.mjs';
import { ONE_PASSED } from './stages.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {import('./stages.mjs').StageResult} StageResult */

/** @param {string} name of a program of an npm package */
export const npmProgram = (name) => join(PROJECT, 'node_modules', '.bin', name);

/**
 * A stage that is one command, which passes or fails.
 *
 * @param {string} id
 * @param {string} name
 * @param {[command: string, ...parameters: string[]]} command
 * @param {string} logs folder
 * @returns {Stage}
 */
export function commandStage(id, name, [command, ...parameters], logs) {
	return {
		id,
		name,
		needs: ['npm'],
		async run() {
			await run(command, parameters, { cwd: PROJECT, log: join(logs, `${id}.log`) });
			return { counts: ONE_PASSED };
		},
	};
}

/**
 * @param {object} suite
 * @param {string} suite.id
 * @param {string} suite.name
 * @param {string} suite.workspace folder
 * @param {[command: string, ...parameters: string[]]} suite.command that understands Jest's options
 * @param {string} suite.logs folder
 * @param {() => NodeJS.ProcessEnv} [suite.env]
 * @param {string[]} [suite.needs]
 * @returns {Stage}
 */
export function jestStage({ id, name, workspace, command: [command, ...parameters], logs, env, needs = [] }) {
	return {
		id,
		name,
		needs: ['npm', ...needs],
		async run() {
			const report = join(logs, `${id}.json`);
			const log = join(logs, `${id}.log`);
			rmSync(report, { force: true });
			const result = await run(command, [...parameters, '--json', '--outputFile', report], {
				cwd: join(PROJECT, workspace),
				// Standard output is the report once more.
				secret: true,
				log,
				mayFail: true,
				env: { NODE_ENV: 'test', FORCE_COLOR: '0', ...env?.() },
			});
			return testResult(judged(jestCounts(report), result.code), result.stderr, log);
		},
	};
}

/**
 * @param {import('./reports.mjs').Counts & { note?: string }} judgement
 * @param {string} output
 * @param {string} log
 * @returns {StageResult}
 */
export function testResult({ note, ...counts }, output, log) {
	return { counts, output, log, ...(note ? { note } : {}) };
}

/**
 * Tests that are run by Node's own runner: those of these very commands, which must run before npm brought any other,
 * and those of what a command makes with npm's packages.
 *
 * @param {object} suite
 * @param {string} suite.id
 * @param {string} suite.name
 * @param {string} suite.folder within `bin`
 * @param {string} suite.logs folder
 * @param {string[]} [suite.needs]
 * @returns {Stage}
 */
function nodeTestStage({ id, name, folder, logs, needs = [] }) {
	return {
		id,
		name,
		needs,
		async run() {
			const log = join(logs, `${id}.log`);
			const files = join(PROJECT, 'bin', folder);
			const tests = readdirSync(files).map((file) => join(files, file));
			const result = await run(process.execPath, ['--test', '--test-reporter=tap', ...tests], {
				log,
				mayFail: true,
			});
			return testResult(
				judged(tapCounts(result.stdout), result.code),
				result.stdout + result.stderr,
				log,
			);
		},
	};
}

/** What Jest leaves to the database tests. */
export const DATABASE_TESTS = String.raw`\.db\.test\.`;

/**
 * The fast half: whatever needs neither a database nor a browser.
 *
 * @param {string} logs folder
 * @param {{ hurry: boolean }} options `hurry`: ESLint looks only at files that changed. It then misses what a
 *   changed type means to others; the types themselves are checked whole, and `npm test` does not hurry
 * @returns {Stage[]}
 */
export function checks(logs, { hurry }) {
	const jest = npmProgram('jest');
	const remembering = ['--cache', '--cache-strategy', 'content', '--cache-location', join(CACHE, 'eslint')];
	return [
		commandStage(
			'lint',
			'Lint',
			[npmProgram('eslint'), '.', '--max-warnings', '0', ...(hurry ? remembering : [])],
			logs,
		),
		commandStage('types', 'Types', [npmProgram('tsc'), '--build'], logs),
		jestStage({
			id: 'sidecar',
			name: 'Sidecar, unit tests',
			workspace: 'sidecar',
			command: [jest, '--testPathIgnorePatterns', DATABASE_TESTS],
			logs,
		}),
		jestStage({
			id: 'stripe',
			name: 'Local Stripe',
			workspace: 'sidecar/stripe-emulator',
			command: [jest],
			logs,
		}),
		jestStage({
			id: 'blocks',
			name: 'Blocks',
			workspace: 'blocks',
			command: [npmProgram('wp-scripts'), 'test-unit-js'],
			logs,
		}),
		nodeTestStage({ id: 'commands', name: 'Commands', folder: 'test', logs }),
		nodeTestStage({ id: 'i18n', name: 'Translation files', folder: 'i18n/test', logs, needs: ['npm'] }),
		commandStage('languages', 'Translations', ['node', 'bin/i18n.mjs', '--check'], logs),
		commandStage(
			'format',
			'Format',
			[npmProgram('prettier'), '--check', '--cache', '--cache-location', join(CACHE, 'prettier'), '.'],
			logs,
		),
		commandStage('arrows', 'Arrows', ['npm', 'run', '--silent', 'arrows'], logs),
		...phpChecks(logs),
	];
}
