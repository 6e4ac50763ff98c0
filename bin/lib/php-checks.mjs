import { existsSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { Failure } from './failure.mjs';
import { findProgram } from './packages.mjs';
import { CACHE, PROJECT } from './project.mjs';
import { judged, junitCounts } from './reports.mjs';
import { ONE_PASSED } from './stages.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */

/** Programs that Composer brings; without them Debian's are used, or the check is left out in plain words. */
const COMPOSER_TOOLS = join(PROJECT, 'vendor', 'bin');

const PLUGIN = join(PROJECT, 'plugin');

const NOT_OURS = new Set(['node_modules', 'vendor', 'build', '.git', '.local', '.cache']);

/** @param {string} name */
function composerTool(name) {
	const path = join(COMPOSER_TOOLS, name);
	return existsSync(path) ? path : undefined;
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function phpFiles(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : phpFiles(path);
		return entry.name.endsWith('.php') ? [path] : [];
	});
}

/**
 * Lets Composer bring the WordPress coding standard, PHPStan and WP-CLI. They make the checks sharper; where Composer
 * reaches nothing, the checks do with what Debian has, and the tests of `wp cohort` are left out.
 *
 * @param {string} logs folder
 * @returns {Stage}
 */
export function composerStage(logs) {
	return {
		id: 'composer',
		name: 'PHP tools',
		async run() {
			if (!existsSync(join(PROJECT, 'composer.json'))) return;
			if (['phpcs', 'phpstan', 'wp'].every(composerTool)) return;
			const composer = findProgram('composer');
			if (!composer) return { note: 'Composer is not here: doing with what Debian has' };
			const log = join(logs, 'composer.log');
			const result = await run(
				composer,
				['install', '--no-interaction', '--no-progress', '--prefer-dist'],
				{
					cwd: PROJECT,
					log,
					env: { COMPOSER_ALLOW_SUPERUSER: '1' },
					timeout: 180_000,
					mayFail: true,
				},
			).catch((error) => {
				if (error instanceof Failure) return { code: 1 };
				throw error;
			});
			if (result.code === 0) return;
			rmSync(join(PROJECT, 'vendor'), { recursive: true, force: true });
			return { note: 'Composer reached nothing: doing with what Debian has' };
		},
	};
}

/**
 * @param {string} logs folder
 * @returns {Stage[]}
 */
export function phpChecks(logs) {
	return [
		{ id: 'php-syntax', name: 'PHP syntax', run: () => checkSyntax(join(logs, 'php-syntax.log')) },
		{ id: 'php-style', name: 'PHP style', run: () => checkStyle(join(logs, 'php-style.log')) },
		{ id: 'php-types', name: 'PHP types', run: () => checkTypes(join(logs, 'php-types.log')) },
		phpunitStage({ suite: 'unit', name: 'Plugin, unit tests', logs }),
	];
}

/** @param {string} log */
async function checkSyntax(log) {
	const files = [PLUGIN, join(PROJECT, 'blocks', 'src'), join(PROJECT, 'bin')].flatMap(phpFiles);
	const queue = [...files];
	const worker = async () => {
		for (let file = queue.shift(); file; file = queue.shift()) await run('php', ['-l', file], { log });
	};
	await Promise.all(Array.from({ length: availableParallelism() }, worker));
	return { counts: ONE_PASSED, note: `${files.length} files` };
}

/** @param {string} log */
async function checkStyle(log) {
	const wordpress = composerTool('phpcs');
	const program = wordpress ?? findProgram('phpcs');
	const standard = join(PLUGIN, wordpress ? 'phpcs.xml.dist' : 'phpcs-fallback.xml.dist');
	if (!program) return { note: 'left out: PHP_CodeSniffer is not installed (npm test installs it)' };
	await run(program, [`--standard=${standard}`, '--report-width=110', '-q'], { cwd: PLUGIN, log });
	if (wordpress) {
		const scripts = join(PROJECT, 'bin', 'wordpress');
		await run(program, ['--report-width=110', '--no-cache', '-q'], { cwd: scripts, log });
	}
	return { counts: ONE_PASSED, note: wordpress ? "WordPress's standard" : 'the closest that Debian has' };
}

/** @param {string} log */
async function checkTypes(log) {
	const program = composerTool('phpstan');
	if (!program) return { note: 'left out: PHPStan comes through Composer only' };
	const parameters = ['analyse', '--configuration=phpstan.neon.dist', '--no-progress', '--memory-limit=1G'];
	await run(program, parameters, { cwd: PLUGIN, log, env: { TMPDIR: CACHE } });
	return { counts: ONE_PASSED };
}

/**
 * @param {object} suite
 * @param {'unit' | 'integration' | 'network'} suite.suite
 * @param {string} suite.name
 * @param {string} suite.logs folder
 * @param {() => NodeJS.ProcessEnv} [suite.env]
 * @param {string[]} [suite.needs]
 * @returns {Stage}
 */
export function phpunitStage({ suite, name, logs, env, needs = [] }) {
	const id = `php-${suite}`;
	return {
		id,
		name,
		needs,
		async run() {
			const program = findProgram('phpunit');
			if (!program) return { note: 'left out: PHPUnit is not installed (npm test installs it)' };
			const report = join(logs, `${id}.xml`);
			const log = join(logs, `${id}.log`);
			rmSync(report, { force: true });
			const result = await run(
				program,
				['--testsuite', suite, '--log-junit', report, '--colors=never'],
				{
					cwd: PLUGIN,
					log,
					mayFail: true,
					env: env?.() ?? {},
				},
			);
			const { note, ...counts } = judged(junitCounts(report), result.code);
			return { counts, output: result.stdout + result.stderr, log, ...(note ? { note } : {}) };
		},
	};
}
