import { Failure, Interrupted, explanation } from './failure.mjs';

const terminal = process.stdout.isTTY === true;
const colors = terminal && !process.env['NO_COLOR'];

/** @param {string} text */
export const green = (text) => (colors ? `\u001b[32m${text}\u001b[0m` : text);
/** @param {string} text */
export const red = (text) => (colors ? `\u001b[31m${text}\u001b[0m` : text);
/** @param {string} text */
export const dim = (text) => (colors ? `\u001b[2m${text}\u001b[0m` : text);
/** @param {string} text */
export const bold = (text) => (colors ? `\u001b[1m${text}\u001b[0m` : text);

/** @param {string} [text] */
export function say(text = '') {
	process.stdout.write(`${text}\n`);
}

/**
 * @param {number} milliseconds
 * @returns {string} `0.4 s`, `12 s`, `2 min 5 s`
 */
export function duration(milliseconds) {
	const seconds = milliseconds / 1000;
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 90) return `${Math.round(seconds)} s`;
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * One line of the list of steps.
 *
 * @param {string} mark
 * @param {string} name
 * @param {number} milliseconds
 * @param {string} [note]
 */
export function stepLine(mark, name, milliseconds, note = '') {
	const time = dim(duration(milliseconds).padStart(11));
	return `${mark} ${name.padEnd(30)}${time}${note ? `  ${note}` : ''}`;
}

/** @param {string} name what is being done; on a terminal it is replaced by the outcome */
function showRunning(name) {
	if (!terminal) return () => {};
	const started = Date.now();
	const draw = () => process.stdout.write(`\r\u001b[K… ${name} ${dim(duration(Date.now() - started))}`);
	draw();
	const timer = setInterval(draw, 500);
	return () => {
		clearInterval(timer);
		process.stdout.write('\r\u001b[K');
	};
}

/** @param {unknown} error */
export function showFailure(error) {
	if (error instanceof Interrupted) return;
	const message =
		error instanceof Failure ? error.message : String(/** @type {Error} */ (error)?.stack ?? error);
	say(`\n${message}`);
	const end = explanation(error);
	if (end) say(`\n${end.replace(/^/gm, '    ')}`);
	if (error instanceof Failure && error.log) say(dim(`\nThe whole log: ${error.log}`));
	if (error instanceof Failure && error.next) say(`\nNext: ${error.next}`);
}

/** An error that has been shown already: whoever catches it only ends the process. */
export class Shown extends Error {}

/**
 * Does one step and prints one line about it; a failure is explained there and then.
 *
 * @template T
 * @param {string} name
 * @param {(note: (text: string) => void) => Promise<T> | T} work `note` adds a few words to the step's line
 * @param {{ quietUnder?: number }} [options] `quietUnder`: print nothing for a step that took fewer milliseconds
 * @returns {Promise<T>}
 */
export async function step(name, work, { quietUnder = 0 } = {}) {
	const started = Date.now();
	const clear = showRunning(name);
	let words = '';
	try {
		const result = await work((text) => (words = text));
		clear();
		const took = Date.now() - started;
		if (took >= quietUnder || words) say(stepLine(green('✓'), name, took, words));
		return result;
	} catch (error) {
		clear();
		if (error instanceof Shown) throw error;
		say(stepLine(red('✗'), name, Date.now() - started));
		showFailure(error);
		throw new Shown(name, { cause: error });
	}
}
