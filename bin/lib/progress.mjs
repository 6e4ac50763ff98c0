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

/**
 * Where what is said goes. In a test of Node's runner, which sets this variable, standard output carries the runner's own
 * messages, and text between them breaks one now and then.
 */
const output = process.env['NODE_TEST_CONTEXT'] ? process.stderr : process.stdout;

/** @param {string} [text] */
export function say(text = '') {
	output.write(`${text}\n`);
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

/**
 * On a terminal, a last line that says what is being done; elsewhere, nothing but what is printed.
 */
export function showRunning() {
	/** @type {Map<string, number>} name → moment at which it began */
	const names = new Map();
	const draw = () => {
		if (!terminal) return;
		const parts = [...names].map(([name, began]) => `${name} ${dim(duration(Date.now() - began))}`);
		process.stdout.write(`\r\u001b[K${parts.length > 0 ? `… ${parts.join(', ')}` : ''}`);
	};
	const timer = setInterval(draw, 500);
	return {
		/** @param {string} name */
		begin(name) {
			names.set(name, Date.now());
			draw();
		},
		/** @param {string} name */
		finish(name) {
			names.delete(name);
			draw();
		},
		/** @param {string} text a line that stays */
		print(text) {
			if (terminal) process.stdout.write('\r\u001b[K');
			say(text);
			draw();
		},
		end() {
			clearInterval(timer);
			names.clear();
			draw();
		},
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
	if (error instanceof Failure)
		say(`\nNext: ${error.next ?? 'put right what is said above, and try again'}`);
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
	const running = showRunning();
	running.begin(name);
	let words = '';
	try {
		const result = await work((text) => (words = text));
		running.end();
		const took = Date.now() - started;
		if (took >= quietUnder || words) say(stepLine(green('✓'), name, took, words));
		return result;
	} catch (error) {
		running.end();
		if (error instanceof Shown) throw error;
		say(stepLine(red('✗'), name, Date.now() - started));
		showFailure(error);
		throw new Shown(name, { cause: error });
	}
}
