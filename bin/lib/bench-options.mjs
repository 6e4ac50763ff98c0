import { Failure } from './failure.mjs';

/** Parts of the bench, in the order in which they run. */
export const PARTS = /** @type {const} */ (['money', 'roster', 'start', 'enroll', 'page']);

/** @typedef {(typeof PARTS)[number]} Part */

/**
 * How much is measured.
 *
 * @typedef {object} Extent
 * @property {number} rounds in which all variants take turns
 * @property {number} packages in the filled tables
 * @property {number} students of the one cohort whose roster is read
 * @property {number} cohorts that the load is spread over
 * @property {Record<string, number>} operations of one variant in one round, by concurrency
 * @property {number} calls of one round through WordPress
 */

/** @type {Extent} */
const WHOLE = {
	rounds: 5,
	packages: 1_000_000,
	students: 100_000,
	cohorts: 200,
	operations: { 1: 150, 8: 400, 32: 800 },
	calls: 40,
};

/** @type {Extent} Says whether it works, and roughly where it stands. */
const QUICK = {
	rounds: 2,
	packages: 20_000,
	students: 20_000,
	cohorts: 40,
	operations: { 1: 40, 8: 80, 32: 200 },
	calls: 15,
};

/**
 * @param {{ quick?: boolean, rounds?: string, packages?: string }} options
 * @returns {Extent}
 * @throws {Failure} for a number that is none
 */
export function extentOf({ quick, rounds, packages }) {
	const extent = quick ? QUICK : WHOLE;
	return {
		...extent,
		rounds: numberOf('--rounds', rounds, { least: 1, usually: extent.rounds }),
		packages: numberOf('--packages', packages, { least: 0, usually: extent.packages }),
	};
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {{ least: number, usually: number }} limits
 */
function numberOf(name, text, { least, usually }) {
	if (text === undefined) return usually;
	if (/^\d{1,8}$/.test(text) && Number(text) >= least) return Number(text);
	throw new Failure(`${name} takes a whole number from ${least} on, not "${text}".`);
}

/**
 * @param {string | undefined} only parts, separated by commas
 * @returns {Part[]} all when nothing was said, in their order
 * @throws {Failure} for a part that does not exist
 */
export function partsOf(only) {
	if (!only) return [...PARTS];
	const wanted = only.split(',').map((part) => part.trim());
	const unknown = wanted.find((part) => !PARTS.some((known) => known === part));
	if (unknown !== undefined) {
		throw new Failure(`The bench has no part "${unknown}".`, {
			next: `choose from: ${PARTS.join(', ')}`,
		});
	}
	return PARTS.filter((part) => wanted.includes(part));
}
