import { existsSync, readFileSync } from 'node:fs';
import { readJson } from './project.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Adds what a report cannot know: a runner that failed though no test did (a file that does not compile, a
 * hook that threw) has failed, and so has one that found no test at all.
 *
 * @param {Counts | undefined} counts nothing when the runner wrote no report
 * @param {number} exitCode
 * @returns {Counts & { note?: string }}
 */
export function judged(counts, exitCode) {
	if (!counts) return { passed: 0, failed: 1, skipped: 0, note: 'ended without a report' };
	if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, note: 'found no test' };
	if (exitCode !== 0 && counts.failed === 0) return { ...counts, failed: 1, note: `exit code ${exitCode}` };
	return counts;
}

/**
 * @param {string} file written by `jest --json --outputFile`
 * @returns {Counts | undefined}
 */
export function jestCounts(file) {
	const report = readJson(file);
	if (!report) return undefined;
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
		skipped: report.numPendingTests + report.numTodoTests,
	};
}

/**
 * @param {string} file written by `phpunit --log-junit`
 * @returns {Counts | undefined}
 */
export function junitCounts(file) {
	if (!existsSync(file)) return undefined;
	// The first testsuite is the one around all others.
	const outermost = /<testsuite\b[^>]*>/.exec(readFileSync(file, 'utf8'))?.[0];
	if (!outermost) return { passed: 0, failed: 0, skipped: 0 };
	/** @param {string} name */
	const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(outermost)?.[1] ?? 0);
	const failed = number('failures') + number('errors');
	const skipped = number('skipped');
	return { passed: number('tests') - failed - skipped, failed, skipped };
}

/**
 * @param {string} file written by Playwright's JSON reporter
 * @returns {Counts | undefined}
 */
export function playwrightCounts(file) {
	const report = readJson(file);
	if (!report) return undefined;
	const { expected, unexpected, flaky, skipped } = report.stats;
	return { passed: expected + flaky, failed: unexpected + (report.errors?.length ?? 0), skipped };
}

/**
 * @param {string} text printed by Node's own runner in the TAP format
 * @returns {Counts | undefined}
 */
export function tapCounts(text) {
	/** @param {string} name */
	const number = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
	const counts = {
		passed: number('pass'),
		failed: number('fail') + number('cancelled'),
		skipped: number('skipped') + number('todo'),
	};
	return Object.values(counts).some(Number.isNaN) ? undefined : counts;
}
