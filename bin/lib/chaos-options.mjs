import { Failure } from './failure.mjs';

/** Parts of the proof by force, in the order in which they run. */
export const PARTS = /** @type {const} */ (['race', 'random', 'kill', 'outage']);

/** @typedef {(typeof PARTS)[number]} Part */

/**
 * How much is proven.
 *
 * @typedef {object} Extent
 * @property {number} seed of the first random schedule and of every other draw
 * @property {number} runs random schedules
 * @property {number | null} sample fail points of each scenario; null = all
 * @property {{ students: number, seats: number }} race for one cohort
 * @property {{ students: number, kills: number }} outage students who shop while MariaDB is killed so many times
 */

/** @type {Extent} */
export const WHOLE = {
	seed: 1,
	runs: 200,
	sample: null,
	race: { students: 1000, seats: 50 },
	outage: { students: 300, kills: 5 },
};

/** @type {Extent} A part of `npm test`, always the same. */
export const SHORT = {
	seed: 1,
	runs: 12,
	sample: 2,
	race: { students: 100, seats: 10 },
	outage: { students: 60, kills: 2 },
};

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
		throw new Failure(`There is no part "${unknown}".`, { next: `choose from: ${PARTS.join(', ')}` });
	}
	return PARTS.filter((part) => wanted.includes(part));
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {{ least: number, usually: number }} limits
 * @throws {Failure} for a number that is none
 */
export function wholeNumber(name, text, { least, usually }) {
	if (text === undefined) return usually;
	if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
	throw new Failure(`${name} takes a whole number from ${least} on, not "${text}".`);
}
