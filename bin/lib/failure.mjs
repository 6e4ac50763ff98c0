import { readFileSync } from 'node:fs';

/** A step that could not be done, told so that a person knows what to do next. */
export class Failure extends Error {
	/**
	 * @param {string} message what went wrong, in one sentence
	 * @param {{ log?: string | undefined, output?: string | undefined, next?: string | undefined }} [more]
	 *   `log`: file whose end explains it; `output`: the same as text; `next`: what the person can do now
	 */
	constructor(message, more = {}) {
		super(message);
		this.name = 'Failure';
		this.log = more.log;
		this.output = more.output;
		this.next = more.next;
	}
}

/** The person pressed Ctrl-C (or the process was told to end): nothing to explain. */
export class Interrupted extends Error {
	constructor() {
		super('Stopped.');
		this.name = 'Interrupted';
	}
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * The end of what explains a failure: of its log file, or of the output that it carries.
 *
 * @param {unknown} error
 * @param {number} [count] lines
 */
export function explanation(error, count = 20) {
	if (!(error instanceof Failure)) return '';
	if (error.output) return lastLines(error.output, count);
	if (!error.log) return '';
	try {
		return lastLines(readFileSync(error.log, 'utf8'), count);
	} catch {
		return '';
	}
}
