import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PARTS, extentOf, partsOf } from '../lib/bench-options.mjs';
import { figureLines, rowLines, verdict } from '../lib/bench-table.mjs';
import { Failure } from '../lib/failure.mjs';

describe('The parts of the bench', () => {
	it('are all, when nothing was said', () => {
		assert.deepEqual(partsOf(undefined), [...PARTS]);
	});

	it('run in their own order, whatever was typed first', () => {
		assert.deepEqual(partsOf('page, money'), ['money', 'page']);
	});

	it('that do not exist are refused with those that do', () => {
		assert.throws(
			() => partsOf('money,speed'),
			(error) =>
				error instanceof Failure && /"speed"/.test(error.message) && /enroll/.test(error.next ?? ''),
		);
	});
});

describe('The extent of the bench', () => {
	it('is a million packages', () => {
		assert.equal(extentOf({}).packages, 1_000_000);
	});

	it('is smaller in every way when it must be quick', () => {
		const [whole, quick] = [extentOf({}), extentOf({ quick: true })];
		for (const name of /** @type {const} */ (['rounds', 'packages', 'students', 'cohorts', 'calls'])) {
			assert.ok(quick[name] < whole[name], name);
		}
		assert.deepEqual(Object.keys(quick.operations), Object.keys(whole.operations));
	});

	it('takes numbers from the person, also none at all of packages', () => {
		assert.deepEqual(extentOf({ rounds: '3', packages: '0' }), {
			...extentOf({}),
			rounds: 3,
			packages: 0,
		});
	});

	it('takes nothing else for a number', () => {
		for (const rounds of ['0', '-1', 'many', '1.5', '']) {
			assert.throws(() => extentOf({ rounds }), Failure, rounds);
		}
	});
});

describe('The table of the bench', () => {
	const figures = [
		{ id: 'a', name: 'Long name', value: 0.512, unit: '×', aim: { atLeast: 0.6 }, met: false },
		{ id: 'b', name: 'Name', value: 1, unit: 'statements', aim: { exactly: 1 }, met: true },
		{ id: 'c', name: 'Other', value: 123.4, unit: 'ms' },
	];

	it('has the aim beside each figure, and whether it was met', () => {
		assert.deepEqual(figureLines(figures), [
			'Long name        0.51 ×  ✗ ≥ 0.6',
			'Name       1 statements  ✓ = 1',
			'Other            123 ms',
		]);
	});

	it('counts only what had an aim', () => {
		assert.equal(verdict(figures), '1 of 2 aims met');
	});

	it('says what its columns are', () => {
		assert.deepEqual(rowLines([{ id: 'a', name: 'Work', throughput: 812.3, p50: 1.234, p95: 45.67 }]), [
			'        per s   p50 ms   p95 ms',
			'Work      812     1.23     45.7',
		]);
		assert.deepEqual(rowLines([]), []);
	});
});
