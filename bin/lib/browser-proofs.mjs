import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { npmProgram, testResult } from './checks.mjs';
import { run } from './commands.mjs';
import { findProgram } from './packages.mjs';
import { PROJECT, SCREENSHOTS, ensureDirectory } from './project.mjs';
import { judged, playwrightCounts } from './reports.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */

/**
 * A suite of browser tests on a site that runs.
 *
 * @param {object} suite
 * @param {string} suite.id
 * @param {string} suite.name
 * @param {string[]} suite.needs
 * @param {string} suite.config file
 * @param {() => string} suite.demoFile that says where the site is
 * @param {string} suite.logs folder
 * @returns {Stage}
 */
export function playwrightStage({ id, name, needs, config, demoFile, logs }) {
	return {
		id,
		name,
		needs,
		async run() {
			const report = join(logs, `${id}.json`);
			const log = join(logs, `${id}.log`);
			rmSync(report, { force: true });
			ensureDirectory(SCREENSHOTS);
			await installBrowser(log);
			const result = await run(npmProgram('playwright'), ['test', '--config', config], {
				cwd: PROJECT,
				log,
				mayFail: true,
				env: {
					DEMO_FILE: demoFile(),
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
