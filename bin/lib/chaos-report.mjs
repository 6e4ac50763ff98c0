/**
 * As the proof prints it, one for each part.
 *
 * @typedef {object} ChaosResult
 * @property {string} name
 * @property {number} passed runs in which the invariant held
 * @property {number} failed
 * @property {Record<string, number>} counts what happened
 * @property {string[]} failures one text for each run that failed
 */

/** What is summed up over all parts, by the names of the counts. */
const SUMS = ['payments', 'refunds', 'kills', 'database kills', 'retries'];

/**
 * @param {readonly ChaosResult[]} results
 * @returns {import('./reports.mjs').Counts}
 */
export function total(results) {
	return {
		passed: results.reduce((sum, { passed }) => sum + passed, 0),
		failed: results.reduce((sum, { failed }) => sum + failed, 0),
		skipped: 0,
	};
}

/**
 * @param {readonly ChaosResult[]} results
 * @returns {string[]} what contradicted the invariant, and how to see it again
 */
export const failureLines = (results) => results.flatMap(({ failures }) => failures);

/**
 * @param {readonly ChaosResult[]} results
 * @param {number} seed
 * @returns {string[]}
 */
export function reportLines(results, seed) {
	const { passed, failed } = total(results);
	const rows = [
		['runs', passed + failed],
		...SUMS.map((name) => [name, results.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0)]),
		['invariant violations', failed],
		['seed', seed],
	];
	const width = Math.max(...rows.map(([name]) => String(name).length));
	return [
		...failureLines(results),
		...rows.map(([name, value]) => `${String(name).padEnd(width)}  ${String(value).padStart(9)}`),
	];
}
