import { createInterface } from 'node:readline/promises';
import { Failure, Interrupted } from './failure.mjs';
import { isInterrupted, onInterruption } from './interruption.mjs';

/**
 * Asks the person for a yes.
 *
 * @param {string} question
 * @param {{ yes: boolean, retry: string, usually: boolean }} options
 *   `yes`: agreed beforehand, do not ask; `retry`: the command that does not ask; `usually`: what Enter means
 * @throws {Failure} when the person says no, or nobody is there to be asked
 */
export async function confirm(question, { yes, retry, usually }) {
	if (yes) return;
	if (!process.stdin.isTTY) {
		throw new Failure('Nobody is here to answer that.', { next: `to agree beforehand, type: ${retry}` });
	}
	const answer = await ask(`${question} ${usually ? '[Y/n]' : '[y/N]'} `);
	if (answer === '' ? usually : /^y(es)?$/i.test(answer)) return;
	throw new Failure('Nothing was done.', { next: `when you are ready: ${retry}` });
}

/** @param {string} question */
async function ask(question) {
	const prompt = createInterface({ input: process.stdin, output: process.stdout });
	const abort = new AbortController();
	const forget = onInterruption(() => abort.abort());
	// A terminal that is being read from hands Ctrl-C to the reader, not to the process.
	prompt.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
	try {
		return (await prompt.question(question, { signal: abort.signal })).trim();
	} catch (error) {
		if (isInterrupted() || abort.signal.aborted) throw new Interrupted();
		throw error;
	} finally {
		forget();
		prompt.close();
	}
}
