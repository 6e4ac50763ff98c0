import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../lib/failure.mjs';
import { ONE_PASSED, conclude, runStages, select } from '../lib/stages.mjs';

/** @typedef {import('../lib/stages.mjs').Stage} Stage */

/**
 * @param {string} id
 * @param {Stage['run']} run
 * @param {string[]} needs
 * @returns {Stage}
 */
const stage = (id, run, ...needs) => ({ id, name: id, needs, run });
const passes = async () => ({ counts: ONE_PASSED });

describe('Stages', () => {
	it('add up to the counts of all of them', async () => {
		const many = async () => ({ counts: { passed: 4, failed: 1, skipped: 2 } });
		assert.deepEqual(await runStages([[stage('a', many), stage('b', passes)], [stage('c', passes)]]), {
			passed: 6,
			failed: 1,
			skipped: 2,
		});
	});

	it('count a preparation only when it fails', async () => {
		const nothing = async () => {};
		const breaks = async () => {
			throw new Failure('no disk left');
		};
		const total = await runStages([[stage('a', nothing)], [stage('b', breaks)]]);
		assert.deepEqual(total, { passed: 0, failed: 1, skipped: 0 });
	});

	it('are not run without what they need, however far away that is', async () => {
		let ran = false;
		const breaks = async () => {
			throw new Error('broken');
		};
		const notices = async () => {
			ran = true;
		};
		const total = await runStages([
			[stage('a', breaks)],
			[stage('b', passes, 'a')],
			[stage('c', notices, 'b')],
			[stage('d', passes)],
		]);
		assert.equal(ran, false);
		assert.deepEqual(total, { passed: 1, failed: 1, skipped: 0 });
	});

	it('of one phase run two at a time, but each after those that it needs', async () => {
		/** @type {string[]} */
		const ended = [];
		/** @param {string} id @param {number} milliseconds */
		const takes = (id, milliseconds) => async () => {
			await new Promise((resolve) => setTimeout(resolve, milliseconds));
			ended.push(id);
		};
		await runStages([
			[
				stage('short', takes('short', 1)),
				stage('long', takes('long', 60)),
				stage('after long', takes('after long', 1), 'long'),
				stage('last', takes('last', 1), 'after long'),
			],
		]);
		assert.deepEqual(ended, ['short', 'long', 'after long', 'last']);
	});

	it('can be chosen by name, and bring what they need', () => {
		const all = [
			[stage('a', passes)],
			[stage('b', passes, 'a'), stage('c', passes)],
			[stage('d', passes, 'b')],
		];
		const chosen = select(all, 'd').map((phase) => phase.map(({ id }) => id));
		assert.deepEqual(chosen, [['a'], ['b'], ['d']]);
		assert.throws(() => select(all, 'e'), /no stage "e"/);
	});

	it('end in failure when one failed, and when nothing was proved', () => {
		assert.equal(conclude({ passed: 2, failed: 0, skipped: 1 }), 0);
		assert.equal(conclude({ passed: 2, failed: 1, skipped: 0 }), 1);
		assert.equal(conclude({ passed: 0, failed: 0, skipped: 0 }), 1);
	});
});
