import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { jestCounts, judged, junitCounts, playwrightCounts, tapCounts } from '../lib/reports.mjs';
import { temporaryDirectory } from './temporary-directory.mjs';

/** @param {string} text */
function report(text) {
	const file = join(temporaryDirectory('reports'), 'report');
	writeFileSync(file, text);
	return file;
}

describe("The counts of a runner's report", () => {
	it('take a suite that could not be run for a failure', () => {
		const file = report(
			'{"numPassedTests":3,"numFailedTests":1,"numRuntimeErrorTestSuites":1,"numPendingTests":1,"numTodoTests":1}',
		);
		assert.deepEqual(jestCounts(file), { passed: 3, failed: 2, skipped: 2 });
	});

	it('are those of the outermost suite of PHPUnit', () => {
		const inner = '<testsuite name="b" tests="2" failures="0" errors="0" skipped="0"/>';
		const file = report(
			`<testsuites><testsuite name="a" tests="7" assertions="9" errors="1" failures="2" skipped="1">${inner}</testsuite></testsuites>`,
		);
		assert.deepEqual(junitCounts(file), { passed: 3, failed: 3, skipped: 1 });
	});

	it('are empty when PHPUnit ran nothing', () => {
		assert.deepEqual(junitCounts(report('<testsuites/>')), { passed: 0, failed: 0, skipped: 0 });
	});

	it('add errors outside any test in the browser', () => {
		const file = report('{"stats":{"expected":4,"unexpected":1,"flaky":1,"skipped":2},"errors":[{}]}');
		assert.deepEqual(playwrightCounts(file), { passed: 5, failed: 2, skipped: 2 });
	});

	it('come from the last lines of Node’s own runner', () => {
		const text =
			'ok 1 - a\n# tests 5\n# suites 2\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n';
		assert.deepEqual(tapCounts(text), { passed: 3, failed: 2, skipped: 0 });
	});

	it('are nothing without a report', () => {
		assert.equal(jestCounts('/nowhere/at/all'), undefined);
		assert.equal(junitCounts('/nowhere/at/all'), undefined);
		assert.equal(tapCounts('killed'), undefined);
	});
});

describe('A stage of tests', () => {
	it('failed when it left no report', () => assert.equal(judged(undefined, 0).failed, 1));

	it('failed when it found no test', () => {
		assert.equal(judged({ passed: 0, failed: 0, skipped: 3 }, 0).failed, 1);
	});

	it('failed when its runner did, though no test failed', () => {
		assert.equal(judged({ passed: 5, failed: 0, skipped: 0 }, 1).failed, 1);
	});

	it('passed otherwise, and counts each failure once', () => {
		assert.equal(judged({ passed: 5, failed: 0, skipped: 0 }, 0).failed, 0);
		assert.equal(judged({ passed: 5, failed: 2, skipped: 0 }, 1).failed, 2);
	});
});
