import { Failure, Interrupted, explanation, lastLines } from './failure.mjs';
import { isInterrupted } from './interruption.mjs';
import { dim, green, red, say, showRunning, stepLine } from './progress.mjs';

/** @typedef {import('./reports.mjs').Counts} Counts */

/**
 * @typedef {object} Stage
 * @property {string} id for `--only` and `needs`
 * @property {string} name
 * @property {string[]} [needs] stages that must have succeeded
 * @property {() => Promise<StageResult | void>} run throwing counts as one failure
 */

/**
 * What came out of a stage. Without `counts` it proves nothing by itself (an installation, say) and is only
 * counted when it fails.
 *
 * @typedef {{ counts?: Counts, note?: string, output?: string, log?: string }} StageResult
 */

/** @type {Counts} of a check that is one thing, like a linter's run */
export const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };

/** Lines of output shown of a stage that failed; its log has the rest. */
const SHOWN_LINES = 120;

/**
 * @param {readonly Stage[][]} phases
 * @param {string | undefined} only ids, separated by commas
 * @returns {Stage[][]} those stages and what they need
 * @throws {Failure} for an id that no stage has
 */
export function select(phases, only) {
	if (!only) return phases.map((phase) => [...phase]);
	const all = new Map(phases.flat().map((stage) => [stage.id, stage]));
	/** @type {Set<string>} */
	const wanted = new Set();
	/** @param {string} id */
	const add = (id) => {
		const stage = all.get(id);
		if (!stage)
			throw new Failure(`There is no stage "${id}".`, {
				next: `choose from: ${[...all.keys()].join(', ')}`,
			});
		wanted.add(id);
		stage.needs?.forEach(add);
	};
	only.split(',').forEach((id) => add(id.trim()));
	return phases
		.map((phase) => phase.filter((stage) => wanted.has(stage.id)))
		.filter((phase) => phase.length > 0);
}

/**
 * Runs phase after phase, the stages of one phase two at a time, each after those that it needs, and prints a line for
 * each.
 *
 * @param {readonly Stage[][]} phases
 * @returns {Promise<Counts>} of all stages
 * @throws {Interrupted} when the person asks to stop
 */
export async function runStages(phases) {
	/** @type {Counts} */
	const total = { passed: 0, failed: 0, skipped: 0 };
	/** @type {Set<string>} */
	const broken = new Set();
	/** @type {Map<string, Promise<void>>} */
	const begun = new Map();
	const running = showRunning();
	/**
	 * Stages of one phase may need each other: the later one then waits, as those that it needs were taken first.
	 *
	 * @param {Stage} stage
	 */
	const runInTurn = async (stage) => {
		await Promise.all((stage.needs ?? []).map((id) => begun.get(id)));
		if (!isInterrupted()) await runOne(stage, { total, broken, running });
	};
	try {
		for (const phase of phases) {
			const queue = [...phase];
			const worker = async () => {
				for (let stage = queue.shift(); stage && !isInterrupted(); stage = queue.shift()) {
					const end = runInTurn(stage);
					begun.set(stage.id, end);
					await end;
				}
			};
			await Promise.all([worker(), worker()]);
			if (isInterrupted()) throw new Interrupted();
		}
	} finally {
		running.end();
	}
	return total;
}

/**
 * @param {Stage} stage
 * @param {{ total: Counts, broken: Set<string>, running: ReturnType<typeof showRunning> }} context
 */
async function runOne(stage, { total, broken, running }) {
	const missing = stage.needs?.find((id) => broken.has(id));
	if (missing) {
		broken.add(stage.id);
		running.print(dim(`- ${stage.name}: not run, it needs "${missing}"`));
		return;
	}
	const started = Date.now();
	running.begin(stage.name);
	const result = await outcome(stage);
	running.finish(stage.name);
	if (isInterrupted()) return;
	const counts = result.counts ?? { passed: 0, failed: 0, skipped: 0 };
	total.passed += counts.passed;
	total.failed += counts.failed;
	total.skipped += counts.skipped;
	const mark = counts.failed > 0 ? red('✗') : green('✓');
	running.print(stepLine(mark, stage.name, Date.now() - started, words(result)));
	if (counts.failed === 0) return;
	broken.add(stage.id);
	if (result.output) running.print(`\n${lastLines(result.output, SHOWN_LINES).replace(/^/gm, '    ')}\n`);
	if (result.log) running.print(dim(`    The whole output: ${result.log}\n`));
}

/** @param {StageResult} result */
function words({ counts, note }) {
	const parts = [];
	if (counts && (counts.passed + counts.failed > 1 || counts.failed > 0)) {
		parts.push(`${counts.passed} passed${counts.failed ? `, ${counts.failed} failed` : ''}`);
	}
	if (counts?.skipped) parts.push(`${counts.skipped} skipped`);
	if (note) parts.push(note);
	return parts.join(', ');
}

/**
 * @param {Stage} stage
 * @returns {Promise<StageResult>}
 */
async function outcome(stage) {
	try {
		return (await stage.run()) ?? {};
	} catch (error) {
		const failed = { counts: { passed: 0, failed: 1, skipped: 0 } };
		if (!(error instanceof Failure))
			return { ...failed, output: String(/** @type {Error} */ (error)?.stack ?? error) };
		const next = error.next ? `\n\nNext: ${error.next}` : '';
		const output = [error.message, explanation(error, SHOWN_LINES)].filter(Boolean).join('\n\n') + next;
		return { ...failed, output, ...(error.log ? { log: error.log } : {}) };
	}
}

/**
 * @param {Counts} total
 * @returns {number} the exit code
 */
export function conclude(total) {
	say(
		`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
	);
	return total.failed > 0 || total.passed === 0 ? 1 : 0;
}
